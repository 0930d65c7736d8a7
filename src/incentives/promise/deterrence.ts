/** One-shot deterrence: a violation does not pay if the expected loss is at least the gain (Becker 1968). */
import { z } from 'zod';
import { method } from '#model';

export const DeterrenceInput = z.strictObject({
  gain: z.number().min(0).describe('G: what the violation brings'),
  loss: z.number().min(0).describe('L: what it costs if it is attributed and answered'),
  answered: z.number().min(0).max(1).describe('p: probability of that'),
});
export type DeterrenceInput = z.infer<typeof DeterrenceInput>;

export interface DeterrenceResult {
  deterred: boolean;
  /** pL - G. */
  surplus: number;
  /** G/L, or null where no probability suffices. */
  answeredNeeded: number | null;
  /** G/p, or null where no loss suffices. */
  lossNeeded: number | null;
}

export function computeDeterrence({ gain, loss, answered }: DeterrenceInput): DeterrenceResult {
  return {
    deterred: answered * loss >= gain,
    surplus: answered * loss - gain,
    answeredNeeded: gain === 0 ? 0 : gain <= loss ? gain / loss : null,
    lossNeeded: gain === 0 ? 0 : answered > 0 ? gain / answered : null,
  };
}

export const deterrenceMethod = method<DeterrenceInput, DeterrenceResult>({
  id: 'deterrence',
  version: 1,
  question: 'Does a single violation pay?',
  source: 'Methods, section 9; Becker 1968, Journal of Political Economy 76; Avenhaus, von Stengel and Zamir 2002',
  input: DeterrenceInput,
  output: z.object({
    deterred: z.boolean(),
    surplus: z.number(),
    answeredNeeded: z.number().nullable(),
    lossNeeded: z.number().nullable(),
  }),
  assumptions: [
    'one act, one answer, no future: gain and loss are compared as they are',
    'the state weighs risks evenly',
  ],
  compute: computeDeterrence,
});

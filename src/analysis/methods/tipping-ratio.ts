/** Method tipping-ratio: how much would detection have to have changed for conduct not to have? (methods, section 5h) */
import { z } from 'zod';
import { method } from '#model';
import { tippingRatio as compute } from '../effect/tipping-ratio.ts';

const Tally = z.strictObject({
  events: z.number().int().nonnegative(),
  exposure: z.number().positive().describe('such as months, or months times population'),
});
const Input = z.strictObject({ before: Tally, after: Tally });
const Output = z.strictObject({
  rateRatio: z.number(),
  nominal: z.strictObject({ lower: z.number(), upper: z.number().nullable() }),
  tippingRatio: z.number(),
});

export const tippingRatio = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'tipping-ratio',
  version: 1,
  question: 'By what factor would detection have to have changed for conduct not to have changed?',
  source: 'methods 5h; Clopper & Pearson 1934 for the interval',
  input: Input,
  output: Output,
  assumptions: [
    'counts identify rate times detection',
    'the interval takes events for independent: it is nominal, and no test of an effect',
  ],
  compute: ({ before, after }) => compute(before, after),
});

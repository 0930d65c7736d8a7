/** What the frontier is computed from: clauses with wordings, and parties with utilities, red lines and reservation values. */
import { z } from 'zod';

export const measures = ['count', 'coverage', 'groups'] as const;
/** How participation is counted: parties, conduct-weighted share, or groups in which enough members accept. */
export type Measure = (typeof measures)[number];

const name = z.string().min(1).max(120);
/** Utilities and strengths are read to nine decimals; beyond this size their sums would not stay exact. */
const amount = z.number().min(-10_000).max(10_000);

export const FrontierClause = z.strictObject({
  id: name,
  options: z
    .array(
      z.strictObject({ id: name, strength: amount.describe('strength points of the text if this wording is taken') }),
    )
    .min(1)
    .max(16),
});
export type FrontierClause = z.infer<typeof FrontierClause>;

export const WordingName = z.strictObject({ clause: name, option: name });
export type WordingName = z.infer<typeof WordingName>;

export const FrontierParty = z.strictObject({
  id: name,
  weight: z.number().min(0).max(10_000).default(0).describe('share of the recorded conduct (method 1); 0: none'),
  group: name.nullable().default(null),
  reservation: amount.describe('the party accepts a text whose summed utility reaches this'),
  utilities: z.record(name, z.record(name, amount)).describe('clause → wording → utility; every wording has one'),
  redLines: z.array(WordingName).max(400).default([]).describe('wordings with which the party never accepts'),
});
export type FrontierParty = z.infer<typeof FrontierParty>;

export const FrontierInput = z.strictObject({
  clauses: z.array(FrontierClause).min(1).max(24),
  parties: z.array(FrontierParty).min(1).max(400),
  measures: z.array(z.enum(measures)).min(1).max(3).default(['count', 'coverage']),
  quorum: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('measure groups: a group takes part if at least this share of its members accepts'),
  engine: z
    .enum(['auto', 'enumeration', 'branch-and-bound'])
    .default('auto')
    .describe('auto: enumeration up to 100,000 texts, branch and bound beyond'),
  nodeLimit: z
    .number()
    .int()
    .min(1)
    .max(2_000_000_000)
    .default(400_000_000)
    .describe('branch and bound stops after this many nodes a measure and states the gap that is left'),
  robustness: z
    .strictObject({
      draws: z.number().int().min(1).max(5000).default(200),
      spread: z.number().min(0).max(100).default(0.2).describe('standard deviation of the noise on each utility'),
      seed: z.number().int().min(0).max(4_294_967_295).default(1),
    })
    .nullable()
    .default(null)
    .describe('repeat under perturbed utilities; null: not asked for'),
});
export type FrontierInput = z.infer<typeof FrontierInput>;

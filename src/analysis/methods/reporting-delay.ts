/** Method reporting-delay: what the most recent periods still lack (methods, section 5g). */
import { z } from 'zod';
import { method } from '#model';
import { effectConventions } from '../effect/conventions.ts';
import { nowcast } from '../effect/reporting-delay.ts';

const Input = z.strictObject({
  triangle: z
    .array(z.array(z.number()).max(400))
    .max(400)
    .describe(
      'cumulative reports: one row an origin period, oldest first; row i of n holds the n − i delays seen so far',
    ),
  leastShare: z
    .number()
    .min(0)
    .max(1)
    .default(effectConventions.completedShare)
    .describe('periods completed less than this are excluded'),
});
const Output = z.strictObject({
  factors: z.array(z.number()),
  variances: z.array(z.number().nullable()),
  rows: z.array(
    z.strictObject({
      origin: z.number(),
      latest: z.number(),
      nowcast: z.number(),
      outstanding: z.number(),
      standardError: z.number().nullable(),
      completedShare: z.number().nullable(),
      excluded: z.boolean(),
    }),
  ),
  total: z.strictObject({ outstanding: z.number(), standardError: z.number().nullable() }),
});

export const reportingDelay = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'reporting-delay',
  version: 1,
  question: 'How complete are the most recent periods, given how late events were reported before?',
  source: 'methods 5g; Mack 1993',
  input: Input,
  output: Output,
  assumptions: [
    'delays of recent periods are like those of earlier ones',
    'the oldest period is complete',
    'periods are independent of one another',
  ],
  compute: ({ triangle, leastShare }) => nowcast(triangle, leastShare),
});

/** Method responses: how many answer, how, and how fast, when some may still answer (methods, section 10). */
import { z } from 'zod';
import { method } from '#model';
import { paceOf, type GroupedObservation } from '../responses/analyse.ts';
import { intervalTypes } from '../statistics/kaplan-meier.ts';
import { invalid } from '../statistics/refusal.ts';

const Duration = z.number().min(0);
const Input = z.strictObject({
  observations: z
    .array(
      z.strictObject({
        group: z.string().min(1).max(200).default('all'),
        time: Duration.optional().describe('to the answer, or to the end of observation without one'),
        earliest: Duration.optional().describe('with latest, in place of time: the duration is imprecise'),
        latest: Duration.optional(),
        event: z.string().min(1).max(100).nullable().describe('kind of the first answer; null: none yet (censored)'),
        entry: Duration.optional().describe('at risk only after this duration (delayed entry)'),
      }),
    )
    .min(1)
    .max(100_000),
  horizons: z.array(z.number().gt(0)).max(20).default([30, 180, 365]),
  level: z.number().gt(0).lt(1).default(0.95),
  interval: z.enum(intervalTypes).default('log-log'),
  meanUntil: z.number().gt(0).default(365),
});
type Input = z.infer<typeof Input>;

const Maybe = z.number().nullable();
const Pace = z.strictObject({
  groups: z.array(
    z.strictObject({
      group: z.string(),
      n: z.number(),
      answered: z.number(),
      horizons: z.array(
        z.strictObject({
          horizon: z.number(),
          value: z.number().describe('1 - S'),
          lower: Maybe,
          upper: Maybe,
          atRisk: z.number(),
          byKind: z.array(z.strictObject({ kind: z.string(), value: z.number(), standardError: z.number() })),
        }),
      ),
      median: z.strictObject({ value: Maybe, lower: Maybe, upper: Maybe }),
      restrictedMean: z.strictObject({ until: z.number(), value: z.number(), standardError: z.number() }),
      steps: z.array(
        z.strictObject({
          time: z.number(),
          atRisk: z.number(),
          events: z.number(),
          survival: z.number(),
          standardError: z.number(),
          lower: Maybe,
          upper: Maybe,
        }),
      ),
      kinds: z.array(
        z.strictObject({
          cause: z.string(),
          events: z.number(),
          steps: z.array(z.strictObject({ time: z.number(), incidence: z.number(), standardError: z.number() })),
        }),
      ),
    }),
  ),
  comparison: z
    .strictObject({
      chiSquared: z.number(),
      degreesOfFreedom: z.number(),
      p: z.number(),
      groups: z.array(z.strictObject({ observed: z.number(), expected: z.number() })),
    })
    .nullable()
    .describe('log-rank; null where there is nothing to compare'),
});
const Output = z.strictObject({
  fastest: Pace.describe('imprecise answers as early, imprecise ends of observation as late as they may be'),
  slowest: Pace.nullable().describe('the opposite; null where every duration is precise'),
});
type Output = z.infer<typeof Output>;

/** One end of the imprecise durations. */
function observationsAt(input: Input, fastest: boolean): GroupedObservation[] {
  return input.observations.map(({ group, time, earliest, latest, event, entry }, index) => {
    const at = `observations.${index}`;
    if (time !== undefined && (earliest !== undefined || latest !== undefined)) {
      throw invalid(`${at}.time`, 'give either time, or earliest with latest');
    }
    // An answer that comes early, or an end of observation that comes late, both mean a faster pace.
    const isEarly = fastest === (event !== null);
    const chosen = time ?? (isEarly ? earliest : latest);
    if (chosen === undefined) throw invalid(`${at}.time`, 'the duration is missing; it is not zero');
    if (earliest !== undefined && latest !== undefined && earliest > latest) {
      throw invalid(`${at}.earliest`, `${earliest} comes after the latest duration, ${latest}`);
    }
    return { group, time: chosen, event, entry };
  });
}

export const responses = method<Input, Output>({
  id: 'responses',
  version: 1,
  question: 'After an operation is attributed, how many respond, how, and how fast?',
  source: 'methods section 10; Kaplan & Meier 1958; Greenwood 1926; Mantel 1966; Aalen & Johansen 1978',
  input: Input,
  output: Output,
  assumptions: [
    'whether somebody is still observed has nothing to do with how soon they would answer (independent censoring)',
    'the share that answered by a horizon is 1 - S, never answers divided by attributions',
    'kinds of answers compete to be first; later answers are not counted',
  ],
  compute: (input) => {
    const isPrecise = input.observations.every(({ time }) => time !== undefined);
    return {
      fastest: paceOf(observationsAt(input, true), input),
      slowest: isPrecise ? null : paceOf(observationsAt(input, false), input),
    };
  },
});

/** Method effect: did conduct change at an agreement? A range over sources, baselines and lags, with the verdict words. */
import { z } from 'zod';
import { method } from '#model';
import { effectAssumptions } from '../effect/conventions.ts';
import {
  assessReading,
  rangeOf,
  readingsOf,
  type EffectSource,
  type Reading,
  type ReadingResult,
} from '../effect/effect-range.ts';
import { MonthText, parseMonth } from '../effect/month.ts';
import { MonthlyRows, monthlySeries } from '../effect/series.ts';
import { stepModels } from '../effect/step-model.ts';
import { verdicts } from '../effect/assess.ts';

const Input = z.strictObject({
  from: MonthText.describe('month of the agreement'),
  sources: z
    .array(z.strictObject({ name: z.string().min(1).max(200), series: MonthlyRows }))
    .min(1)
    .max(20),
  baselines: z
    .array(z.number().int().min(1).max(1200).nullable())
    .min(1)
    .max(10)
    .default([36, 60, null])
    .describe('months before the date that count; null: all'),
  lags: z
    .array(z.number().int().min(0).max(120))
    .min(1)
    .max(10)
    .default([0, 6, 12])
    .describe('months from the date to the change'),
  horizon: z
    .number()
    .int()
    .min(1)
    .max(1200)
    .nullable()
    .default(null)
    .describe('months after the date that count; null: all'),
});
type Input = z.infer<typeof Input>;

const Span = z.strictObject({ lower: z.number(), upper: z.number() }).nullable();
const Around = z.strictObject({ before: z.number(), after: z.number() });
const ReadingOutput = z.strictObject({
  source: z.string(),
  baseline: z.number().nullable(),
  lag: z.number(),
  verdict: z.enum(verdicts),
  reason: z.string(),
  months: Around,
  events: Around,
  estimate: z
    .strictObject({
      model: z.enum(stepModels),
      rateRatio: z.number(),
      logRateRatio: z.number(),
      tippingRatio: z.number(),
      placebos: z.strictObject({
        count: z.number(),
        atLeastAsLarge: z.number(),
        failed: z.number(),
        share: z.number(),
        nominallySignificant: z.strictObject({ model: z.number(), neweyWest: z.number().nullable() }),
        middle: z
          .strictObject({ lower: z.number(), upper: z.number() })
          .nullable()
          .describe('rate ratios of the middle 95 % of fitted placebos'),
      }),
      bestBreak: z
        .strictObject({
          month: z.string(),
          estimate: z.number(),
          statistic: z.number(),
          advantage: z.number(),
          earlier: z.boolean(),
        })
        .nullable(),
    })
    .nullable(),
});
const Output = z.strictObject({
  verdict: z.enum(verdicts),
  reason: z.string(),
  assessed: z.number(),
  rateRatio: Span,
  tippingRatio: Span,
  placeboShare: Span,
  readings: z.array(ReadingOutput),
});

interface Part {
  input: Input;
  reading: Reading;
}

export const effect = method<Input, z.infer<typeof Output>>({
  id: 'effect',
  version: 1,
  question: 'Did observed conduct change at the agreement, beyond earlier trends, season and detection?',
  source: 'methods 5; Andrews 1993 for the break date',
  input: Input,
  output: Output,
  assumptions: effectAssumptions,
  compute: (input) => join(input, split(input).map(run)),
  parts: {
    split,
    run: run,
    join: join,
  },
});

function sourcesOf({ sources }: Input): EffectSource[] {
  return sources.map(({ name, series }, index) => ({
    name,
    series: monthlySeries(series, `sources[${index}].series`),
  }));
}

function split(input: Input): Part[] {
  const readings = readingsOf(sourcesOf(input), parseMonth(input.from, 'from'), input.baselines, input.lags);
  return readings.map((reading) => ({ input, reading }));
}

function run({ input, reading }: Part): ReadingResult {
  return assessReading(sourcesOf(input), parseMonth(input.from, 'from'), reading, input.horizon);
}

function join(input: Input, results: ReadingResult[]): z.infer<typeof Output> {
  return rangeOf(parseMonth(input.from, 'from'), results);
}

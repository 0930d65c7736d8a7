/** Method placebo-in-time: does the date stand out among pretend dates before it? (methods, sections 5b to 5d) */
import { z } from 'zod';
import { method } from '#model';
import { effectConventions } from '../effect/conventions.ts';
import { MonthText, parseMonth } from '../effect/month.ts';
import {
  fitPlacebos,
  placeboMonths,
  summarisePlacebos,
  type Placebo,
  type PlaceboSetup,
} from '../effect/placebo-in-time.ts';
import { seasons } from '../effect/regressors.ts';
import { MonthlyRows, monthlySeries, monthsAround, type MonthlySeries } from '../effect/series.ts';
import { defaultSeason, stepFitter, stepModels, type StepModel } from '../effect/step-model.ts';
import { mean } from '../statistics/quantile.ts';
import { refusal } from '../statistics/refusal.ts';

const Input = z.strictObject({
  series: MonthlyRows,
  from: MonthText.describe('first month after the agreement'),
  model: z
    .enum(['auto', ...stepModels])
    .default('auto')
    .describe('auto: local level from a mean of 5 a month, else negative binomial'),
  season: z
    .enum(['auto', ...seasons])
    .default('auto')
    .describe('auto: month dummies for the local level, else harmonics'),
  minimumBefore: z.number().int().min(2).max(600).default(effectConventions.minimumMonthsBefore),
  minimumAfter: z.number().int().min(1).max(600).default(effectConventions.minimumMonthsAfter),
  lag: z.number().int().min(0).max(120).default(effectConventions.neweyWestLag),
});
type Input = z.infer<typeof Input>;
const Fit = z.strictObject({
  estimate: z.number(),
  standardError: z.number(),
  neweyWestError: z.number().nullable(),
  logLikelihood: z.number(),
});
const Output = z.strictObject({
  model: z.enum(stepModels),
  season: z.enum(seasons),
  estimate: z.number().describe('log rate ratio at the date'),
  rateRatio: z.number(),
  placebos: z.strictObject({
    count: z.number(),
    atLeastAsLarge: z.number(),
    failed: z.number(),
    share: z.number().describe('(1 + at least as large) / (1 + count)'),
    nominallySignificant: z.strictObject({ model: z.number(), neweyWest: z.number().nullable() }),
    middle: z
      .strictObject({ lower: z.number(), upper: z.number() })
      .nullable()
      .describe('rate ratios of the middle 95 % of fitted placebos'),
  }),
  dates: z.array(z.strictObject({ month: z.string(), fit: Fit.nullable(), refused: z.string().nullable() })),
});

interface Part {
  input: Input;
  months: number[];
}
const monthsPerPart = 12;

export const placeboInTime = method<Input, z.infer<typeof Output>>({
  id: 'placebo-in-time',
  version: 1,
  question: 'Is the change at the date larger than at pretend dates before it?',
  source: 'methods 5c; placebo tests as in Abadie, Diamond & Hainmueller 2010',
  input: Input,
  output: Output,
  assumptions: [
    'the months before the date hold no change of their own; one that began earlier raises the share',
    'pretend dates overlap, so the share is no probability of independent trials',
    'a pretend date that cannot be fitted counts as at least as large',
  ],
  compute: (input) => join(input, split(input).map(run)),
  parts: {
    split,
    run: run,
    join: join,
  },
});

function setupOf(input: Input, { counts }: MonthlySeries): PlaceboSetup {
  const auto: StepModel = mean([...counts]) >= effectConventions.localLevelMean ? 'local-level' : 'negative-binomial';
  const model = input.model === 'auto' ? auto : input.model;
  const season = input.season === 'auto' ? defaultSeason(model) : input.season;
  return { model, season, minimumBefore: input.minimumBefore, minimumAfter: input.minimumAfter, lag: input.lag };
}

function split(input: Input): Part[] {
  const series = monthlySeries(input.series);
  const months = placeboMonths(series, parseMonth(input.from, 'from'), setupOf(input, series));
  return Array.from({ length: Math.ceil(months.length / monthsPerPart) }, (_, i) => ({
    input,
    months: months.slice(i * monthsPerPart, (i + 1) * monthsPerPart),
  }));
}

function run({ input, months }: Part): Placebo[] {
  const series = monthlySeries(input.series);
  return fitPlacebos(series, parseMonth(input.from, 'from'), months, setupOf(input, series));
}

function join(input: Input, results: Placebo[][]): z.infer<typeof Output> {
  const series = monthlySeries(input.series);
  const from = parseMonth(input.from, 'from');
  const { before, after } = monthsAround(series, from);
  if (before < input.minimumBefore || after < input.minimumAfter) {
    throw refusal(
      'too-few-observations',
      `Cannot be assessed: ${before} months before and ${after} from ${input.from} on; at least ${input.minimumBefore} and ${input.minimumAfter} are needed.`,
    );
  }
  const setup = setupOf(input, series);
  const { estimate } = stepFitter(series, setup.model, setup.season).at(from - series.first);
  const dates = results.flat();
  return {
    model: setup.model,
    season: setup.season,
    estimate,
    rateRatio: Math.exp(estimate),
    placebos: summarisePlacebos(estimate, dates),
    dates,
  };
}

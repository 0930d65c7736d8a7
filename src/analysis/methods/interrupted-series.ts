/** Method interrupted-series: the display model of a monthly series before and after a date (methods, section 5a). */
import { z } from 'zod';
import { method } from '#model';
import { effectConventions } from '../effect/conventions.ts';
import { countFamilies, displayFit } from '../effect/display-model.ts';
import { MonthText, parseMonth } from '../effect/month.ts';
import { seasons } from '../effect/regressors.ts';
import { MonthlyRows, monthlySeries } from '../effect/series.ts';

const Input = z.strictObject({
  series: MonthlyRows,
  from: MonthText.describe('first month after the agreement'),
  family: z.enum(countFamilies).default('negative-binomial'),
  season: z.enum(seasons).default('harmonics'),
  slope: z.boolean().default(true).describe('also let the trend change after the date'),
  lags: z.array(z.number().int().min(0).max(240)).max(10).default([effectConventions.neweyWestLag]),
});
const Errors = z.array(z.strictObject({ lag: z.number(), standardError: z.number() }));
const Output = z.strictObject({
  family: z.enum(countFamilies),
  fallback: z.string().nullable(),
  coefficients: z.array(
    z.strictObject({ name: z.string(), estimate: z.number(), standardError: z.number(), neweyWest: Errors }),
  ),
  theta: z.number().nullable(),
  dispersion: z.number(),
  deviance: z.number(),
  degreesOfFreedom: z.number(),
  logLikelihood: z.number(),
  rateRatio: z.strictObject({ value: z.number(), lower: z.number(), upper: z.number() }),
  slopeTest: z.strictObject({ f: z.number(), df1: z.number(), df2: z.number(), p: z.number() }).nullable(),
  fitted: z.array(
    z.strictObject({ month: z.string(), count: z.number(), mean: z.number(), withoutAgreement: z.number() }),
  ),
  caution: z.string(),
});

export const interruptedSeries = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'interrupted-series',
  version: 1,
  question: 'How did a monthly count run before and after a date, beyond trend and season?',
  source: 'methods 5a; Bernal, Cummins & Gasparrini 2017; Newey & West 1987',
  input: Input,
  output: Output,
  assumptions: [
    'the trend before would have gone on',
    'the season is the same before and after',
    'nothing else changed at the date',
    'intervals are nominal: on series with slow drift they are far too narrow, so that they are shown only beside placebos in time',
  ],
  compute: ({ series, from, ...setup }) => ({
    ...displayFit(monthlySeries(series), parseMonth(from, 'from'), setup),
    caution:
      'Nominal intervals: with slow drift they call far more than one in twenty earlier dates significant. Read them only beside placebo-in-time.',
  }),
});

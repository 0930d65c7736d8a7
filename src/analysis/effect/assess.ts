/** One series against one date: model, estimate, placebos, best break, and the verdict in words (methods, section 5). */
import { ServandaError } from '#model';
import { mean } from '../statistics/quantile.ts';
import { bestBreak, type BestBreak } from './break-date.ts';
import { effectConventions } from './conventions.ts';
import { formatMonth } from './month.ts';
import {
  fitPlacebos,
  placeboMonths,
  summarisePlacebos,
  type PlaceboSetup,
  type PlaceboSummary,
} from './placebo-in-time.ts';
import { monthsAround, type MonthlySeries } from './series.ts';
import { defaultSeason, stepFitter, type StepModel } from './step-model.ts';

export const verdicts = [
  'change at the agreement beyond placebo',
  'change began earlier',
  'not distinguishable',
  'cannot be assessed',
] as const;
export type Verdict = (typeof verdicts)[number];

export interface Estimate {
  model: StepModel;
  /** exp of the step: rate after divided by rate before, other regressors equal. */
  rateRatio: number;
  logRateRatio: number;
  /** What detection would have to have changed by, had conduct not changed (5h): equal to the rate ratio. */
  tippingRatio: number;
  placebos: PlaceboSummary;
  bestBreak: BestBreak | null;
}

export interface Assessment {
  verdict: Verdict;
  /** Why, in a sentence. */
  reason: string;
  months: { before: number; after: number };
  events: { before: number; after: number };
  /** Null where the verdict is "cannot be assessed": no number is given that the data cannot carry. */
  estimate: Estimate | null;
}

/** Assesses a step at month `from`, with `agreed` the month of the agreement (earlier by a lag). Never throws REFUSED: what cannot be computed is the verdict, with its reason. */
export function assess(series: MonthlySeries, from: number, agreed = from): Assessment {
  const months = monthsAround(series, from);
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const events = { before: sum(series.counts.slice(0, months.before)), after: sum(series.counts.slice(months.before)) };
  const { minimumMonthsBefore, minimumMonthsAfter, minimumEventsBefore } = effectConventions;
  const refuse = (reason: string): Assessment => ({
    verdict: 'cannot be assessed',
    reason,
    months,
    events,
    estimate: null,
  });
  if (months.before < minimumMonthsBefore || months.after < minimumMonthsAfter) {
    return refuse(
      `${months.before} months before and ${months.after} after ${formatMonth(from)}; at least ${minimumMonthsBefore} and ${minimumMonthsAfter} are needed`,
    );
  }
  if (events.before < minimumEventsBefore) {
    return refuse(
      `counts too low: ${events.before} event${events.before === 1 ? '' : 's'} in ${months.before} months before; at least ${minimumEventsBefore} are needed`,
    );
  }
  try {
    const estimate = estimateOf(series, from, agreed);
    return { ...verdictOf(estimate), months, events, estimate };
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return refuse(error.message);
    throw error;
  }
}

function estimateOf(series: MonthlySeries, from: number, agreed: number): Estimate {
  const { localLevelMean, minimumMonthsBefore, minimumMonthsAfter } = effectConventions;
  const model: StepModel = mean([...series.counts]) >= localLevelMean ? 'local-level' : 'negative-binomial';
  const season = defaultSeason(model);
  const setup: PlaceboSetup = { model, season, minimumBefore: minimumMonthsBefore, minimumAfter: minimumMonthsAfter };
  const fitter = stepFitter(series, model, season);
  const main = fitter.at(from - series.first);
  const placebos = fitPlacebos(series, from, placeboMonths(series, from, setup), setup);
  return {
    model,
    rateRatio: Math.exp(main.estimate),
    logRateRatio: main.estimate,
    tippingRatio: Math.exp(main.estimate),
    placebos: summarisePlacebos(main.estimate, placebos),
    bestBreak: bestBreak(series, fitter, from, agreed),
  };
}

function verdictOf({ placebos, bestBreak: found }: Estimate): { verdict: Verdict; reason: string } {
  if (found?.earlier === true) {
    return {
      verdict: 'change began earlier',
      reason: `the best break is in ${found.month}, before the agreement, and fits better than a step at its date`,
    };
  }
  const share = `${placebos.atLeastAsLarge} of ${placebos.count} pretend dates before show a change at least as large (placebo share ${placebos.share.toFixed(3)})`;
  if (placebos.share <= effectConventions.placeboShare)
    return { verdict: 'change at the agreement beyond placebo', reason: share };
  const fewest = 1 / (1 + placebos.count);
  const why =
    fewest > effectConventions.placeboShare
      ? `; with ${placebos.count} pretend dates no share below ${fewest.toFixed(3)} is possible`
      : '';
  return { verdict: 'not distinguishable', reason: share + why };
}

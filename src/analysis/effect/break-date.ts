/** The month at which one step fits a series best: did the change begin before the agreement? (methods, section 5) */
import { ServandaError } from '#model';
import { effectConventions } from './conventions.ts';
import { formatMonth } from './month.ts';
import type { MonthlySeries } from './series.ts';
import { fitStep, fitWithoutStep, type StepModel } from './step-model.ts';
import type { Season } from './regressors.ts';

export interface BestBreak {
  month: string;
  /** Log rate ratio of a step there. */
  estimate: number;
  /** Twice the gain in log-likelihood over no step. */
  statistic: number;
  /** Log-likelihood above that of a step at the date itself. */
  advantage: number;
  /** More than the tolerance before the agreement, a break by the critical value, and better than the date. */
  earlier: boolean;
}

/**
 * Searches every month that leaves the least number of months on both sides. Null where none can be fitted. `atDate` is
 * the log-likelihood of the step at the date; `agreed` the month of the agreement itself, earlier than the date if a lag
 * is allowed for.
 */
export function bestBreak(
  series: MonthlySeries,
  agreed: number,
  atDate: number,
  model: StepModel,
  season: Season,
): BestBreak | null {
  const { minimumMonthsBefore, minimumMonthsAfter, breakTolerance, breakStatistic, breakAdvantage } = effectConventions;
  const without = fitWithoutStep(series, model, season);
  let best: { at: number; estimate: number; logLikelihood: number } | null = null;
  for (let at = minimumMonthsBefore; at <= series.counts.length - minimumMonthsAfter; at += 1) {
    const fit = tryStep(series, at, model, season, without.start);
    if (fit && (best === null || fit.logLikelihood > best.logLikelihood)) best = { at, ...fit };
  }
  if (best === null) return null;
  const month = series.first + best.at;
  const statistic = 2 * (best.logLikelihood - without.logLikelihood);
  const advantage = best.logLikelihood - atDate;
  return {
    month: formatMonth(month),
    estimate: best.estimate,
    statistic,
    advantage,
    earlier: month < agreed - breakTolerance && statistic > breakStatistic && advantage > breakAdvantage,
  };
}

function tryStep(
  series: MonthlySeries,
  at: number,
  model: StepModel,
  season: Season,
  start: ReturnType<typeof fitWithoutStep>['start'],
): { estimate: number; logLikelihood: number } | null {
  try {
    const { estimate, logLikelihood } = fitStep(series, at, model, season, { start });
    return { estimate, logLikelihood };
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return null;
    throw error;
  }
}

/** The month at which one step fits a series best: did the change begin before the agreement? (methods, section 5) */
import { ServandaError } from '#model';
import { effectConventions } from './conventions.ts';
import { formatMonth } from './month.ts';
import type { MonthlySeries } from './series.ts';
import type { StepFitter } from './step-model.ts';

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
 * Searches every month that leaves the least number of months on both sides. Null where none can be fitted. `from` is
 * the month whose step is tested; `agreed` the month of the agreement itself, earlier than it if a lag is allowed for.
 */
export function bestBreak(series: MonthlySeries, fitter: StepFitter, from: number, agreed: number): BestBreak | null {
  const { minimumMonthsBefore, minimumMonthsAfter, breakTolerance, breakStatistic, breakAdvantage } = effectConventions;
  let best: { at: number; estimate: number; logLikelihood: number } | null = null;
  for (const at of fitter.candidates(minimumMonthsBefore, series.counts.length - minimumMonthsAfter)) {
    const fit = tryStep(fitter, at);
    if (fit && (best === null || fit.logLikelihood > best.logLikelihood)) best = { at, ...fit };
  }
  if (best === null) return null;
  const month = series.first + best.at;
  const statistic = 2 * (best.logLikelihood - fitter.without.logLikelihood);
  const advantage = best.logLikelihood - fitter.compareAt(from - series.first).logLikelihood;
  return {
    month: formatMonth(month),
    estimate: best.estimate,
    statistic,
    advantage,
    earlier: month < agreed - breakTolerance && statistic > breakStatistic && advantage > breakAdvantage,
  };
}

function tryStep(fitter: StepFitter, at: number): ReturnType<StepFitter['compareAt']> | null {
  try {
    return fitter.compareAt(at);
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return null;
    throw error;
  }
}

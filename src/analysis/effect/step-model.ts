/** One step at one month, under one model: the building block of placebos, break dates and the main estimate. */
import { fitCounts } from '../statistics/count-regression.ts';
import { columnIndex, type Design } from '../statistics/design.ts';
import { fitLocalLevel, fitLocalLevelAt } from '../statistics/local-level.ts';
import { fitNegativeBinomial } from '../statistics/negative-binomial.ts';
import { neweyWestErrors } from '../statistics/newey-west.ts';
import { countDesign, levelDesign, withStep, type Season } from './regressors.ts';
import { scoreStatistics } from './score-scan.ts';
import type { MonthlySeries } from './series.ts';

export const stepModels = ['local-level', 'negative-binomial', 'quasi-poisson'] as const;
export type StepModel = (typeof stepModels)[number];

/** The season that a model takes unless told otherwise (5a, 5b). */
export function defaultSeason(model: StepModel): Season {
  return model === 'local-level' ? 'month-dummies' : 'harmonics';
}

export interface StepFit {
  /** Log rate ratio of the step. */
  estimate: number;
  /** By the model, as if it were true: nominal, never to be shown alone. */
  standardError: number;
  /** Newey–West; null for the local level, which models the dependence itself, and where no lag was asked for. */
  neweyWestError: number | null;
  logLikelihood: number;
}

/** Dates that are fitted in full when count models look for the best break. */
const shortlist = 8;

/** A series with one model: fitted without a step once, then with a step at as many months as are asked for. */
export interface StepFitter {
  without: { logLikelihood: number };
  /** The step at position `at`. Throws REFUSED as the fits do, `singular-design` for a step at the edge. */
  at: (at: number) => StepFit;
  /** The positions from..to worth comparing: all, or for count models the most promising by their score statistic. */
  candidates: (from: number, to: number) => number[];
  /**
   * The log-likelihood at `at` for comparing dates with each other: as `at`, but θ of the negative binomial, or the ratio
   * of variances of the local level, stays as it is without a step, so that dates differ by their fit only.
   */
  compareAt: (at: number) => { estimate: number; logLikelihood: number };
}

/** Every fit begins from the one without a step, so that dates can be fitted in any order. Throws REFUSED as the fits do. */
export function stepFitter(series: MonthlySeries, model: StepModel, season: Season, lag?: number): StepFitter {
  return model === 'local-level' ? levelFitter(series, season) : countFitter(series, model, season, lag);
}

/** On ln((y + ½)/exposure). */
function levelFitter(series: MonthlySeries, season: Season): StepFitter {
  const values = series.counts.map((value, i) => Math.log(value + 0.5) - (series.offset?.[i] ?? 0));
  const base = levelDesign(values.length, series.first, season);
  const at = (position: number): StepFit => {
    const fit = fitLocalLevel(values, withStep(base, position));
    return {
      estimate: fit.coefficients[0] ?? NaN,
      standardError: fit.standardErrors[0] ?? NaN,
      neweyWestError: null,
      logLikelihood: fit.logLikelihood,
    };
  };
  const without = fitLocalLevel(values, base.names.length === 0 ? null : base);
  return {
    without,
    at,
    candidates: (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i),
    compareAt: (position) => {
      const { coefficients, logLikelihood } = fitLocalLevelAt(values, withStep(base, position), without.signalToNoise);
      return { estimate: coefficients[0] ?? NaN, logLikelihood };
    },
  };
}

function countFitter(series: MonthlySeries, model: StepModel, season: Season, lag: number | undefined): StepFitter {
  const { counts, offset } = series;
  const base = countDesign(counts.length, series.first, null, season);
  const without =
    model === 'quasi-poisson' ? fitCounts(counts, base, { offset }) : fitNegativeBinomial(counts, base, { offset });
  const place = columnIndex(base, 'time') + 1;
  const p = base.names.length + 1;
  const start = Float64Array.from([...without.coefficients.slice(0, place), 0, ...without.coefficients.slice(place)]);
  const { theta } = without;
  const fitAt = (design: Design): ReturnType<typeof fitCounts> => {
    if (model === 'quasi-poisson') return fitCounts(counts, design, { offset, start });
    return fitNegativeBinomial(counts, design, {
      offset,
      start: theta === null ? undefined : { coefficients: start, theta },
    });
  };
  return {
    without,
    at: (position) => {
      const design = withStep(base, position);
      const fit = fitAt(design);
      const inflation = model === 'quasi-poisson' ? Math.sqrt(fit.dispersion) : 1;
      const hac = lag === undefined ? null : neweyWestErrors(design, fit.scoreResiduals, fit.covariance, lag);
      return {
        estimate: fit.coefficients[place] ?? NaN,
        standardError: inflation * Math.sqrt(fit.covariance[place * p + place] ?? NaN),
        neweyWestError: hac === null ? null : (hac[place] ?? NaN),
        logLikelihood: fit.logLikelihood,
      };
    },
    candidates: (from, to) =>
      scoreStatistics(base, without, from, to)
        .sort((a, b) => b.statistic - a.statistic)
        .slice(0, shortlist)
        .map(({ at }) => at),
    compareAt: (position) => {
      const fit = fitCounts(counts, withStep(base, position), { offset, theta, start });
      return { estimate: fit.coefficients[place] ?? NaN, logLikelihood: fit.logLikelihood };
    },
  };
}

/** One step at one month, under one model: the building block of placebos, break dates and the main estimate. */
import { fitCounts } from '../statistics/count-regression.ts';
import { columnIndex } from '../statistics/design.ts';
import { fitLocalLevel } from '../statistics/local-level.ts';
import { fitNegativeBinomial } from '../statistics/negative-binomial.ts';
import { neweyWestErrors } from '../statistics/newey-west.ts';
import { countDesign, levelDesign, type Season } from './regressors.ts';
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

/** Where the count models may begin: the same for every date of one suite, so that dates can be fitted in any order. */
export interface Start {
  coefficients: Float64Array;
  theta: number;
}

/**
 * Fits the step at position `at`. The local level works on ln((y + ½)/exposure). Throws REFUSED as the fits do, and
 * `singular-design` for a step at the edge of the series.
 */
export function fitStep(
  series: MonthlySeries,
  at: number,
  model: StepModel,
  season: Season,
  options: { lag?: number | undefined; start?: Start | undefined } = {},
): StepFit {
  const n = series.counts.length;
  if (model === 'local-level') {
    const values = series.counts.map((value, i) => Math.log(value + 0.5) - (series.offset?.[i] ?? 0));
    const fit = fitLocalLevel(values, levelDesign(n, series.first, at, season));
    return {
      estimate: fit.coefficients[0] ?? NaN,
      standardError: fit.standardErrors[0] ?? NaN,
      neweyWestError: null,
      logLikelihood: fit.logLikelihood,
    };
  }
  const design = countDesign(n, series.first, at, season);
  const place = columnIndex(design, 'post');
  const p = design.columns.length;
  const { offset } = series;
  const fit =
    model === 'quasi-poisson'
      ? fitCounts(series.counts, design, { offset })
      : fitNegativeBinomial(series.counts, design, { offset, start: options.start && withStep(options.start, place) });
  const inflation = model === 'quasi-poisson' ? Math.sqrt(fit.dispersion) : 1;
  return {
    estimate: fit.coefficients[place] ?? NaN,
    standardError: inflation * Math.sqrt(fit.covariance[place * p + place] ?? NaN),
    neweyWestError:
      options.lag === undefined
        ? null
        : (neweyWestErrors(design, fit.scoreResiduals, fit.covariance, options.lag)[place] ?? NaN),
    logLikelihood: fit.logLikelihood,
  };
}

/** The log-likelihood without a step, and a place for the count models to begin. */
export function fitWithoutStep(
  series: MonthlySeries,
  model: StepModel,
  season: Season,
): { logLikelihood: number; start: Start | undefined } {
  const n = series.counts.length;
  if (model === 'local-level') {
    const values = series.counts.map((value, i) => Math.log(value + 0.5) - (series.offset?.[i] ?? 0));
    return {
      logLikelihood: fitLocalLevel(values, levelDesign(n, series.first, null, season)).logLikelihood,
      start: undefined,
    };
  }
  const design = countDesign(n, series.first, null, season);
  const { offset } = series;
  if (model === 'quasi-poisson')
    return { logLikelihood: fitCounts(series.counts, design, { offset }).logLikelihood, start: undefined };
  const fit = fitNegativeBinomial(series.counts, design, { offset });
  return {
    logLikelihood: fit.logLikelihood,
    start: fit.theta === null ? undefined : { coefficients: fit.coefficients, theta: fit.theta },
  };
}

function withStep({ coefficients, theta }: Start, place: number): Start {
  return { theta, coefficients: Float64Array.from([...coefficients.slice(0, place), 0, ...coefficients.slice(place)]) };
}

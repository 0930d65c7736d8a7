/** The display model (methods, section 5a): what a chart of the series shows; its intervals are nominal. */
import { columnIndex } from '../statistics/design.ts';
import { fUpper, normalQuantile } from '../statistics/distributions.ts';
import { fitCounts, type CountFit } from '../statistics/count-regression.ts';
import { fitNegativeBinomial } from '../statistics/negative-binomial.ts';
import { neweyWestErrors } from '../statistics/newey-west.ts';
import { refusal } from '../statistics/refusal.ts';
import { formatMonth } from './month.ts';
import { countDesign, type Season } from './regressors.ts';
import { monthsAround, type MonthlySeries } from './series.ts';

export const countFamilies = ['negative-binomial', 'quasi-poisson', 'poisson'] as const;
export type CountFamily = (typeof countFamilies)[number];

export interface DisplaySetup {
  family: CountFamily;
  season: Season;
  /** Also a change of slope after the date. */
  slope: boolean;
  lags: readonly number[];
}

export interface Coefficient {
  name: string;
  estimate: number;
  standardError: number;
  /** By lag, in the order asked for. */
  neweyWest: { lag: number; standardError: number }[];
}

export interface DisplayFit {
  family: CountFamily;
  /** Why another family than the one asked for is reported; null if it is the one asked for. */
  fallback: string | null;
  coefficients: Coefficient[];
  theta: number | null;
  dispersion: number;
  deviance: number;
  degreesOfFreedom: number;
  logLikelihood: number;
  /** exp of the step, with its nominal 95 % interval. */
  rateRatio: { value: number; lower: number; upper: number };
  /** F test of the change of slope (quasi-Poisson only, from deviances). */
  slopeTest: { f: number; df1: number; df2: number; p: number } | null;
  /** Fitted means, and the same as if there had been no agreement. */
  fitted: { month: string; count: number; mean: number; withoutAgreement: number }[];
}

/** Throws REFUSED where the date leaves no month on one side, and as the fits do. */
export function displayFit(series: MonthlySeries, from: number, setup: DisplaySetup): DisplayFit {
  const { before, after } = monthsAround(series, from);
  if (before < 1 || after < 1) {
    throw refusal(
      'too-few-observations',
      `${before} months before and ${after} after ${formatMonth(from)}: there is nothing to compare.`,
    );
  }
  const n = series.counts.length;
  const design = countDesign(n, series.first, before, setup.season, setup.slope);
  const { fit, family, fallback } = fitFamily(series, design, setup.family);
  const p = design.columns.length;
  const inflation = family === 'quasi-poisson' ? Math.sqrt(fit.dispersion) : 1;
  const hac = setup.lags.map((lag) => ({
    lag,
    errors: neweyWestErrors(design, fit.scoreResiduals, fit.covariance, lag),
  }));
  const coefficients = design.names.map((name, j) => ({
    name,
    estimate: fit.coefficients[j] ?? NaN,
    standardError: inflation * Math.sqrt(fit.covariance[j * p + j] ?? NaN),
    neweyWest: hac.map(({ lag, errors }) => ({ lag, standardError: errors[j] ?? NaN })),
  }));
  const post = columnIndex(design, 'post');
  const step = coefficients[post];
  const critical = normalQuantile(0.975);
  const [estimate, error] = [step?.estimate ?? NaN, step?.standardError ?? NaN];
  return {
    family,
    fallback,
    coefficients,
    theta: fit.theta,
    dispersion: fit.dispersion,
    deviance: fit.deviance,
    degreesOfFreedom: fit.degreesOfFreedom,
    logLikelihood: fit.logLikelihood,
    rateRatio: {
      value: Math.exp(estimate),
      lower: Math.exp(estimate - critical * error),
      upper: Math.exp(estimate + critical * error),
    },
    slopeTest: setup.slope && family !== 'negative-binomial' ? slopeTest(series, before, setup.season, fit) : null,
    fitted: fittedRows(series, before, fit, setup.slope, post),
  };
}

function fitFamily(
  { counts, offset }: MonthlySeries,
  design: Parameters<typeof fitCounts>[1],
  asked: CountFamily,
): { fit: CountFit; family: CountFamily; fallback: string | null } {
  if (asked !== 'negative-binomial')
    return { fit: fitCounts(counts, design, { offset }), family: asked, fallback: null };
  const fit = fitNegativeBinomial(counts, design, { offset });
  // Variance no larger than Poisson's, or not told apart from it: quasi-Poisson keeps the errors honest either way.
  return { fit, family: fit.theta === null ? 'quasi-poisson' : 'negative-binomial', fallback: fit.fallback };
}

/** F = (deviance gained / 1) / dispersion of the larger model, as for quasi-likelihood (McCullagh & Nelder 1989, 9.2). */
function slopeTest(series: MonthlySeries, at: number, season: Season, fit: CountFit): DisplayFit['slopeTest'] {
  const smaller = fitCounts(series.counts, countDesign(series.counts.length, series.first, at, season), {
    offset: series.offset,
  });
  const f = (smaller.deviance - fit.deviance) / fit.dispersion;
  return { f, df1: 1, df2: fit.degreesOfFreedom, p: fUpper(f, 1, fit.degreesOfFreedom) };
}

function fittedRows(
  series: MonthlySeries,
  at: number,
  fit: CountFit,
  slope: boolean,
  post: number,
): DisplayFit['fitted'] {
  const step = fit.coefficients[post] ?? 0;
  const change = slope ? (fit.coefficients[post + 1] ?? 0) : 0;
  return Array.from(fit.mu, (mean, i) => ({
    month: formatMonth(series.first + i),
    count: series.counts[i] ?? NaN,
    mean,
    withoutAgreement: i < at ? mean : mean * Math.exp(-step - change * (i - at + 1)),
  }));
}

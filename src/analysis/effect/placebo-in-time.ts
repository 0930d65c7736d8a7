/**
 * Placebo in time (methods, section 5c): the same step at every admissible pretend month before the date, on the months
 * before the date only. A change counts as beyond placebo only if few pretend months show one as large.
 */
import { ServandaError } from '#model';
import { quantile } from '../statistics/quantile.ts';
import { refusal } from '../statistics/refusal.ts';
import { effectConventions } from './conventions.ts';
import { formatMonth } from './month.ts';
import { windowOf, type MonthlySeries } from './series.ts';
import { stepFitter, type StepFit, type StepModel } from './step-model.ts';
import type { Season } from './regressors.ts';

export interface PlaceboSetup {
  model: StepModel;
  season: Season;
  minimumBefore: number;
  minimumAfter: number;
  /** Lag of Newey–West errors for count models; undefined: none. */
  lag?: number | undefined;
}

/** One pretend month; `fit` null with the reason where the model cannot be fitted. */
export interface Placebo {
  month: string;
  fit: StepFit | null;
  refused: string | null;
}

export interface PlaceboSummary {
  count: number;
  /** Placebos at least as large as the estimate, failed ones included. */
  atLeastAsLarge: number;
  failed: number;
  /** (1 + atLeastAsLarge) / (1 + count). */
  share: number;
  /** Share of fitted placebos whose |estimate| exceeds 1.96 of its own standard error: 5 % if the errors were right. */
  nominallySignificant: { model: number; neweyWest: number | null };
  /** Rate ratios between which the middle 95 % of fitted placebos lie; null where none could be fitted. */
  middle: { lower: number; upper: number } | null;
}

/** The pretend months that leave enough months on both sides, before month `from`. */
export function placeboMonths(
  series: MonthlySeries,
  from: number,
  { minimumBefore, minimumAfter }: PlaceboSetup,
): number[] {
  const first = series.first + minimumBefore;
  const last = from - minimumAfter;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Fits the pretend months given. Pure in each: any division among workers gives the same list. */
export function fitPlacebos(
  series: MonthlySeries,
  from: number,
  months: readonly number[],
  setup: PlaceboSetup,
): Placebo[] {
  const before = windowOf(series, series.first, from);
  const fitter = orRefusal(() => stepFitter(before, setup.model, setup.season, setup.lag));
  return months.map((month) => {
    const fit = typeof fitter === 'string' ? fitter : orRefusal(() => fitter.at(month - before.first));
    return typeof fit === 'string'
      ? { month: formatMonth(month), fit: null, refused: fit }
      : { month: formatMonth(month), fit, refused: null };
  });
}

/** The value, or the message of a refusal; other errors go on. */
function orRefusal<Value>(compute: () => Value): Value | string {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return error.message;
    throw error;
  }
}

/** Compares the estimate with its placebos. Throws REFUSED where no pretend month is admissible. */
export function summarisePlacebos(estimate: number, placebos: readonly Placebo[]): PlaceboSummary {
  if (placebos.length === 0) {
    throw refusal(
      'too-few-observations',
      `No pretend month leaves ${effectConventions.minimumMonthsBefore} months before it and ${effectConventions.minimumMonthsAfter} after it ahead of the date, so there is no placebo to compare with.`,
    );
  }
  const fitted = placebos.flatMap(({ fit }) => (fit ? [fit] : []));
  const large = fitted.filter((fit) => Math.abs(fit.estimate) >= Math.abs(estimate)).length;
  const failed = placebos.length - fitted.length;
  const shareBeyond = (errorOf: (fit: StepFit) => number): number =>
    fitted.filter((fit) => Math.abs(fit.estimate) > 1.959963984540054 * errorOf(fit)).length /
    Math.max(1, fitted.length);
  const hasNeweyWest = fitted.every(({ neweyWestError }) => neweyWestError !== null);
  return {
    count: placebos.length,
    atLeastAsLarge: large + failed,
    failed,
    share: (1 + large + failed) / (1 + placebos.length),
    nominallySignificant: {
      model: shareBeyond((fit) => fit.standardError),
      neweyWest: hasNeweyWest ? shareBeyond((fit) => fit.neweyWestError ?? NaN) : null,
    },
    middle: middleOf(fitted.map((fit) => Math.exp(fit.estimate))),
  };
}

function middleOf(ratios: readonly number[]): PlaceboSummary['middle'] {
  return ratios.length === 0 ? null : { lower: quantile(ratios, 0.025), upper: quantile(ratios, 0.975) };
}

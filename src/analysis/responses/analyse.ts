/** Pace of answers in groups: curves, horizons, medians, competing first answers, comparison (methods, section 10). */
import { ServandaError } from '#model';
import { aalenJohansen, incidenceAt, type CumulativeIncidence } from '../statistics/aalen-johansen.ts';
import {
  kaplanMeier,
  medianTime,
  restrictedMean,
  stepAt,
  type IntervalType,
  type MedianTime,
  type Observation,
  type SurvivalStep,
} from '../statistics/kaplan-meier.ts';
import { logRank, type LogRank } from '../statistics/log-rank.ts';

export interface GroupedObservation extends Observation {
  group: string;
}

export interface PaceOptions {
  /** Durations at which the share is stated. */
  horizons: readonly number[];
  level: number;
  interval: IntervalType;
  /** End of the restricted mean. */
  meanUntil: number;
}

/** The share that answered by a horizon, with its interval; never answers divided by attributions. */
export interface AnsweredBy {
  horizon: number;
  value: number;
  lower: number | null;
  upper: number | null;
  /** Still at risk at the horizon: where it is small the share rests on few. */
  atRisk: number;
  /** Chance that the first answer by then is of this kind; the kinds sum to `value`. */
  byKind: { kind: string; value: number; standardError: number }[];
}

export interface GroupPace {
  group: string;
  n: number;
  answered: number;
  horizons: AnsweredBy[];
  median: MedianTime;
  restrictedMean: { until: number; value: number; standardError: number };
  steps: SurvivalStep[];
  kinds: CumulativeIncidence[];
}

export interface Pace {
  groups: GroupPace[];
  /** null with fewer than two groups, or where they are never at risk together. */
  comparison: LogRank | null;
}

/** Groups in order of name. */
export function paceOf(observations: readonly GroupedObservation[], options: PaceOptions): Pace {
  const names = [...new Set(observations.map(({ group }) => group))].sort();
  const members = names.map((name) => observations.filter(({ group }) => group === name));
  return {
    groups: members.map((group, i) => groupPace(names[i] as string, group, options)),
    comparison: comparisonOf(members),
  };
}

/** The pace of one group. */
export function groupPace(group: string, observations: readonly Observation[], options: PaceOptions): GroupPace {
  const steps = kaplanMeier(observations, options);
  const kinds = aalenJohansen(observations);
  return {
    group,
    n: observations.length,
    answered: observations.filter(({ event }) => event !== null).length,
    horizons: options.horizons.map((horizon) => answeredBy(observations, steps, kinds, horizon)),
    median: medianTime(steps),
    restrictedMean: { until: options.meanUntil, ...restrictedMean(steps, options.meanUntil) },
    steps,
    kinds,
  };
}

function answeredBy(
  observations: readonly Observation[],
  steps: readonly SurvivalStep[],
  kinds: readonly CumulativeIncidence[],
  horizon: number,
): AnsweredBy {
  const step = stepAt(steps, horizon);
  const exact = exactBounds(observations, step?.survival ?? 1, horizon);
  const flip = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : 1 - value;
  return {
    horizon,
    value: 1 - (step?.survival ?? 1),
    lower: exact?.lower ?? flip(step?.upper),
    upper: exact?.upper ?? flip(step?.lower),
    atRisk: observations.filter(({ time, entry }) => time >= horizon && (entry ?? -Infinity) < horizon).length,
    byKind: kinds.map(({ cause, steps: path }) => {
      const { incidence, standardError } = incidenceAt(path, horizon);
      return { kind: cause, value: incidence, standardError };
    }),
  };
}

/**
 * Where nobody or everybody answered, Greenwood's error is 0 and gives no interval. The exact one of Clopper & Pearson
 * (1934) at 95 per cent stands in its place: over those observed up to the horizon without an answer, or over all.
 */
function exactBounds(
  observations: readonly Observation[],
  survival: number,
  horizon: number,
): { lower: number; upper: number } | null {
  if (survival > 0 && survival < 1) return null;
  const n =
    survival === 0
      ? observations.length
      : observations.filter(({ time, entry }) => time >= horizon && (entry ?? 0) <= 0).length;
  const tail = n === 0 ? 0 : 0.025 ** (1 / n);
  return survival === 0 ? { lower: tail, upper: 1 } : { lower: 0, upper: 1 - tail };
}

function comparisonOf(groups: readonly (readonly Observation[])[]): LogRank | null {
  if (groups.length < 2) return null;
  try {
    return logRank(groups);
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return null;
    throw error;
  }
}

/**
 * Kaplan–Meier: how long until something happens, when for some it has not happened yet (methods, section 10; Kaplan &
 * Meier 1958, Greenwood 1926). Independent censoring is assumed. Late entry (left truncation) is known.
 */
import { normalQuantile } from './distributions.ts';
import { invalid, refusal } from './refusal.ts';

export interface Observation {
  /** Duration to the event, or to the day it was last seen without it. */
  time: number;
  /** What happened; null: censored. */
  event: string | null;
  /** At risk only after this duration; missing: from the beginning. */
  entry?: number | undefined;
}

export const intervalTypes = ['log-log', 'log', 'plain'] as const;
export type IntervalType = (typeof intervalTypes)[number];

/** The curve right after the events at `time`. */
export interface SurvivalStep {
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  /** Greenwood. */
  standardError: number;
  /** null where the interval is not defined (survival of 0, or no event yet). */
  lower: number | null;
  upper: number | null;
}

/** Throws INPUT_INVALID naming the first observation that cannot be. */
export function checkObservations(observations: readonly Observation[], field = 'observations'): void {
  if (observations.length === 0) throw refusal('too-few-observations', 'There is no observation.', { needed: 1 });
  for (const [index, { time, entry }] of observations.entries()) {
    if (!Number.isFinite(time) || time < 0) {
      throw invalid(`${field}.${index}.time`, `${String(time)} is no duration; write a number of at least 0.`);
    }
    if (entry !== undefined && !(Number.isFinite(entry) && entry < time)) {
      throw invalid(
        `${field}.${index}.entry`,
        `${String(entry)} does not lie before the end of the observation (${time}).`,
      );
    }
  }
}

/** Numbers at risk and events at each time with an event, in order of time. O(n log n). */
export function riskTable(
  observations: readonly Observation[],
): { time: number; atRisk: number; events: readonly string[] }[] {
  const ends = Float64Array.from(observations, ({ time }) => time).sort();
  const entries = Float64Array.from(observations, ({ entry }) => entry ?? -Infinity).sort();
  const causes = new Map<number, string[]>();
  for (const { time, event } of observations) {
    if (event === null) continue;
    const list = causes.get(time);
    if (list) list.push(event);
    else causes.set(time, [event]);
  }
  let [ended, entered] = [0, 0];
  return [...causes.keys()]
    .sort((a, b) => a - b)
    .map((time) => {
      while (ended < ends.length && (ends[ended] as number) < time) ended += 1;
      while (entered < entries.length && (entries[entered] as number) < time) entered += 1;
      return { time, atRisk: entered - ended, events: causes.get(time) ?? [] };
    });
}

/** The curve with intervals of the given level. Throws INPUT_INVALID or, without any observation, REFUSED. */
export function kaplanMeier(
  observations: readonly Observation[],
  { level = 0.95, interval = 'log-log' }: { level?: number; interval?: IntervalType } = {},
): SurvivalStep[] {
  checkObservations(observations);
  const z = normalQuantile(1 - (1 - level) / 2);
  let [survival, sum] = [1, 0];
  return riskTable(observations).map(({ time, atRisk, events }) => {
    const d = events.length;
    survival *= 1 - d / atRisk;
    sum += d / (atRisk * (atRisk - d));
    const standardError = survival === 0 ? 0 : survival * Math.sqrt(sum);
    return { time, atRisk, events: d, survival, standardError, ...intervalOf(survival, Math.sqrt(sum), z, interval) };
  });
}

/** `relative` is the standard error of ln S. */
function intervalOf(
  survival: number,
  relative: number,
  z: number,
  type: IntervalType,
): { lower: number | null; upper: number | null } {
  if (survival <= 0 || survival >= 1) return { lower: null, upper: null };
  switch (type) {
    case 'plain':
      return {
        lower: Math.max(0, survival - z * survival * relative),
        upper: Math.min(1, survival + z * survival * relative),
      };
    case 'log':
      return { lower: survival * Math.exp(-z * relative), upper: Math.min(1, survival * Math.exp(z * relative)) };
    case 'log-log': {
      const width = Math.exp((z * relative) / Math.abs(Math.log(survival)));
      return { lower: survival ** width, upper: survival ** (1 / width) };
    }
  }
}

/** The step that holds at `time`; undefined before the first event. */
export function stepAt(steps: readonly SurvivalStep[], time: number): SurvivalStep | undefined {
  return steps.findLast((step) => step.time <= time);
}

export interface MedianTime {
  /** null where the curve never comes down to one half: more than half have not answered yet. */
  value: number | null;
  lower: number | null;
  upper: number | null;
}

/**
 * The median with its interval (Brookmeyer & Crowley 1982): where the curve and its bounds reach one half. A curve that
 * rests exactly on one half gives the middle of that stretch.
 */
export function medianTime(steps: readonly SurvivalStep[]): MedianTime {
  const reach = (bound: (step: SurvivalStep) => number | null): number | null => {
    const at = steps.findIndex((step) => {
      const value = bound(step);
      return value !== null && value <= 0.5 + 1e-12;
    });
    const step = steps[at];
    if (!step) return null;
    const next = steps[at + 1];
    return Math.abs((bound(step) ?? 0) - 0.5) <= 1e-12 && next ? (step.time + next.time) / 2 : step.time;
  };
  return {
    value: reach(({ survival }) => survival),
    // Where the bound is not defined the curve has reached 0 (or not begun).
    lower: reach(({ survival, lower }) => lower ?? (survival === 0 ? 0 : null)),
    upper: reach(({ upper }) => upper),
  };
}

/** Area under the curve up to `horizon`, with its standard error (Klein & Moeschberger 2003, section 4.5). */
export function restrictedMean(
  steps: readonly SurvivalStep[],
  horizon: number,
): { value: number; standardError: number } {
  const inside = steps.filter(({ time }) => time < horizon);
  const areas = inside.map(({ time, survival }, i) => survival * ((inside[i + 1]?.time ?? horizon) - time));
  const first = Math.min(inside[0]?.time ?? horizon, horizon);
  let [remaining, variance] = [0, 0];
  for (let i = inside.length - 1; i >= 0; i -= 1) {
    const { atRisk, events } = inside[i] as SurvivalStep;
    remaining += areas[i] as number;
    if (atRisk > events) variance += (remaining ** 2 * events) / (atRisk * (atRisk - events));
  }
  return { value: first + remaining, standardError: Math.sqrt(variance) };
}

/** The effect as a range: over sources, baselines and lags, never a single estimate. */
import { assess, type Assessment, type Verdict } from './assess.ts';
import { formatMonth } from './month.ts';
import { windowOf, type MonthlySeries } from './series.ts';

export interface EffectSource {
  name: string;
  series: MonthlySeries;
}

/** One way of asking: which source, how many months before (null: all), how many months after the date the change begins. */
export interface Reading {
  source: number;
  baseline: number | null;
  lag: number;
}

export interface ReadingResult extends Assessment {
  source: string;
  baseline: number | null;
  lag: number;
}

export interface EffectRange {
  verdict: Verdict;
  reason: string;
  readings: ReadingResult[];
  assessed: number;
  /** Over the readings that can be assessed; null if none can. */
  rateRatio: { lower: number; upper: number } | null;
  tippingRatio: { lower: number; upper: number } | null;
  placeboShare: { lower: number; upper: number } | null;
}

/** Every combination, in order; baselines that reach back no further than a shorter one are left out. */
export function readingsOf(
  sources: readonly EffectSource[],
  from: number,
  baselines: readonly (number | null)[],
  lags: readonly number[],
): Reading[] {
  return sources.flatMap(({ series }, source) => {
    const seen = new Set<number>();
    return baselines.flatMap((baseline) => {
      const reach = Math.min(baseline ?? Infinity, from - series.first);
      if (seen.has(reach)) return [];
      seen.add(reach);
      return lags.map((lag) => ({ source, baseline, lag }));
    });
  });
}

/**
 * Assesses one reading; with a lag, the months between the date and the beginning of the change count as before. Months
 * later than `horizon` after the date are left out (null: none are).
 */
export function assessReading(
  sources: readonly EffectSource[],
  from: number,
  reading: Reading,
  horizon: number | null,
): ReadingResult {
  const source = sources[reading.source];
  const series = source?.series ?? { first: from, counts: new Float64Array(0), offset: undefined };
  const start = reading.baseline === null ? series.first : Math.max(series.first, from - reading.baseline);
  const end = Math.min(series.first + series.counts.length, horizon === null ? Infinity : from + horizon);
  const { baseline, lag } = reading;
  return { source: source?.name ?? '', baseline, lag, ...assess(windowOf(series, start, end), from + lag, from) };
}

/** The range over all readings. A verdict on a change needs every assessed reading to say so, in one direction. */
export function rangeOf(from: number, readings: ReadingResult[]): EffectRange {
  const assessed = readings.filter(({ estimate }) => estimate !== null);
  const spanOf = (value: (reading: ReadingResult) => number): { lower: number; upper: number } | null => {
    const values = assessed.map(value);
    return values.length === 0 ? null : { lower: Math.min(...values), upper: Math.max(...values) };
  };
  const ratio = spanOf(({ estimate }) => estimate?.rateRatio ?? NaN);
  return {
    ...overall(from, readings, assessed),
    readings,
    assessed: assessed.length,
    rateRatio: ratio,
    tippingRatio: ratio,
    placeboShare: spanOf(({ estimate }) => estimate?.placebos.share ?? NaN),
  };
}

function overall(
  from: number,
  readings: readonly ReadingResult[],
  assessed: readonly ReadingResult[],
): { verdict: Verdict; reason: string } {
  if (assessed.length === 0) {
    return { verdict: 'cannot be assessed', reason: refusalsOf(readings) ?? `no series reaches ${formatMonth(from)}` };
  }
  const tally = new Map<Verdict, number>();
  for (const { verdict } of assessed) tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  const said = [...tally].map(([verdict, times]) => `${verdict}: ${times} of ${assessed.length}`).join('; ');
  const directions = new Set(assessed.map(({ estimate }) => Math.sign(estimate?.logRateRatio ?? 0)));
  const only = tally.size === 1 && directions.size === 1 ? assessed[0]?.verdict : undefined;
  return {
    verdict: only ?? 'not distinguishable',
    reason: `over ${assessed.length} readings that can be assessed: ${said}`,
  };
}

/** One refusal of each kind, without repeating those that differ in their numbers only. */
function refusalsOf(readings: readonly ReadingResult[]): string | null {
  const kinds = new Map<string, string>();
  for (const { reason } of readings) {
    const kind = reason.replace(/\d+/g, '#');
    if (!kinds.has(kind)) kinds.set(kind, reason);
  }
  return kinds.size === 0 ? null : [...kinds.values()].slice(0, 3).join('; ');
}

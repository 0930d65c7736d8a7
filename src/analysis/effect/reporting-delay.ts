/**
 * What the last periods still lack (methods, section 5g): chain-ladder factors of a report triangle, and the error of
 * the nowcast without a distribution (Mack 1993, ASTIN Bulletin 23).
 */
import { invalid, refusal, requireFinite } from '../statistics/refusal.ts';

export interface NowcastRow {
  origin: number;
  latest: number;
  nowcast: number;
  outstanding: number;
  standardError: number | null;
  /** latest / nowcast; null where the nowcast is zero. */
  completedShare: number | null;
  /** Below the least completed share: the period is to be left out of any analysis. */
  excluded: boolean;
}

export interface Nowcast {
  factors: number[];
  /** σ² of each factor; null where fewer than two periods inform it and no rule gives one. */
  variances: (number | null)[];
  rows: NowcastRow[];
  total: { outstanding: number; standardError: number | null };
}

/**
 * `triangle`: cumulative counts, one row an origin period, oldest first; row i holds n − i delays. Throws INPUT_INVALID
 * on another shape, values that are no numbers or fall with delay; REFUSED where a factor would divide by zero.
 */
export function nowcast(triangle: readonly (readonly number[])[], leastShare: number): Nowcast {
  const n = checkTriangle(triangle);
  const at = (i: number, d: number): number => triangle[i]?.[d] ?? NaN;
  const factors: number[] = [];
  const variances: (number | null)[] = [];
  for (let d = 0; d < n - 1; d += 1) {
    let [from, to] = [0, 0];
    for (let i = 0; i < n - d - 1; i += 1) {
      from += at(i, d);
      to += at(i, d + 1);
    }
    if (from === 0)
      throw refusal(
        'no-comparison',
        `No event with delay ${d} or less in any period that is old enough: factor ${d} cannot be computed.`,
      );
    const factor = to / from;
    factors.push(factor);
    variances.push(varianceOf(d, factor, n, at, variances));
  }
  const rows = triangle.map((row, i) => {
    const latest = row.at(-1) ?? NaN;
    const full = factors.slice(n - 1 - i).reduce((value, factor) => value * factor, latest);
    const completedShare = full === 0 ? null : latest / full;
    return {
      origin: i,
      latest,
      nowcast: full,
      outstanding: full - latest,
      standardError: rowError(i, full, latest, n, factors, variances, at),
      completedShare,
      excluded: completedShare !== null && completedShare < leastShare,
    };
  });
  return {
    factors,
    variances,
    rows,
    total: {
      outstanding: rows.reduce((sum, { outstanding }) => sum + outstanding, 0),
      standardError: totalError(rows, n, factors, variances, at),
    },
  };
}

function checkTriangle(triangle: readonly (readonly number[])[]): number {
  const n = triangle.length;
  if (n < 2)
    throw refusal(
      'too-few-observations',
      `A triangle of ${n} period${n === 1 ? '' : 's'} says nothing on delays; at least 2 are needed.`,
    );
  triangle.forEach((row, i) => {
    if (row.length !== n - i)
      throw invalid(
        `triangle[${i}]`,
        `${row.length} delays instead of ${n - i}; row i of n holds n − i cumulative values.`,
      );
    requireFinite(`triangle[${i}]`, row);
    row.forEach((value, d) => {
      if (value < 0) throw invalid(`triangle[${i}][${d}]`, `${value} is negative.`);
      if (d > 0 && value < (row[d - 1] ?? 0))
        throw invalid(
          `triangle[${i}][${d}]`,
          'cumulative counts cannot fall; give cumulative values, not those of each delay.',
        );
    });
  });
  return n;
}

/** Mack's σ²; for the last factor the rule min(σ⁴/σ², σ², σ²) of the two before. */
function varianceOf(
  d: number,
  factor: number,
  n: number,
  at: (i: number, d: number) => number,
  before: readonly (number | null)[],
): number | null {
  const informed = n - d - 1;
  if (informed < 2) {
    const [last, previous] = [before[d - 1], before[d - 2]];
    if (last === undefined || last === null || previous === undefined || previous === null) return null;
    return previous === 0 ? 0 : Math.min((last * last) / previous, previous, last);
  }
  let sum = 0;
  for (let i = 0; i < informed; i += 1) {
    if (at(i, d) > 0) sum += at(i, d) * (at(i, d + 1) / at(i, d) - factor) ** 2;
  }
  return sum / (informed - 1);
}

function columnSum(d: number, n: number, at: (i: number, d: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n - d - 1; i += 1) sum += at(i, d);
  return sum;
}

function rowError(
  i: number,
  full: number,
  latest: number,
  n: number,
  factors: readonly number[],
  variances: readonly (number | null)[],
  at: (i: number, d: number) => number,
): number | null {
  let sum = 0;
  let cumulative = latest;
  for (let d = n - 1 - i; d < n - 1; d += 1) {
    const [variance, factor] = [variances[d], factors[d] ?? NaN];
    if (variance === undefined || variance === null) return null;
    if (cumulative > 0) sum += (variance / factor ** 2) * (1 / cumulative + 1 / columnSum(d, n, at));
    cumulative *= factor;
  }
  return full * Math.sqrt(sum);
}

/** Errors of the factors are shared by all rows: Mack's covariance terms. */
function totalError(
  rows: readonly NowcastRow[],
  n: number,
  factors: readonly number[],
  variances: readonly (number | null)[],
  at: (i: number, d: number) => number,
): number | null {
  let total = 0;
  for (const [i, { nowcast: full, standardError }] of rows.entries()) {
    if (standardError === null) return null;
    let shared = 0;
    for (let d = n - 1 - i; d < n - 1; d += 1)
      shared += (2 * (variances[d] ?? 0)) / (factors[d] ?? NaN) ** 2 / columnSum(d, n, at);
    const later = rows.slice(i + 1).reduce((sum, row) => sum + row.nowcast, 0);
    total += standardError ** 2 + full * later * shared;
  }
  return Math.sqrt(total);
}

/**
 * The same factors from single delays: the share of events that is reported by each age (in periods), oldest data
 * first. `observed` are [period of the event, delay in periods] of all reported events; `now` is the last period. Ages
 * beyond the longest delay are complete. Null where no event informs the delays.
 */
export function completedShares(
  observed: readonly (readonly [period: number, delay: number])[],
  now: number,
): number[] | null {
  const longest = observed.reduce((most, [, delay]) => Math.max(most, delay), 0);
  if (observed.length === 0) return null;
  const shares = new Array<number>(longest + 1).fill(1);
  for (let d = longest; d > 0; d -= 1) {
    let [oldEnough, atDelay] = [0, 0];
    for (const [period, delay] of observed) {
      if (delay > d || period + d > now) continue;
      oldEnough += 1;
      if (delay === d) atDelay += 1;
    }
    shares[d - 1] = (shares[d] ?? 1) * (oldEnough === 0 ? 1 : 1 - atDelay / oldEnough);
  }
  return shares;
}

/**
 * Krippendorff's alpha: do raters agree more than chance would have it? (methods, section 7; Krippendorff 2019,
 * chapter 12). From the coincidence matrix: each unit's ordered pairs of ratings weigh 1/(m - 1), units with fewer than
 * two ratings drop out.
 */

/** Distance of two ratings, squared. `ordinal` and beyond need numbers whose order means something. */
export const alphaMetrics = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
export type AlphaMetric = (typeof alphaMetrics)[number];

export interface KrippendorffAlpha {
  /** null where no pair is left, or all ratings are one and the same: nothing could have been disagreed on. */
  alpha: number | null;
  /** Ratings in units with two or more of them. */
  pairable: number;
  /** Units with two or more ratings. */
  units: number;
}

/** `ratings[rater][unit]`; null: not rated. */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  metric: AlphaMetric,
): KrippendorffAlpha {
  const unitCount = Math.max(0, ...ratings.map((row) => row.length));
  const units = Array.from({ length: unitCount }, (_, unit) => ratings.flatMap((row) => row[unit] ?? [])).filter(
    (values) => values.length >= 2,
  );
  const totals = new Map<number, number>();
  for (const value of units.flat()) totals.set(value, (totals.get(value) ?? 0) + 1);
  const values = [...totals.keys()].sort((a, b) => a - b);
  const distance = distanceOf(metric, values, totals);
  const n = units.reduce((sum, unit) => sum + unit.length, 0);
  let observed = 0;
  for (const unit of units) {
    for (const [i, a] of unit.entries()) {
      for (const [j, b] of unit.entries()) if (i !== j) observed += distance(a, b) / (unit.length - 1);
    }
  }
  let expected = 0;
  for (const a of values) {
    for (const b of values) if (a !== b) expected += (totals.get(a) ?? 0) * (totals.get(b) ?? 0) * distance(a, b);
  }
  const alpha = expected === 0 ? null : 1 - (observed / n) * ((n * (n - 1)) / expected);
  return { alpha, pairable: n, units: units.length };
}

function distanceOf(
  metric: AlphaMetric,
  values: readonly number[],
  totals: ReadonlyMap<number, number>,
): (a: number, b: number) => number {
  switch (metric) {
    case 'nominal':
      return (a, b) => (a === b ? 0 : 1);
    case 'interval':
      return (a, b) => (a - b) ** 2;
    case 'ratio':
      return (a, b) => (a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2);
    case 'ordinal':
      return (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const between = values
          .filter((value) => value >= low && value <= high)
          .reduce((sum, value) => sum + (totals.get(value) ?? 0), 0);
        return a === b ? 0 : (between - ((totals.get(low) ?? 0) + (totals.get(high) ?? 0)) / 2) ** 2;
      };
  }
}

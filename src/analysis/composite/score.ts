/** One number from several indicators, for each unit (methods, section 6). */

export const aggregations = ['arithmetic', 'geometric'] as const;
export type Aggregation = (typeof aggregations)[number];

/** Geometric means need values above 0 (methods, section 6). */
export const floor = 0.01;

/**
 * Weighted mean over the indicators that a unit has, weights rescaled to those: a missing indicator is not zero. null
 * where none is left or all that are left weigh nothing.
 */
export function aggregate(
  values: readonly (number | null)[],
  weights: ArrayLike<number>,
  how: Aggregation,
): number | null {
  let [sum, total] = [0, 0];
  values.forEach((value, i) => {
    if (value === null) return;
    const weight = weights[i] as number;
    total += weight;
    sum += weight * (how === 'arithmetic' ? value : Math.log(Math.max(floor, value)));
  });
  if (!(total > 0)) return null;
  return how === 'arithmetic' ? sum / total : Math.exp(sum / total);
}

/** 1 + the number of strictly larger scores; scores that differ by rounding alone are equal. */
export function rankOf(scores: readonly number[], unit: number): number {
  const own = scores[unit] as number;
  return 1 + scores.filter((score) => score > own + 1e-12).length;
}

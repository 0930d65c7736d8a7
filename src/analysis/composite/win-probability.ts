/** How often one unit is ahead of another when nothing is known of the weights: exact (methods, section 6, P6.2). */

/**
 * P(w·d > 0) for weights uniform on the simplex and differences d of two units: Σ over positive d_i of
 * d_i^(k−1) / Π_{j≠i}(d_i − d_j). null where two differences coincide, for which this form divides by zero.
 */
export function exactWinProbability(differences: readonly number[]): number | null {
  const k = differences.length;
  if (differences.every((d) => d > 0)) return 1;
  if (differences.every((d) => d < 0)) return 0;
  let probability = 0;
  for (const [i, d] of differences.entries()) {
    let product = 1;
    for (const [j, other] of differences.entries()) {
      if (i === j) continue;
      if (Math.abs(d - other) < 1e-7) return null;
      product *= d - other;
    }
    if (d > 0) probability += d ** (k - 1) / product;
  }
  return Math.min(1, Math.max(0, probability));
}

/** Rao's score statistic of a step at every position of a fitted count series: which dates are worth a full fit. */
import type { CountFit } from '../statistics/count-regression.ts';
import type { Design } from '../statistics/design.ts';

/**
 * U²/V for a step at positions from..to, U the score of the step at the fit without it and V its variance with the other
 * coefficients estimated. Sums from the end serve all positions at once: O(n p) in all and O(p²) each.
 */
export function scoreStatistics(
  design: Design,
  fit: CountFit,
  from: number,
  to: number,
): { at: number; statistic: number }[] {
  const { columns, rows } = design;
  const p = columns.length;
  const through = new Float64Array(p);
  let [score, information] = [0, 0];
  const out: { at: number; statistic: number }[] = [];
  for (let i = rows - 1; i >= from; i -= 1) {
    const mean = fit.mu[i] as number;
    const weight = fit.theta === null ? mean : mean / (1 + mean / fit.theta);
    score += fit.scoreResiduals[i] as number;
    information += weight;
    for (let j = 0; j < p; j += 1)
      through[j] = (through[j] as number) + weight * ((columns[j] as Float64Array)[i] as number);
    if (i <= to) {
      const variance = information - quadratic(fit.covariance, through, p);
      if (variance > 1e-9 * information) out.push({ at: i, statistic: (score * score) / variance });
    }
  }
  return out;
}

function quadratic(matrix: Float64Array, vector: Float64Array, p: number): number {
  let sum = 0;
  for (let j = 0; j < p; j += 1) {
    for (let k = 0; k < p; k += 1) sum += (vector[j] as number) * (matrix[j * p + k] as number) * (vector[k] as number);
  }
  return sum;
}

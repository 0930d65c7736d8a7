/**
 * Heteroscedasticity- and autocorrelation-consistent errors after Newey & West (1987, Econometrica 55): Bartlett
 * weights 1 − l/(L+1), no prewhitening, no small-sample factor (methods, section 5a). They need not be larger than
 * errors that assume independence.
 */
import { ServandaError } from '#model';
import type { Design } from './design.ts';
import { dot, rootDiagonal } from './normal-equations.ts';

/**
 * Standard errors of all coefficients: bread (the inverse information) times the weighted autocovariances of the
 * scores x_t·r_t. `residuals` are the score residuals: y − μ for Poisson and least squares, (y − μ)/(1 + μ/θ) for the
 * negative binomial. Throws INPUT_INVALID unless lag is a whole number from 0 to n − 1.
 */
export function neweyWestErrors(design: Design, residuals: Float64Array, bread: Float64Array, lag: number): number[] {
  const { columns, rows } = design;
  const p = columns.length;
  if (!Number.isInteger(lag) || lag < 0 || lag >= rows) {
    throw new ServandaError('INPUT_INVALID', `lag: ${lag} is not a whole number from 0 to ${rows - 1}.`, {
      place: { field: 'lag' },
    });
  }
  const scores = columns.map((column) => product(column, residuals));
  const smoothed = scores.map((score) => bartlett(score, lag));
  const meat = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1) {
    for (let k = j; k < p; k += 1) {
      // Γ₀ + Σ w_l (Γ_l + Γ_l′): symmetric, so one sum over each half.
      const value =
        (dot(scores[j] as Float64Array, smoothed[k] as Float64Array) +
          dot(scores[k] as Float64Array, smoothed[j] as Float64Array)) /
        2;
      meat[j * p + k] = value;
      meat[k * p + j] = value;
    }
  }
  return rootDiagonal(multiply(multiply(bread, meat, p), bread, p), p);
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i += 1) out[i] = (a[i] as number) * (b[i] as number);
  return out;
}

/** At each t: the score plus both its neighbours up to the lag, weighted. */
function bartlett(score: Float64Array, lag: number): Float64Array {
  const out = Float64Array.from(score);
  for (let l = 1; l <= lag; l += 1) {
    const weight = 1 - l / (lag + 1);
    for (let i = l; i < score.length; i += 1) {
      out[i] = (out[i] as number) + weight * (score[i - l] as number);
      out[i - l] = (out[i - l] as number) + weight * (score[i] as number);
    }
  }
  return out;
}

function multiply(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const out = new Float64Array(p * p);
  for (let i = 0; i < p; i += 1) {
    for (let k = 0; k < p; k += 1) {
      const left = a[i * p + k] as number;
      for (let j = 0; j < p; j += 1) out[i * p + j] = (out[i * p + j] as number) + left * (b[k * p + j] as number);
    }
  }
  return out;
}

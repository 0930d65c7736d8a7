/** Ordinary least squares by normal equations with one step of refinement. */
import type { Design } from './design.ts';
import {
  cholesky,
  crossProducts,
  crossVector,
  invertCholesky,
  linearPredictor,
  solveCholesky,
} from './normal-equations.ts';
import { refusal } from './refusal.ts';

export interface LeastSquaresFit {
  coefficients: number[];
  /** (X′X)⁻¹, flat. */
  unscaledCovariance: Float64Array;
  residuals: Float64Array;
  /** Residual variance, n − p in the denominator. */
  variance: number;
  degreesOfFreedom: number;
}

/** Throws REFUSED on too few observations or a singular design. */
export function fitLeastSquares(y: Float64Array, design: Design): LeastSquaresFit {
  const p = design.columns.length;
  const n = design.rows;
  if (n <= p) {
    throw refusal(
      'too-few-observations',
      `${n} observations cannot carry ${p} coefficients; at least ${p + 1} are needed.`,
    );
  }
  const factor = cholesky(crossProducts(design, null), design.names);
  const beta = solveCholesky(factor, crossVector(design, y));
  const residuals = residualsOf(y, design, beta);
  solveCholesky(factor, crossVector(design, residuals)).forEach((step, j) => {
    beta[j] = (beta[j] as number) + step;
  });
  const refined = residualsOf(y, design, beta);
  return {
    coefficients: [...beta],
    unscaledCovariance: invertCholesky(factor, p),
    residuals: refined,
    variance: refined.reduce((sum, residual) => sum + residual * residual, 0) / (n - p),
    degreesOfFreedom: n - p,
  };
}

function residualsOf(y: Float64Array, design: Design, beta: Float64Array): Float64Array {
  const fitted = linearPredictor(design, beta, new Float64Array(y.length));
  return y.map((value, i) => value - (fitted[i] as number));
}

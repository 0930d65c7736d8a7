/** Tail probabilities and quantiles of the distributions that the methods use. */
import { incompleteBeta, upperGamma } from './special-functions.ts';

/** P(Z ≤ z) for a standard normal. */
export function normalCdf(z: number): number {
  const tail = 0.5 * upperGamma(0.5, (z * z) / 2);
  return z > 0 ? 1 - tail : tail;
}

/** The z with P(Z ≤ z) = p, 0 < p < 1, by bisection on the distribution function to double precision. */
export function normalQuantile(p: number): number {
  return invert(normalCdf, p, -40, 40);
}

/** P(|T| ≥ |t|) for Student's t with `df` degrees of freedom. */
export function studentTwoSided(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/** The t with P(T ≤ t) = p for Student's t with `df` degrees of freedom. */
export function studentQuantile(p: number, df: number): number {
  const cdf = (t: number): number => (t > 0 ? 1 - studentTwoSided(t, df) / 2 : studentTwoSided(t, df) / 2);
  return invert(cdf, p, -1e4, 1e4);
}

/** P(F ≥ f) with `df1` and `df2` degrees of freedom. */
export function fUpper(f: number, df1: number, df2: number): number {
  return f <= 0 ? 1 : incompleteBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}

/** P(X ≥ x) for chi-squared with `df` degrees of freedom. */
export function chiSquaredUpper(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/** The x with I_x(a, b) = p: quantile of the beta distribution. */
export function betaQuantile(p: number, a: number, b: number): number {
  return invert((x) => incompleteBeta(x, a, b), p, 0, 1);
}

function invert(increasing: (x: number) => number, p: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 200; i += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (increasing(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

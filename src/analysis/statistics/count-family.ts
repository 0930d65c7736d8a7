/** The two families of count regression with log link: what a fit needs to know of each. */
import { logGamma } from './special-functions.ts';

/** theta null: Poisson, variance μ; else negative binomial, variance μ + μ²/θ. */
export type Theta = number | null;

/** Log-likelihood of counts y with means μ, all constants included. */
export function logLikelihood(y: Float64Array, mu: Float64Array, theta: Theta): number {
  let sum = 0;
  const logGammaTheta = theta === null ? 0 : logGamma(theta);
  for (let i = 0; i < y.length; i += 1) {
    const count = y[i] as number;
    const mean = mu[i] as number;
    sum -= logGamma(count + 1);
    if (theta === null) sum += count * Math.log(mean) - mean;
    else {
      sum +=
        logGamma(count + theta) -
        logGammaTheta +
        count * Math.log(mean / (mean + theta)) -
        theta * Math.log1p(mean / theta);
    }
  }
  return sum;
}

/** Twice the gap to the saturated model. */
export function deviance(y: Float64Array, mu: Float64Array, theta: Theta): number {
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) {
    const count = y[i] as number;
    const mean = mu[i] as number;
    const own = count === 0 ? 0 : count * Math.log(count / mean);
    if (theta === null) sum += own - (count - mean);
    else sum += own - (count + theta) * Math.log((count + theta) / (mean + theta));
  }
  return 2 * sum;
}

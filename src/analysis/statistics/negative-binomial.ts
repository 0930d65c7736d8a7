/** Negative binomial regression by maximum likelihood: IRLS for β and Newton for ln θ in turn (methods, section 5a). */
import { beginFit, decrementLimit, finishFit, fitCounts, improve, type CountFit } from './count-regression.ts';
import type { Design } from './design.ts';
import { digamma, trigamma } from './special-functions.ts';

/** Above this the variance is the mean for every purpose, and θ is not identified. */
const thetaLimit = 1e6;
/** On ln θ: β and θ are orthogonal, so that an error of this size in θ moves β by far less. */
const thetaTolerance = 1e-5;
/** A gain in log-likelihood over Poisson below the tolerance of log-likelihoods is no gain. */
const flatGain = 1e-3;

export interface NegativeBinomialFit extends CountFit {
  /** Null: the negative binomial was given up for Poisson, for the reason in `fallback`. */
  theta: number | null;
  fallback: string | null;
}

export interface NegativeBinomialOptions {
  offset?: Float64Array | undefined;
  start?: { coefficients: Float64Array; theta: number } | undefined;
}

/**
 * Fits ln μ = offset + Xβ with variance μ + μ²/θ. Where the counts do not vary more than Poisson, or θ passes 10⁶ or
 * its likelihood is flat, the Poisson fit is returned and says so. Throws as fitCounts does.
 */
export function fitNegativeBinomial(
  y: Float64Array,
  design: Design,
  { offset, start }: NegativeBinomialOptions = {},
): NegativeBinomialFit {
  const poisson = start === undefined ? fitCounts(y, design, { offset }) : undefined;
  if (poisson && excess(y, poisson.mu) <= 0)
    return asPoisson(poisson, 'the counts vary no more than Poisson counts would');
  const state = beginFit(y, design, { offset, start: start?.coefficients ?? poisson?.coefficients });
  const tally = tallyOf(y);
  let theta = start?.theta ?? momentTheta(y, state.mu);
  for (;;) {
    const next = maximiseTheta(y, tally, state.mu, theta);
    if (next >= thetaLimit) {
      return asPoisson(
        poisson ?? fitCounts(y, design, { offset }),
        'θ exceeds 10⁶: the negative binomial is Poisson here',
      );
    }
    const change = Math.abs(Math.log(next / theta));
    theta = next;
    if (improve(state, theta) < decrementLimit && change < thetaTolerance) break;
  }
  const fit = finishFit(state, theta);
  if (theta > 1e4) {
    const rival = poisson ?? fitCounts(y, design, { offset });
    if (fit.logLikelihood - rival.logLikelihood < flatGain) {
      return asPoisson(rival, 'the likelihood of θ is flat: the negative binomial fits no better than Poisson');
    }
  }
  return { ...fit, theta, fallback: null };
}

function asPoisson(fit: CountFit, fallback: string): NegativeBinomialFit {
  return { ...fit, theta: null, fallback };
}

/** Twice the slope of the log-likelihood in 1/θ at 0: positive if the counts vary more than Poisson. */
function excess(y: Float64Array, mu: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) sum += ((y[i] as number) - (mu[i] as number)) ** 2 - (y[i] as number);
  return sum;
}

function momentTheta(y: Float64Array, mu: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) sum += ((y[i] as number) / (mu[i] as number) - 1) ** 2;
  return Math.min(1e5, Math.max(1e-3, y.length / sum));
}

/** How often each count above zero occurs: ψ is needed once for each, not for each observation. */
type Tally = readonly (readonly [count: number, times: number])[];

function tallyOf(y: Float64Array): Tally {
  const tally = new Map<number, number>();
  for (const value of y) if (value > 0) tally.set(value, (tally.get(value) ?? 0) + 1);
  return [...tally];
}

/** Newton's method in ln θ with means fixed; a step that would not climb is replaced by doubling or halving. */
function maximiseTheta(y: Float64Array, tally: Tally, mu: Float64Array, start: number): number {
  let theta = start;
  for (let i = 0; i < 100; i += 1) {
    const { slope, curvature } = thetaDerivatives(y, tally, mu, theta);
    // With respect to ln θ: slope·θ and curvature·θ² + slope·θ.
    const logSlope = slope * theta;
    const logCurvature = curvature * theta * theta + logSlope;
    const step = logCurvature < 0 ? -logSlope / logCurvature : Math.sign(logSlope) * Math.LN2;
    const bounded = Math.max(-2, Math.min(2, step));
    theta *= Math.exp(bounded);
    if (theta >= thetaLimit || theta < 1e-8 || Math.abs(bounded) < 1e-6) break;
  }
  return Math.max(theta, 1e-8);
}

function thetaDerivatives(
  y: Float64Array,
  tally: Tally,
  mu: Float64Array,
  theta: number,
): { slope: number; curvature: number } {
  let slope = 0;
  let curvature = 0;
  const [psi, psi1] = [digamma(theta), trigamma(theta)];
  for (const [value, times] of tally) {
    slope += times * (digamma(value + theta) - psi);
    curvature += times * (trigamma(value + theta) - psi1);
  }
  for (let i = 0; i < y.length; i += 1) {
    const inverse = 1 / ((mu[i] as number) + theta);
    const ratio = ((y[i] as number) + theta) * inverse;
    slope += 1 - ratio + Math.log(theta * inverse);
    curvature += 1 / theta - 2 * inverse + ratio * inverse;
  }
  return { slope, curvature };
}

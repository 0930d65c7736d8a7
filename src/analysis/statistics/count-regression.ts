/** Poisson and (θ given) negative binomial regression with log link by iteratively reweighted least squares. */
import { count } from './checks.ts';
import { deviance, logLikelihood, type Theta } from './count-family.ts';
import type { Design } from './design.ts';
import {
  cholesky,
  crossProducts,
  crossVector,
  dot,
  invertCholesky,
  linearPredictor,
  solveCholesky,
} from './normal-equations.ts';
import { refusal } from './refusal.ts';

export interface CountFit {
  theta: Theta;
  coefficients: Float64Array;
  mu: Float64Array;
  /** Score residuals: y − μ (Poisson) or (y − μ)/(1 + μ/θ). */
  scoreResiduals: Float64Array;
  /** Inverse of the expected information X′WX, flat; dispersion not included. */
  covariance: Float64Array;
  deviance: number;
  logLikelihood: number;
  /** Pearson's χ² / (n − p): the quasi-Poisson dispersion if θ is null. */
  dispersion: number;
  degreesOfFreedom: number;
  iterations: number;
}

export interface CountFitOptions {
  /** ln exposure, added to the linear predictor. */
  offset?: Float64Array | undefined;
  theta?: Theta;
  /** Coefficients to begin with. */
  start?: Float64Array | undefined;
}

const maximumSteps = 200;
/** Squared length of the last step in standard errors; the step after it would be smaller by orders of magnitude. */
export const decrementLimit = 1e-10;
/** A mean of this size beside a count of zero has run away: no finite estimate exists. */
const vanished = 1e-7;

/**
 * Fits ln μ = offset + Xβ. Throws REFUSED: `too-few-observations`, `singular-design` (names the column), `separation`
 * (a group without any event, so that its coefficient has no finite estimate), `non-convergence`.
 */
export function fitCounts(y: Float64Array, design: Design, options: CountFitOptions = {}): CountFit {
  const theta = options.theta ?? null;
  const iteration = beginFit(y, design, options);
  while (improve(iteration, theta) >= decrementLimit);
  return finishFit(iteration, theta);
}

/** A fit under way; `improve` moves it on, for a θ that may change from step to step. */
export interface Iteration {
  readonly y: Float64Array;
  readonly design: Design;
  readonly offset: Float64Array | undefined;
  beta: Float64Array;
  mu: Float64Array;
  deviance: number;
  theta: Theta;
  steps: number;
}

/** Checks counts and sizes; without a start, one weighted regression of ln(y + ½) on X. */
export function beginFit(y: Float64Array, design: Design, { offset, start, theta = null }: CountFitOptions): Iteration {
  const [n, p] = [design.rows, design.columns.length];
  count(y);
  if (n <= p) {
    throw refusal(
      'too-few-observations',
      `${n} observations cannot carry ${p} coefficients; at least ${p + 1} are needed.`,
    );
  }
  let beta = start;
  if (!beta) {
    const weights = y.map((value) => value + 0.5);
    const target = y.map((value, i) => (value + 0.5) * (Math.log(value + 0.5) - (offset?.[i] ?? 0)));
    beta = solveCholesky(cholesky(crossProducts(design, weights), design.names), crossVector(design, target));
  }
  const mu = meansOf(design, beta, offset);
  return { y, design, offset, beta: Float64Array.from(beta), mu, deviance: deviance(y, mu, theta), theta, steps: 0 };
}

/** One scoring step. Returns its squared length in standard errors. */
export function improve(state: Iteration, theta: Theta): number {
  if (state.steps >= maximumSteps) throw diverged(state);
  state.steps += 1;
  if (theta !== state.theta) {
    state.theta = theta;
    state.deviance = deviance(state.y, state.mu, theta);
  }
  const gradient = crossVector(state.design, scores(state.y, state.mu, theta));
  const step = solveCholesky(factorOf(state, theta), gradient);
  advance(state, step, theta);
  return dot(gradient, step);
}

/** Turns a settled iteration into a fit; throws `separation` if a mean has run away to zero. */
export function finishFit(state: Iteration, theta: Theta): CountFit {
  const { y, mu, beta } = state;
  if (hasVanished(mu)) throw diverged(state);
  const p = beta.length;
  return {
    theta,
    coefficients: beta,
    mu,
    scoreResiduals: scores(y, mu, theta),
    covariance: invertCholesky(factorOf(state, theta), p),
    deviance: deviance(y, mu, theta),
    logLikelihood: logLikelihood(y, mu, theta),
    dispersion: pearson(y, mu, theta) / (y.length - p),
    degreesOfFreedom: y.length - p,
    iterations: state.steps,
  };
}

function meansOf(design: Design, beta: Float64Array, offset: Float64Array | undefined): Float64Array {
  const eta = linearPredictor(design, beta, new Float64Array(design.rows));
  for (let i = 0; i < eta.length; i += 1) {
    const value = (eta[i] as number) + (offset === undefined ? 0 : (offset[i] as number));
    eta[i] = Math.exp(Math.min(700, Math.max(-700, value)));
  }
  return eta;
}

function factorOf({ mu, design }: Iteration, theta: Theta): Float64Array {
  const weights = theta === null ? mu : mu.map((mean) => mean / (1 + mean / theta));
  try {
    return cholesky(crossProducts(design, weights), design.names);
  } catch (error) {
    // A design that was sound at the start and is not any more has lost a group to means of zero.
    if (hasVanished(mu)) throw separation();
    throw error;
  }
}

function scores(y: Float64Array, mu: Float64Array, theta: Theta): Float64Array {
  const out = new Float64Array(y.length);
  const shape = theta === null ? 0 : 1 / theta;
  for (let i = 0; i < y.length; i += 1)
    out[i] = ((y[i] as number) - (mu[i] as number)) / (1 + (mu[i] as number) * shape);
  return out;
}

/** A full step, halved until the deviance no longer rises. */
function advance(state: Iteration, step: Float64Array, theta: Theta): void {
  for (let scale = 1; ; scale /= 2) {
    const beta = state.beta.map((value, j) => value + scale * (step[j] as number));
    const mu = meansOf(state.design, beta, state.offset);
    const next = deviance(state.y, mu, theta);
    if (next <= state.deviance + 1e-9 * (1 + Math.abs(state.deviance)) || scale < 1e-6) {
      state.beta = beta;
      state.mu = mu;
      state.deviance = next;
      return;
    }
  }
}

function hasVanished(mu: Float64Array): boolean {
  for (let i = 0; i < mu.length; i += 1) if ((mu[i] as number) < vanished) return true;
  return false;
}

function diverged({ y, mu, steps }: Iteration): Error {
  if (hasVanished(mu)) return separation();
  return refusal('non-convergence', `The fit to ${y.length} counts did not converge within ${steps} steps.`);
}

function separation(): Error {
  return refusal(
    'separation',
    'A whole group of observations (such as every month after the date, or one calendar month) holds no event, so its coefficient has no finite estimate. Use fewer regressors, or compare totals with the tipping ratio.',
  );
}

function pearson(y: Float64Array, mu: Float64Array, theta: Theta): number {
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) {
    const mean = mu[i] as number;
    sum += ((y[i] as number) - mean) ** 2 / (theta === null ? mean : mean + (mean * mean) / theta);
  }
  return sum;
}

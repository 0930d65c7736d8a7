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

const maximumIterations = 60;
/** Squared length of the last step in standard errors; the step after it would be smaller by orders of magnitude. */
const decrementLimit = 1e-10;
/** A mean of this size beside a count of zero has run away: no finite estimate exists. */
const vanished = 1e-7;

/**
 * Fits ln μ = offset + Xβ. Throws REFUSED: `too-few-observations`, `singular-design` (names the column), `separation`
 * (a group without any event, so that its coefficient has no finite estimate), `non-convergence`.
 */
export function fitCounts(y: Float64Array, design: Design, options: CountFitOptions = {}): CountFit {
  const p = design.columns.length;
  const n = design.rows;
  const theta = options.theta ?? null;
  count(y);
  if (n <= p) {
    throw refusal(
      'too-few-observations',
      `${n} observations cannot carry ${p} coefficients; at least ${p + 1} are needed.`,
    );
  }
  const state = begin(y, design, options);
  let iterations = 0;
  for (;;) {
    iterations += 1;
    const gradient = crossVector(design, scores(y, state.mu, theta));
    const step = solveCholesky(factorOf(state, design, theta), gradient);
    advance(state, step, y, design, options.offset, theta);
    if (dot(gradient, step) < decrementLimit) break;
    if (iterations >= maximumIterations) throw diverged(y, state.mu, iterations);
  }
  if (hasVanished(state.mu)) throw diverged(y, state.mu, iterations);
  const scoreResiduals = scores(y, state.mu, theta);
  return {
    theta,
    coefficients: state.beta,
    mu: state.mu,
    scoreResiduals,
    covariance: invertCholesky(factorOf(state, design, theta), p),
    deviance: state.deviance,
    logLikelihood: logLikelihood(y, state.mu, theta),
    dispersion: pearson(y, state.mu, theta) / (n - p),
    degreesOfFreedom: n - p,
    iterations,
  };
}

interface State {
  beta: Float64Array;
  mu: Float64Array;
  deviance: number;
}

/** Without a start: one weighted regression of ln(y + ½) on X. */
function begin(y: Float64Array, design: Design, { offset, start, theta = null }: CountFitOptions): State {
  let beta = start;
  if (!beta) {
    const weights = y.map((value) => value + 0.5);
    const target = y.map((value, i) => (value + 0.5) * (Math.log(value + 0.5) - (offset?.[i] ?? 0)));
    beta = solveCholesky(cholesky(crossProducts(design, weights), design.names), crossVector(design, target));
  }
  const mu = meansOf(design, beta, offset);
  return { beta: Float64Array.from(beta), mu, deviance: deviance(y, mu, theta) };
}

function meansOf(design: Design, beta: Float64Array, offset: Float64Array | undefined): Float64Array {
  const eta = linearPredictor(design, beta, new Float64Array(design.rows));
  for (let i = 0; i < eta.length; i += 1) {
    const value = (eta[i] as number) + (offset === undefined ? 0 : (offset[i] as number));
    eta[i] = Math.exp(Math.min(700, Math.max(-700, value)));
  }
  return eta;
}

function factorOf({ mu }: State, design: Design, theta: Theta): Float64Array {
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
function advance(
  state: State,
  step: Float64Array,
  y: Float64Array,
  design: Design,
  offset: Float64Array | undefined,
  theta: Theta,
): void {
  for (let scale = 1; ; scale /= 2) {
    const beta = state.beta.map((value, j) => value + scale * (step[j] as number));
    const mu = meansOf(design, beta, offset);
    const next = deviance(y, mu, theta);
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

function diverged(y: Float64Array, mu: Float64Array, iterations: number): Error {
  if (hasVanished(mu)) return separation();
  return refusal('non-convergence', `The fit to ${y.length} counts did not converge within ${iterations} iterations.`);
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

/**
 * Hawkes process with an exponential kernel: do events bring on further events? λ(t) = μ + Σ α e^{−β(t − t_i)}
 * (methods, section 10; Hawkes 1971, likelihood: Ozaki 1979). Stable if α/β < 1; mean rate μ/(1 − α/β).
 */
import { invalid, refusal } from './refusal.ts';
import { minimise } from './nelder-mead.ts';

export interface HawkesParameters {
  /** Base rate, per unit of time. */
  mu: number;
  /** Jump of the rate at each event. */
  alpha: number;
  /** Decay, per unit of time. */
  beta: number;
}

/** Fewest events for a fit. */
export const hawkesMinimum = 50;

/** Throws INPUT_INVALID unless times rise strictly within [0, until]. */
export function checkTimes(times: readonly number[], until: number): void {
  if (!(until > 0)) throw invalid('until', `${until} is no end of observation; write a number above 0.`);
  times.forEach((time, index) => {
    const before = times[index - 1];
    if (!Number.isFinite(time) || time < 0 || time > until) {
      throw invalid(`times.${index}`, `${time} lies outside of the observation, from 0 to ${until}.`);
    }
    if (before !== undefined && time <= before) {
      throw invalid(
        `times.${index}`,
        `${time} does not come after ${before}; events at one time cannot be told apart by this model.`,
      );
    }
  });
}

/** Log-likelihood of events observed on [0, until], O(n). */
export function hawkesLogLikelihood(times: readonly number[], until: number, parameters: HawkesParameters): number {
  const { mu, alpha, beta } = parameters;
  let [sum, excitement] = [-mu * until, 0];
  times.forEach((time, index) => {
    const before = times[index - 1];
    excitement = before === undefined ? 0 : (excitement + 1) * Math.exp(-beta * (time - before));
    sum += Math.log(mu + alpha * excitement) - (alpha / beta) * -Math.expm1(-beta * (until - time));
  });
  return sum;
}

export interface HawkesFit extends HawkesParameters {
  logLikelihood: number;
  branchingRatio: number;
  meanRate: number;
  aic: number;
  poisson: { rate: number; logLikelihood: number; aic: number };
  /** Lower is better; a difference below 2 says nothing. */
  aicDifference: number;
}

/** Maximum likelihood within α < β. Throws REFUSED below 50 events, or where the search does not settle. */
export function fitHawkes(times: readonly number[], until: number): HawkesFit {
  checkTimes(times, until);
  const n = times.length;
  if (n < hawkesMinimum) {
    throw refusal('too-few-observations', `${n} events cannot carry a Hawkes model; it needs ${hawkesMinimum}.`, {
      events: n,
      needed: hawkesMinimum,
    });
  }
  const rate = n / until;
  const toParameters = ([a = 0, b = 0, c = 0]: readonly number[]): HawkesParameters => {
    const branching = 1 / (1 + Math.exp(-b));
    const beta = Math.exp(c);
    return { mu: Math.exp(a), alpha: branching * beta, beta };
  };
  const loss = (x: readonly number[]): number => {
    const value = hawkesLogLikelihood(times, until, toParameters(x));
    return Number.isFinite(value) ? -value : 1e300;
  };
  // The likelihood has several modes where events cluster on more than one scale.
  const found = [0.1, 1, 10]
    .map((scale) => minimise(loss, [Math.log(rate / 2), 0, Math.log(rate * scale)]))
    .sort((a, b) => a.value - b.value)[0];
  if (!found?.converged || found.value >= 1e300) {
    throw refusal('non-convergence', 'The likelihood of the Hawkes model has no settled maximum for these events.', {
      events: n,
    });
  }
  const parameters = toParameters(found.x);
  const branchingRatio = parameters.alpha / parameters.beta;
  const poissonLikelihood = n * Math.log(rate) - n;
  const [aic, poissonAic] = [6 + 2 * found.value, 2 - 2 * poissonLikelihood];
  return {
    ...parameters,
    logLikelihood: -found.value,
    branchingRatio,
    meanRate: parameters.mu / (1 - branchingRatio),
    aic,
    poisson: { rate, logLikelihood: poissonLikelihood, aic: poissonAic },
    aicDifference: poissonAic - aic,
  };
}

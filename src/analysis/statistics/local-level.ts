/**
 * The local level model with regressors: y_t = level_t + x_t′β + ε_t, the level a random walk. Exact diffuse Kalman
 * likelihood (Durbin & Koopman 2012, ch. 5), variances and β concentrated out; the same as ARIMA(0,1,1) with regressors.
 */
import type { Design } from './design.ts';
import { maximise } from './maximise.ts';
import {
  cholesky,
  crossProducts,
  crossVector,
  dot,
  invertCholesky,
  linearPredictor,
  rootDiagonal,
  solveCholesky,
} from './normal-equations.ts';
import { refusal, requireFinite } from './refusal.ts';

export interface LocalLevelFit {
  coefficients: number[];
  /** From the observed information of β and the variance ratio together. */
  standardErrors: number[];
  levelVariance: number;
  noiseVariance: number;
  /** σ²_level / σ²_ε; Infinity where all variation is the level's. */
  signalToNoise: number;
  /** Coefficient of the equivalent ARIMA(0,1,1), from −1 to 0. */
  movingAverage: number;
  /** Diffuse log-likelihood of n − 1 terms. */
  logLikelihood: number;
  n: number;
}

/** A point of the profile over the share of the level in the total variance. */
interface Profile {
  logLikelihood: number;
  coefficients: Float64Array;
  variance: number;
  factor: Float64Array | null;
}

/**
 * Maximum likelihood; the design holds no constant (the diffuse level is one). Throws INPUT_INVALID on values that are
 * not finite; REFUSED on too few observations, a regressor that does not vary or depends on others, or a constant series.
 */
export function fitLocalLevel(y: ArrayLike<number>, design: Design | null): LocalLevelFit {
  requireFinite('values', y);
  const n = y.length;
  const p = design?.columns.length ?? 0;
  if (n < p + 3) {
    throw refusal(
      'too-few-observations',
      `${n} observations cannot carry a local level with ${p} regressors; at least ${p + 3} are needed.`,
    );
  }
  const series = Float64Array.from(y);
  if (series.every((value) => value === series[0])) {
    throw refusal(
      'no-variation',
      'Every observation has the same value, so there is no variance to divide into level and noise.',
    );
  }
  const profileAt = (share: number): Profile => profile(series, design, share);
  const share = bestShare((value) => profileAt(value).logLikelihood);
  const best = profileAt(share);
  const ratio = share === 1 ? Infinity : share / (1 - share);
  return {
    coefficients: [...best.coefficients],
    standardErrors: design === null ? [] : errorsOf(series, design, best, share),
    levelVariance: best.variance * share,
    noiseVariance: best.variance * (1 - share),
    signalToNoise: ratio,
    movingAverage: share === 1 ? 0 : -(ratio + 2 - Math.sqrt(ratio * ratio + 4 * ratio)) / 2,
    logLikelihood: best.logLikelihood,
    n,
  };
}

/** Likelihood and coefficients with the ratio of variances given (Infinity: no noise), for comparing designs. */
export function fitLocalLevelAt(
  y: Float64Array,
  design: Design,
  signalToNoise: number,
): { coefficients: number[]; logLikelihood: number } {
  const share = Number.isFinite(signalToNoise) ? signalToNoise / (1 + signalToNoise) : 1;
  const { coefficients, logLikelihood } = profile(y, design, share);
  return { coefficients: [...coefficients], logLikelihood };
}

/** Shares on an even grid of ln(σ²_level/σ²_ε): the likelihood may have a second peak at either end. */
const grid = Array.from({ length: 12 }, (_, i) => -13.5 + 1.5 * i);
const shareOf = (logRatio: number): number => 1 / (1 + Math.exp(-logRatio));

function bestShare(value: (share: number) => number): number {
  const values = grid.map((x) => value(shareOf(x)));
  const top = values.indexOf(Math.max(...values));
  const inside = maximise((x) => value(shareOf(x)), (grid[top] ?? 0) - 1.5, (grid[top] ?? 0) + 1.5, 1e-6);
  let best = { share: shareOf(inside.x), value: inside.value };
  for (const share of [0, 1]) {
    const atEnd = value(share);
    // An end wins ties: there the other variance is zero, and a share beside it would only pretend to know better.
    if (atEnd >= best.value - 1e-9) best = { share, value: atEnd };
  }
  return best.share;
}

/** The diffuse Kalman filter of the model with total variance 1; it does not depend on the data. */
interface Filter {
  gain: Float64Array;
  /** One over the standard deviation of each innovation. */
  scale: Float64Array;
  logDeterminant: number;
}

function filterOf(n: number, share: number): Filter {
  const [noise, level] = [1 - share, share];
  const gain = new Float64Array(n);
  const scale = new Float64Array(n);
  let variance = noise + level;
  let logDeterminant = 0;
  gain[0] = 1;
  for (let t = 1; t < n; t += 1) {
    const innovation = variance + noise;
    gain[t] = variance / innovation;
    scale[t] = 1 / Math.sqrt(innovation);
    logDeterminant += Math.log(innovation);
    variance = (variance * noise) / innovation + level;
  }
  return { gain, scale, logDeterminant };
}

/** Innovations of y and of each regressor through one filter, then generalised least squares on them. */
function profile(y: Float64Array, design: Design | null, share: number): Profile {
  const n = y.length;
  const filter = filterOf(n, share);
  const target = innovations(y, filter);
  let rest = target;
  let coefficients = new Float64Array(0);
  let factor: Float64Array | null = null;
  if (design) {
    const filtered: Design = { ...design, columns: design.columns.map((column) => innovations(column, filter)) };
    factor = cholesky(crossProducts(filtered, null), design.names);
    coefficients = Float64Array.from(solveCholesky(factor, crossVector(filtered, target)));
    const fitted = linearPredictor(filtered, coefficients, new Float64Array(n));
    rest = target.map((value, t) => value - (fitted[t] as number));
  }
  let squares = 0;
  for (let t = 1; t < n; t += 1) squares += (rest[t] as number) ** 2;
  const sigma = squares / (n - 1);
  if (!(sigma > 0))
    throw refusal('no-variation', 'The regressors reproduce the series exactly, so no variance is left to estimate.');
  const logLikelihood = -0.5 * ((n - 1) * (Math.log(2 * Math.PI * sigma) + 1) + filter.logDeterminant);
  return { logLikelihood, coefficients, variance: sigma, factor };
}

/** Standardised one-step errors; the first observation only starts the (diffuse) level. */
function innovations(values: Float64Array, { gain, scale }: Filter): Float64Array {
  const out = new Float64Array(values.length);
  let state = values[0] as number;
  for (let t = 1; t < values.length; t += 1) {
    const error = (values[t] as number) - state;
    out[t] = error * (scale[t] as number);
    state += (gain[t] as number) * error;
  }
  return out;
}

/**
 * Standard errors from the observed information of (β, ln ratio), σ² concentrated out: the ratio is estimated too, and
 * what it takes away from β is counted. At either end of the ratio it is held fixed.
 */
function errorsOf(y: Float64Array, design: Design, best: Profile, share: number): number[] {
  const p = design.columns.length;
  const factor = best.factor as Float64Array;
  const covariance = invertCholesky(factor, p).map((value) => value * best.variance);
  if (share > 0 && share < 1) {
    const logRatio = Math.log(share / (1 - share));
    const at = (x: number): { slope: Float64Array; value: number } =>
      gradientAt(y, design, best.coefficients, shareOf(x));
    const h = 1e-3;
    const [below, middle, above] = [at(logRatio - h), at(logRatio), at(logRatio + h)];
    const curvature = -(above.value - 2 * middle.value + below.value) / (h * h);
    const cross = above.slope.map((value, j) => -(value - (below.slope[j] as number)) / (2 * h));
    const through = solveCholesky(factor, cross).map((value) => value * best.variance);
    const left = curvature - dot(cross, through);
    // Schur complement: (A − bb′/c)⁻¹ = A⁻¹ + A⁻¹bb′A⁻¹ / (c − b′A⁻¹b).
    if (left > 0)
      for (let j = 0; j < p; j += 1) {
        covariance[j * p + j] = (covariance[j * p + j] as number) + (through[j] as number) ** 2 / left;
      }
  }
  return rootDiagonal(covariance, p);
}

/** Log-likelihood at fixed β and its slope in β, with σ² concentrated out. */
function gradientAt(
  y: Float64Array,
  design: Design,
  coefficients: Float64Array,
  share: number,
): { slope: Float64Array; value: number } {
  const n = y.length;
  const filter = filterOf(n, share);
  const filtered: Design = { ...design, columns: design.columns.map((column) => innovations(column, filter)) };
  const fitted = linearPredictor(filtered, coefficients, new Float64Array(n));
  const rest = innovations(y, filter).map((value, t) => value - (fitted[t] as number));
  const sigma = dot(rest, rest) / (n - 1);
  return {
    slope: crossVector(filtered, rest).map((value) => value / sigma),
    value: -0.5 * ((n - 1) * Math.log(sigma) + filter.logDeterminant),
  };
}

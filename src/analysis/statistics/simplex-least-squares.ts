/**
 * Least squares over the simplex: weights w ≥ 0, Σw = 1, minimising |target − Σ w_j column_j|² + 1e-10 |w|². Since the
 * weights sum to one this is the point of least norm in the hull of column_j − target, found exactly and in finitely
 * many steps by Wolfe's algorithm (1976, Mathematical Programming 11).
 */
import { dot } from './normal-equations.ts';
import { refusal } from './refusal.ts';

/** The small term that makes the weights unique (methods, section 5f). */
const ridge = 1e-10;
const maximumSteps = 5_000;

export interface SimplexFit {
  weights: number[];
  /** Root mean squared gap between target and combination. */
  rmse: number;
}

/** Throws REFUSED (`no-comparison`) without columns, `non-convergence` if the optimality conditions do not hold. */
export function fitOnSimplex(target: Float64Array, columns: readonly Float64Array[]): SimplexFit {
  if (columns.length === 0) throw refusal('no-comparison', 'There is no donor to build a comparison from.');
  const gaps = columns.map((column) => column.map((value, i) => value - (target[i] as number)));
  const gram = gramOf(gaps);
  const weights = wolfe(gram);
  const combined = new Float64Array(target.length);
  gaps.forEach((gap, j) => {
    for (let i = 0; i < gap.length; i += 1)
      combined[i] = (combined[i] as number) + (weights[j] ?? 0) * (gap[i] as number);
  });
  return { weights, rmse: Math.sqrt(dot(combined, combined) / target.length) };
}

/** Inner products of the points, the ridge as an own coordinate of each. */
function gramOf(points: readonly Float64Array[]): number[][] {
  return points.map((a, j) => points.map((b, k) => dot(a, b) + (j === k ? ridge : 0)));
}

function wolfe(gram: readonly (readonly number[])[]): number[] {
  const size = gram.length;
  const at = (j: number, k: number): number => gram[j]?.[k] ?? NaN;
  const scale = Math.max(...gram.map((row, j) => row[j] ?? 0), Number.MIN_VALUE);
  let nearest = 0;
  for (let j = 1; j < size; j += 1) if (at(j, j) < at(nearest, nearest)) nearest = j;
  let corral = [nearest];
  let weights = [1];
  for (let step = 0; step < maximumSteps; step += 1) {
    const products = gram.map((row) => corral.reduce((sum, k, i) => sum + (weights[i] ?? 0) * (row[k] ?? 0), 0));
    const norm = corral.reduce((sum, k, i) => sum + (weights[i] ?? 0) * (products[k] ?? 0), 0);
    let entering = -1;
    for (let j = 0; j < size; j += 1)
      if (!corral.includes(j) && (entering < 0 || (products[j] ?? 0) < (products[entering] ?? 0))) entering = j;
    if (entering < 0 || (products[entering] ?? 0) > norm - 1e-13 * scale) return spread(corral, weights, size);
    corral = [...corral, entering];
    weights = [...weights, 0];
    for (;;) {
      const affine = affineMinimiser(corral, at, scale);
      if (affine === null) return spread(corral.slice(0, -1), weights.slice(0, -1), size);
      if (affine.every((weight) => weight > 1e-13)) {
        weights = affine;
        break;
      }
      let ratio = 1;
      affine.forEach((weight, i) => {
        const from = weights[i] ?? 0;
        if (weight <= 1e-13 && from > weight) ratio = Math.min(ratio, from / (from - weight));
      });
      weights = weights.map((from, i) => from + ratio * ((affine[i] ?? 0) - from));
      const kept = weights.map((weight) => weight > 1e-13);
      if (kept.every(Boolean)) kept[weights.indexOf(Math.min(...weights))] = false;
      corral = corral.filter((_, i) => kept[i]);
      weights = weights.filter((_, i) => kept[i]);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      weights = weights.map((weight) => weight / total);
    }
  }
  throw refusal('non-convergence', `The weights of the comparison did not settle within ${maximumSteps} steps.`);
}

function spread(corral: readonly number[], weights: readonly number[], size: number): number[] {
  const out = new Array<number>(size).fill(0);
  corral.forEach((j, i) => (out[j] = weights[i] ?? 0));
  return out;
}

/** Weights of least norm with sum one and any sign on the points of the corral; null where they are dependent. */
function affineMinimiser(
  corral: readonly number[],
  at: (j: number, k: number) => number,
  scale: number,
): number[] | null {
  const n = corral.length;
  const factor: number[][] = [];
  for (let i = 0; i < n; i += 1) {
    const row: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      let sum = at(corral[i] ?? 0, corral[j] ?? 0) + scale;
      for (let k = 0; k < j; k += 1) sum -= (row[k] ?? 0) * ((i === j ? row : factor[j])?.[k] ?? 0);
      if (i === j) {
        if (!(sum > 1e-15 * scale)) return null;
        row.push(Math.sqrt(sum));
      } else row.push(sum / (factor[j]?.[j] ?? NaN));
    }
    factor.push(row);
  }
  const z = new Array<number>(n).fill(1);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) z[i] = (z[i] ?? 0) - (factor[i]?.[k] ?? 0) * (z[k] ?? 0);
    z[i] = (z[i] ?? 0) / (factor[i]?.[i] ?? NaN);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) z[i] = (z[i] ?? 0) - (factor[k]?.[i] ?? 0) * (z[k] ?? 0);
    z[i] = (z[i] ?? 0) / (factor[i]?.[i] ?? NaN);
  }
  const total = z.reduce((sum, value) => sum + value, 0);
  return z.map((value) => value / total);
}

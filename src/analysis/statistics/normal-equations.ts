/** Weighted normal equations by columns, and their Cholesky factor with a check for collinear columns. */
import type { Design } from './design.ts';
import { refusal } from './refusal.ts';

/** A column counts as a combination of others when less than this share of its squared length is left. */
const pivotLimit = 1e-11;

/** X′WX as a flat p × p matrix, row by row; `weights` null means all one. */
export function crossProducts(design: Design, weights: Float64Array | null): Float64Array {
  const { columns, rows } = design;
  const p = columns.length;
  const result = new Float64Array(p * p);
  const weighted = new Float64Array(rows);
  const set = (j: number, k: number, value: number): void => {
    result[j * p + k] = value;
    result[k * p + j] = value;
  };
  for (let j = 0; j < p; j += 1) {
    const left = columns[j] as Float64Array;
    if (weights === null) weighted.set(left);
    else for (let i = 0; i < rows; i += 1) weighted[i] = (left[i] as number) * (weights[i] as number);
    let k = j;
    // Four columns at a time: one pass over `weighted`, four independent sums.
    for (; k + 3 < p; k += 4) {
      const [c0, c1, c2, c3] = [columns[k], columns[k + 1], columns[k + 2], columns[k + 3]] as Quad;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let i = 0; i < rows; i += 1) {
        const w = weighted[i] as number;
        s0 += w * (c0[i] as number);
        s1 += w * (c1[i] as number);
        s2 += w * (c2[i] as number);
        s3 += w * (c3[i] as number);
      }
      set(j, k, s0);
      set(j, k + 1, s1);
      set(j, k + 2, s2);
      set(j, k + 3, s3);
    }
    for (; k < p; k += 1) set(j, k, dot(weighted, columns[k] as Float64Array));
  }
  return result;
}

type Quad = [Float64Array, Float64Array, Float64Array, Float64Array];

/** Σ a_i b_i. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** X′v. */
export function crossVector(design: Design, vector: Float64Array): Float64Array {
  return Float64Array.from(design.columns, (column) => dot(column, vector));
}

/** Xβ, written into `out`. */
export function linearPredictor(design: Design, coefficients: ArrayLike<number>, out: Float64Array): Float64Array {
  out.fill(0);
  for (let j = 0; j < design.columns.length; j += 1) {
    const column = design.columns[j] as Float64Array;
    const beta = coefficients[j] as number;
    for (let i = 0; i < column.length; i += 1) out[i] = (out[i] as number) + beta * (column[i] as number);
  }
  return out;
}

/**
 * The lower Cholesky factor of a symmetric positive matrix. Throws REFUSED, `singular-design`, naming the column that
 * is (numerically) a combination of those before it.
 */
export function cholesky(matrix: Float64Array, names: readonly string[]): Float64Array {
  const p = names.length;
  const factor = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1) {
    const own = matrix[j * p + j] as number;
    let pivot = own;
    for (let k = 0; k < j; k += 1) pivot -= (factor[j * p + k] as number) ** 2;
    if (!(pivot > pivotLimit * own)) {
      throw refusal(
        'singular-design',
        `The regressor "${names[j] ?? ''}" cannot be told apart from the others in these data (${names.slice(0, j).join(', ')}); leave one out or take a longer series.`,
        { column: names[j] },
      );
    }
    const root = Math.sqrt(pivot);
    factor[j * p + j] = root;
    for (let i = j + 1; i < p; i += 1) {
      let sum = matrix[i * p + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (factor[i * p + k] as number) * (factor[j * p + k] as number);
      factor[i * p + j] = sum / root;
    }
  }
  return factor;
}

/** Solves L L′ x = b. */
export function solveCholesky(factor: Float64Array, b: ArrayLike<number>): Float64Array {
  const p = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < p; i += 1) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * p + k] as number) * (x[k] as number);
    x[i] = sum / (factor[i * p + i] as number);
  }
  for (let i = p - 1; i >= 0; i -= 1) {
    let sum = x[i] as number;
    for (let k = i + 1; k < p; k += 1) sum -= (factor[k * p + i] as number) * (x[k] as number);
    x[i] = sum / (factor[i * p + i] as number);
  }
  return x;
}

/** (L L′)⁻¹ as a flat matrix. */
export function invertCholesky(factor: Float64Array, p: number): Float64Array {
  const inverse = new Float64Array(p * p);
  const unit = new Float64Array(p);
  for (let j = 0; j < p; j += 1) {
    unit.fill(0);
    unit[j] = 1;
    inverse.set(solveCholesky(factor, unit), j * p);
  }
  return inverse;
}

/** Square roots of the diagonal of `matrix`, times `scale`. */
export function rootDiagonal(matrix: Float64Array, p: number, scale = 1): number[] {
  return Array.from({ length: p }, (_, j) => scale * Math.sqrt(matrix[j * p + j] as number));
}

/** Eigenvalues and eigenvectors of a symmetric matrix by Jacobi rotations (Jacobi 1846; Golub and Van Loan, section 8.5). */

export interface Eigen {
  /** Falling. */
  values: number[];
  /** vectors[k] belongs to values[k]; length 1, largest component positive, so that signs do not depend on the machine. */
  vectors: number[][];
}

/** Exact to rounding; O(n³) a sweep, few sweeps. The matrix is not changed. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  const at = (rows: Float64Array[], i: number, j: number): number => (rows[i] as Float64Array)[j] as number;
  const set = (rows: Float64Array[], i: number, j: number, value: number): void => {
    (rows[i] as Float64Array)[j] = value;
  };
  const total = a.reduce((sum, row) => sum + row.reduce((s, x) => s + x * x, 0), 0);
  for (let sweep = 0; sweep < 100; sweep += 1) {
    let off = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) off += at(a, p, q) ** 2;
    if (off <= 1e-30 * total) break;
    for (let p = 0; p < n; p += 1) {
      for (let q = p + 1; q < n; q += 1) {
        const apq = at(a, p, q);
        if (apq === 0) continue;
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * apq);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k += 1) {
          const [akp, akq] = [at(a, k, p), at(a, k, q)];
          set(a, k, p, c * akp - s * akq);
          set(a, k, q, s * akp + c * akq);
        }
        for (let k = 0; k < n; k += 1) {
          const [apk, aqk] = [at(a, p, k), at(a, q, k)];
          set(a, p, k, c * apk - s * aqk);
          set(a, q, k, s * apk + c * aqk);
        }
        for (let k = 0; k < n; k += 1) {
          const [vkp, vkq] = [at(v, k, p), at(v, k, q)];
          set(v, k, p, c * vkp - s * vkq);
          set(v, k, q, s * vkp + c * vkq);
        }
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => at(a, j, j) - at(a, i, i) || i - j);
  return {
    values: order.map((i) => at(a, i, i)),
    vectors: order.map((i) => withFixedSign(Array.from({ length: n }, (_, k) => at(v, k, i)))),
  };
}

function withFixedSign(vector: number[]): number[] {
  const largest = Math.max(...vector.map(Math.abs));
  // The first component that is as large as the largest, up to rounding, decides.
  const decides = vector.find((x) => Math.abs(x) >= largest * (1 - 1e-9)) ?? 1;
  return decides < 0 ? vector.map((x) => -x) : vector;
}

/** Linear equations by elimination with partial pivoting (Golub and Van Loan, section 3.4). */
import { InvariantError } from '#model';

/** Solves matrix · x = right. Neither is changed. */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < n; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const from = rows[pivot] as number[];
    rows[pivot] = rows[column] as number[];
    rows[column] = from;
    const lead = from[column] ?? 0;
    if (Math.abs(lead) < 1e-300) throw new InvariantError('linear equations without a single solution');
    for (let row = 0; row < n; row += 1) {
      if (row === column) continue;
      const target = rows[row] as number[];
      const factor = (target[column] ?? 0) / lead;
      if (factor === 0) continue;
      for (let k = column; k <= n; k += 1) target[k] = (target[k] ?? 0) - factor * (from[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}

/** Small dense linear systems. */

/** x with A x = b by Gauss with partial pivoting; null where A is singular to working precision. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  const scale = Math.max(...matrix.flat().map(Math.abs), 0);
  for (let column = 0; column < n; column += 1) {
    let best = column;
    for (let i = column + 1; i < n; i += 1) if (at(rows, i, column) > at(rows, best, column)) best = i;
    if (!(at(rows, best, column) > 1e-12 * scale)) return null;
    [rows[column], rows[best]] = [rows[best] as number[], rows[column] as number[]];
    const pivot = rows[column] as number[];
    for (let i = column + 1; i < n; i += 1) {
      const row = rows[i] as number[];
      const factor = (row[column] as number) / (pivot[column] as number);
      for (let j = column; j <= n; j += 1) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i -= 1) {
    const row = rows[i] as number[];
    let rest = row[n] as number;
    for (let j = i + 1; j < n; j += 1) rest -= (row[j] as number) * (x[j] as number);
    x[i] = rest / (row[i] as number);
  }
  return x;
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return Math.abs(rows[i]?.[j] ?? 0);
}

/** Principal components of a table with gaps: column means fill the gaps, then the covariance matrix is decomposed. */
import { symmetricEigen } from './eigen.ts';

export interface PrincipalComponents {
  /** Share of the variance of each component, largest first. */
  shares: number[];
  /** loadings[k][column]. */
  loadings: number[][];
  /** scores[row][k], for the components asked for. */
  scores: number[][];
}

/** Standardised: columns are divided by their standard deviation (n - 1); columns without variance stay at zero. */
export function principalComponents(
  table: readonly (readonly (number | null)[])[],
  { components, standardised }: { components: number; standardised: boolean },
): PrincipalComponents {
  const columns = table[0]?.length ?? 0;
  const filled = centred(table, columns);
  const deviations = Array.from({ length: columns }, (_, c) =>
    Math.sqrt(filled.reduce((sum, row) => sum + (row[c] ?? 0) ** 2, 0) / Math.max(1, table.length - 1)),
  );
  const rows = standardised
    ? filled.map((row) => row.map((x, c) => ((deviations[c] ?? 0) > 0 ? x / (deviations[c] ?? 1) : 0)))
    : filled;
  const covariance = Array.from({ length: columns }, (_, i) =>
    Array.from(
      { length: columns },
      (_, j) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0) / Math.max(1, table.length - 1),
    ),
  );
  const { values, vectors } = symmetricEigen(covariance);
  const total = values.reduce((sum, value) => sum + value, 0);
  const kept = vectors.slice(0, components);
  return {
    shares: values.map((value) => (total > 0 ? Math.max(0, value) / total : 0)),
    loadings: kept,
    scores: rows.map((row) => kept.map((vector) => vector.reduce((sum, x, c) => sum + x * (row[c] ?? 0), 0))),
  };
}

function centred(table: readonly (readonly (number | null)[])[], columns: number): number[][] {
  const means = Array.from({ length: columns }, (_, c) => {
    const known = table.flatMap((row) => row[c] ?? []);
    return known.length === 0 ? 0 : known.reduce((sum, x) => sum + x, 0) / known.length;
  });
  return table.map((row) => Array.from({ length: columns }, (_, c) => (row[c] ?? means[c] ?? 0) - (means[c] ?? 0)));
}

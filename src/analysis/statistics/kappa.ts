/** Agreement of reviewers beyond chance by a fixed table: Cohen 1960 and 1968, Fleiss 1971 (methods, section 7). */
import { invalid, refusal } from './refusal.ts';

export const kappaWeightings = ['unweighted', 'linear', 'quadratic'] as const;
export type KappaWeighting = (typeof kappaWeightings)[number];

/** Weights of disagreement between categories i and j. */
export function disagreementWeights(size: number, weighting: KappaWeighting): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) =>
      weighting === 'unweighted' ? (i === j ? 0 : 1) : weighting === 'linear' ? Math.abs(i - j) : (i - j) ** 2,
    ),
  );
}

/**
 * Cohen's κ of two reviewers from a square table (rows: the first, columns: the second) with weights of disagreement:
 * 1 − Σ w observed / Σ w expected. Throws REFUSED where chance leaves nothing to disagree on.
 */
export function cohenKappa(table: readonly (readonly number[])[], weights: readonly (readonly number[])[]): number {
  checkSquare(table, 'table');
  checkSquare(weights, 'weights');
  if (weights.length !== table.length) throw invalid('weights', 'the weights must have the size of the table');
  const total = table.flat().reduce((sum, count) => sum + count, 0);
  if (total === 0) throw refusal('too-few-observations', 'The table is empty.', { needed: 1 });
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0) / total);
  const columns = table.map((_, j) => table.reduce((sum, row) => sum + (row[j] as number), 0) / total);
  let [observed, expected] = [0, 0];
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      const weight = weights[i]?.[j] as number;
      observed += (weight * count) / total;
      expected += weight * (rows[i] as number) * (columns[j] as number);
    });
  });
  if (expected === 0) throw noVariation();
  return 1 - observed / expected;
}

/** Fleiss' κ from counts[subject][category]; every subject needs the same number of ratings, at least two. */
export function fleissKappa(counts: readonly (readonly number[])[]): number {
  const raters = counts[0]?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (raters < 2) throw refusal('too-few-observations', 'Every subject needs at least two ratings.', { needed: 2 });
  counts.forEach((row, index) => {
    checkCounts(row, `counts.${index}`);
    if (row.length !== counts[0]?.length) throw invalid(`counts.${index}`, 'rows must have one length');
    const own = row.reduce((sum, count) => sum + count, 0);
    if (own !== raters) {
      throw invalid(
        `counts.${index}`,
        `${own} ratings, where others have ${raters}; use Krippendorff's alpha where some are missing`,
      );
    }
  });
  const n = counts.length;
  const agreement =
    counts.reduce(
      (sum, row) =>
        sum + (row.reduce((squares, count) => squares + count * count, 0) - raters) / (raters * (raters - 1)),
      0,
    ) / n;
  const shares = (counts[0] ?? []).map(
    (_, j) => counts.reduce((sum, row) => sum + (row[j] as number), 0) / (n * raters),
  );
  const chance = shares.reduce((sum, share) => sum + share * share, 0);
  if (chance >= 1) throw noVariation();
  return (agreement - chance) / (1 - chance);
}

/** Ratings of two reviewers as a table; units that one of them did not rate drop out. */
export function tableOf(
  first: readonly (number | null)[],
  second: readonly (number | null)[],
  categories: readonly number[],
): number[][] {
  const table = categories.map(() => categories.map(() => 0));
  first.forEach((a, unit) => {
    const b = second[unit] ?? null;
    if (a === null || b === null) return;
    const row = table[categories.indexOf(a)];
    const column = categories.indexOf(b);
    if (row && column >= 0) row[column] = (row[column] as number) + 1;
  });
  return table;
}

function noVariation(): Error {
  return refusal('no-variation', 'All ratings are one and the same, so nothing could have been disagreed on.');
}

function checkSquare(table: readonly (readonly number[])[], field: string): void {
  table.forEach((row, index) => {
    if (row.length !== table.length) throw invalid(`${field}.${index}`, 'the table must be square');
    checkCounts(row, `${field}.${index}`);
  });
}

function checkCounts(row: readonly number[], field: string): void {
  row.forEach((count, index) => {
    if (!Number.isFinite(count) || count < 0) throw invalid(`${field}.${index}`, `${count} is no count`);
  });
}

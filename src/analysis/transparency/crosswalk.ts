/** Levels of other assessments on the scale from 0 to 3: an editable table (methods, section 7). */

export interface Crosswalk {
  scheme: string;
  source: string;
  /** null: missing, not zero; left out: not applicable. */
  levels: Readonly<Record<string, number | null>>;
}

export const crosswalks: readonly Crosswalk[] = [
  {
    scheme: 'peace-accords-matrix',
    source: 'Peace Accords Matrix, Kroc Institute',
    levels: { 'not initiated': 0, minimum: 1, intermediate: 2, full: 3 },
  },
  {
    scheme: 'ogp-irm',
    source: 'Open Government Partnership, Independent Reporting Mechanism',
    levels: { 'not started': 0, limited: 1, substantial: 2, complete: 3, 'no evidence available': null },
  },
  {
    scheme: 'fatf-technical',
    source: 'FATF methodology, technical compliance (NA is excluded)',
    levels: { NC: 0, PC: 1, LC: 2, C: 3 },
  },
  {
    scheme: 'fatf-effectiveness',
    source: 'FATF methodology, effectiveness',
    levels: { low: 0, moderate: 1, substantial: 2, high: 3 },
  },
];

/** The level behind a word of a scheme: a number, null for missing, undefined where the scheme has no such word. */
export function levelOf(scheme: string, word: string): number | null | undefined {
  return crosswalks.find((known) => known.scheme === scheme)?.levels[word];
}

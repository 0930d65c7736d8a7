/** Supervaluation: from the values under several readings to one verdict on the text (Fine 1975; methods section 4). */
import type { Truth } from '#model';

export const verdicts = ['contrary', 'gray', 'not-contrary', 'indeterminate'] as const;
/**
 * `contrary` under every reading; `not-contrary` under none ("this clause does not reach it", never an acquittal);
 * `gray`: definitions decide, one reading holds and another does not; `indeterminate`: facts decide.
 */
export type Verdict = (typeof verdicts)[number];

/** How many readings are true, false, unknown. The share that is true is no probability. */
export interface Counts {
  true: number;
  false: number;
  unknown: number;
}

export interface TextVerdict {
  verdict: Verdict;
  counts: Counts;
  /** Where indeterminate: what the readings that are decided say; null where none is. */
  leans: 'contrary' | 'not-contrary' | null;
}

/** The verdict of counts. */
export function verdictOf(counts: Counts): TextVerdict {
  const { true: yes, false: no, unknown } = counts;
  if (yes > 0 && no > 0) return { verdict: 'gray', counts, leans: null };
  if (unknown === 0 && yes + no > 0) return { verdict: yes > 0 ? 'contrary' : 'not-contrary', counts, leans: null };
  return { verdict: 'indeterminate', counts, leans: yes > 0 ? 'contrary' : no > 0 ? 'not-contrary' : null };
}

/** The verdict over the values of several readings. */
export function supervaluate(values: Iterable<Truth>): TextVerdict {
  const counts: Counts = { true: 0, false: 0, unknown: 0 };
  for (const value of values) counts[value] += 1;
  return verdictOf(counts);
}

/** A single reading's value in the words of a verdict. */
export function verdictOfTruth(value: Truth): Verdict {
  return value === 'true' ? 'contrary' : value === 'false' ? 'not-contrary' : 'indeterminate';
}

/** What a claim's query answers: a sentence, figures with ranges, what speaks for and against, limits, what is missing. */
import type { Citation, Claim } from '#model';
import type { View } from '#registry';
import type { Query } from '../query.ts';

/**
 * Does the claim hold against the record? `holds-in-part`: one half of it, or under some readings. `open`: the rooms
 * that could answer have not spoken, or nothing is recorded that bears on it.
 */
export const standings = ['holds', 'holds-in-part', 'does-not-hold', 'open'] as const;
export type Standing = (typeof standings)[number];

/** A number behind an answer. Bounds equal the value where nothing is uncertain; n is what it rests on. */
export interface ClaimFigure {
  label: string;
  value: number;
  lower: number;
  upper: number;
  unit: 'count' | 'share' | 'rank';
  n: number;
}

/** A point for or against; no citation where the figures are the point. */
export interface ClaimNote {
  text: string;
  citations: readonly Citation[];
}

export interface QueryAnswer {
  standing: Standing;
  /** One sentence that a reader can quote with the figures. */
  answer: string;
  figures: ClaimFigure[];
  speaksFor: ClaimNote[];
  speaksAgainst: ClaimNote[];
  limits: string[];
  /** What is not recorded or not yet computed, without which the answer stays partial. */
  missing: string[];
}

/** One named query: pure, over a view. `rule` says in words when a claim holds, so that it can be argued with. */
export interface ClaimQuery {
  id: Claim['query'];
  rule: string;
  answer: (view: View, query: Query, claim: Claim) => QueryAnswer;
}

/** A count without uncertainty. */
export function exactly(label: string, value: number, n = value): ClaimFigure {
  return { label, value, lower: value, upper: value, unit: 'count', n };
}

/** A note without a source of its own. */
export function note(text: string): ClaimNote {
  return { text, citations: [] };
}

/** The limit that every share over the record carries. */
export const notASample =
  'The record is no sample: it was collected in quotas per group of responsible states, so its shares and counts inherit them.';

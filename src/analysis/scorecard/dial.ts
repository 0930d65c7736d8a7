/** The shape of a dial of the scorecard: a number with its range and n, or the reason why there is none. */

export const dialIds = ['absence', 'legalization', 'verifiability', 'effect', 'transparency', 'responses'] as const;
export type DialId = (typeof dialIds)[number];

/** A number of a dial. `lower` and `upper` say what `range` says they are over. */
export interface Reading {
  name: string;
  value: number;
  lower: number;
  upper: number;
  /** What the number rests on: operations, provisions, units. */
  n: number;
  range: string;
}

/** One dial. Without a reading there is a refusal; never neither. */
export interface Dial {
  id: DialId;
  question: string;
  readings: Reading[];
  /** Why no number is stated; null where one is. */
  refused: string | null;
  /** What the dial says in words that a reader may quote, its n and range included. */
  sentence: string;
  /** Methods as `id/version`, with the page of each in docs/methodology. */
  methods: string[];
  pages: string[];
  /** Marks that must be shown with it. */
  marks: string[];
  /** Records it rests on, by kind. */
  sources: { kind: string; ids: string[] }[];
}

export const unreviewed = 'project coding, unreviewed';

/** 0.2739 as "27 %". */
export function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}

/** Two ends of a range of shares. */
export function shares(lower: number, upper: number): string {
  const [low, high] = [share(lower), share(upper)];
  return low === high ? low : `${low.replace(' %', '')}–${high}`;
}

export interface ScorecardQuery {
  asOf: string;
  standard: string;
  commitment: string;
  definitions: string;
}

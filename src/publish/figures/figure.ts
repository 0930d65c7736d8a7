/** A figure that page, file and embed share: what is drawn, its caption, the same numbers as a table. Nothing is drawn here. */
import type { FigureSpec } from '#charts';
import type { Envelope } from '#model';
import type { View } from '#registry';
import { envelope } from '../envelope.ts';
import type { Query } from '../query.ts';

/** A cell of the table beside a figure; null: not known. */
export type FigureCell = string | number | null;

/** Everything a figure says, in drawing, words and numbers. */
export interface PublishedFigure {
  kind: string;
  subject: string;
  headline: string;
  /** Marks and patterns in words, for a figure that stands alone. */
  key: string;
  /** Standard, date, n, and what must be known to read it. */
  caption: string;
  /** Width of the figure on a wide page, in CSS pixels. */
  wide: number;
  spec: FigureSpec;
  columns: { name: string; title: string }[];
  rows: FigureCell[][];
}

/** What a figure is made from, before it is known under which name it was asked for. */
export type MadeFigure = Omit<PublishedFigure, 'kind' | 'subject'>;

/** Narrows a figure; each kind knows some of these. */
export interface FigureWords {
  party?: string | undefined;
  target?: string | undefined;
  purpose?: string | undefined;
  clock?: string | undefined;
  measure?: string | undefined;
}

/** A kind of figure: one address under /embed for each of its subjects. */
export interface FigureKind {
  kind: string;
  title: string;
  /** What the second part of the address names. */
  subjects: string;
  words: readonly (keyof FigureWords)[];
  /** Throws NOT_FOUND for an unknown subject, REFUSED where the record cannot carry the figure. */
  make: (view: View, query: Query, subject: string, words: FigureWords) => Envelope<MadeFigure>;
}

/** The envelope of a figure made from an answer: the answer's method, parameters and assumptions, another result. */
export function figureOf(answer: Envelope<unknown>, made: MadeFigure): Envelope<MadeFigure> {
  return { ...answer, result: made };
}

/** The same where no answer of its own stands behind a figure. */
export function figureFrom(
  view: View,
  query: Query,
  method: string,
  parameters: Record<string, unknown>,
  assumptions: readonly string[],
  made: MadeFigure,
): Envelope<MadeFigure> {
  return envelope(view, method, query, parameters, assumptions, made);
}

/** A share to four digits: finer than the record carries, coarse enough to read. */
export function rounded(share: number | null | undefined): number | null {
  return share === null || share === undefined || !Number.isFinite(share) ? null : Math.round(share * 10_000) / 10_000;
}

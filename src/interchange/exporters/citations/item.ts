/** Sources, reports and agreements as items to cite, after the Citation Style Language (CSL 1.0.2, JSON). */
import type { RecordVersion } from '#registry';

/** Kinds that can be cited. */
export const citedKinds = ['source', 'agreement', 'published-report'] as const;
export type CitedKind = (typeof citedKinds)[number];

export interface CslDate {
  'date-parts': number[][];
}

export interface CslItem {
  id: string;
  type: 'webpage' | 'treaty' | 'document' | 'report' | 'dataset';
  title: string;
  publisher?: string;
  author?: { literal: string }[];
  issued?: CslDate;
  URL?: string;
  number?: string;
  note?: string;
  version?: string;
}

/** A possibly imprecise date as date-parts: a range has two parts, month and year stay month and year. */
export function cslDate(text: string): CslDate {
  return { 'date-parts': text.split('/').map((part) => part.split('-').map(Number)) };
}

/** The item of a statement. */
export function cslItem({ body }: RecordVersion<CitedKind>): CslItem {
  switch (body.kind) {
    case 'source':
      return {
        id: body.id,
        type: 'webpage',
        title: body.title,
        ...(body.publisher === null ? {} : { publisher: body.publisher, author: [{ literal: body.publisher }] }),
        ...(body.publishedOn === null ? {} : { issued: cslDate(body.publishedOn) }),
        ...(body.url === null ? {} : { URL: body.url }),
      };
    case 'agreement':
      return {
        id: body.id,
        type: body.agreementKind === 'treaty' ? 'treaty' : 'document',
        title: body.title,
        author: [{ literal: body.forum }],
        ...(body.adoptedOn === null ? {} : { issued: cslDate(body.adoptedOn) }),
        ...(body.textUrl === null ? {} : { URL: body.textUrl }),
        ...(body.symbol === null ? {} : { number: body.symbol }),
      };
    case 'published-report':
      return {
        id: body.id,
        type: 'report',
        title: body.title,
        author: [{ literal: body.reporterName }],
        ...(body.publishedOn === null ? {} : { issued: cslDate(body.publishedOn) }),
        ...(body.symbol === null ? {} : { number: body.symbol }),
      };
  }
}

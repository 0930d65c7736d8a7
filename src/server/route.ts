/** How a resource says what it answers: one description gives checks, documentation and the cached answer. */
import { z } from '@hono/zod-openapi';
import { ServandaError, type Envelope } from '#model';
import type { DatasetShelf, Query, QueryInput } from '#publish';
import type { View } from '#registry';

/** What a handler works with: the view that the dials select, the checked dials, and the checked words of the address. */
export interface Asked<Params, Search> {
  view: View;
  query: Query;
  params: Params;
  search: Search;
  /** The imports of the instance; without any where it has no data folder. */
  datasets: DatasetShelf;
}

/** A GET resource under /api/v1. `answer` is pure: equal view and words give equal bytes, so answers are cached. */
export interface Route<Params extends z.ZodObject = z.ZodObject, Search extends z.ZodObject = z.ZodObject> {
  path: string;
  summary: string;
  tag: string;
  params?: Params;
  search?: Search;
  result: z.ZodType;
  /** True where the answer hangs on more than the logs, such as the imports: it is made anew each time. */
  fresh?: boolean;
  /** Media type where every answer is a file and no envelope; "application/octet-stream" where it may be of any type. */
  file?: string;
  /** Media types besides JSON in which the answer is given where `format` asks for it. */
  texts?: readonly string[];
  /** True where a data set may be asked in place of the record: the word `dataset`, handled for all alike. */
  datasets?: true;
  /** Tokens that one answer takes from the bucket of whoever asks; 1 where nothing is said. */
  cost?: number;
  answer: (asked: Asked<z.infer<Params>, z.infer<Search>>) => Envelope<unknown> | RawAnswer;
}

/** An answer that is not an envelope, such as a brief in Markdown or a figure. */
export interface RawAnswer {
  raw: string | Uint8Array<ArrayBuffer>;
  contentType: string;
}

/** Types a route; the table of routes holds them without their parameters. */
export function route<Params extends z.ZodObject, Search extends z.ZodObject>(
  definition: Route<Params, Search>,
): Route {
  return definition;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as YYYY-MM-DD');

/** The dials that every resource knows (design, section 7). */
export const Dials = z.object({
  'as-of': day
    .optional()
    .openapi({ description: 'Valid time: the day asked about. Default: the data date of the record.' }),
  'public-at': day.optional().openapi({ description: 'Published time: only what was surely published by this day.' }),
  'known-at': day.optional().openapi({ description: 'Recorded time: only what a log had recorded by this day.' }),
  definitions: z
    .string()
    .max(120)
    .optional()
    .openapi({ description: 'Definitions of contested terms: a set or a group of sets, see /api/v1/definition-sets.' }),
  standard: z.string().max(80).optional().openapi({ description: 'Attribution standard, see /api/v1/standards.' }),
  commitment: z.string().max(80).optional().openapi({ description: 'Commitment standard, see /api/v1/standards.' }),
});
export type Dials = z.infer<typeof Dials>;

/** The words of a resource's own: the dials stand in the query, and are named once. */
export function ownWords(words: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(words).filter(([name]) => !(name in Dials.shape)));
}

/** Dials as the address writes them, as a question takes them. */
export function dialsOf(words: Dials): QueryInput {
  return {
    asOf: words['as-of'],
    publicAt: words['public-at'],
    knownAt: words['known-at'],
    definitions: words.definitions,
    standard: words.standard,
    commitment: words.commitment,
  };
}

/** The word of resources that may be asked of data sets. */
export const DatasetWord = z.object({
  dataset: z.string().max(600).optional().openapi({
    description:
      'Data sets in place of the record, joined by commas: "record", or names of /datasets. Several are answered side by side.',
  }),
});

/** Everything that may stand in the address of a resource. */
export function wordsOf({ search, datasets }: Pick<Route, 'search' | 'datasets'>): z.ZodObject {
  return Dials.extend({ ...search?.shape, ...(datasets ? DatasetWord.shape : {}) }).strict();
}

/** Forms in which a list is given whole. */
export const listFormats = ['json', 'csv', 'jsonl', 'parquet'] as const;
export type ListFormat = (typeof listFormats)[number];

/** The words of a list: search text, page size, and where the page begins. */
export const ListWords = z.object({
  q: z.string().max(200).optional().openapi({ description: 'Words that all must occur in id, title or name.' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(300).optional().openapi({ description: 'The `next` of the page before.' }),
  format: z.enum(listFormats).optional().openapi({
    description: 'The whole list in one answer, whatever limit and cursor say: as JSON, CSV, JSON Lines or Parquet.',
  }),
});

/** A page of a list: the id of the last item is the cursor, so a page never shifts while a log grows. */
export function pageOf<Item extends { id: string }>(
  items: readonly Item[],
  { limit, cursor, format }: { limit: number; cursor?: string | undefined; format?: string | undefined },
): { items: Item[]; total: number; next: string | null } {
  if (format !== undefined && format !== 'page') return { items: [...items], total: items.length, next: null };
  const start = cursor === undefined ? 0 : items.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && start === 0) {
    // Beginning anew would go round in circles.
    throw new ServandaError('INPUT_INVALID', `cursor: no item "${cursor.slice(0, 120)}" is in this list.`, {
      place: { field: 'cursor' },
    });
  }
  const page = items.slice(start, start + limit);
  return { items: page, total: items.length, next: start + limit < items.length ? (page.at(-1)?.id ?? null) : null };
}

/** True if every word of `q` occurs in one of the texts, without regard to case. */
export function matches(q: string | undefined, texts: readonly string[]): boolean {
  if (q === undefined) return true;
  const all = texts.join(' ').toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** The result of a dossier: described by its TypeScript type; documented as an object. */
export const AnyObject = z.looseObject({});

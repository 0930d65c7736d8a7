/** Full-text search over everything the record holds: any word, any kind, most fitting first. */
import { createRequire } from 'node:module';
import type MiniSearch from 'minisearch';
import { ServandaError, recordKinds, type RecordKind, type RecordStatement } from '#model';
import type { View } from '#registry';

export interface SearchHit {
  kind: RecordKind;
  id: string;
  title: string;
  /** Where a page of the product shows it; null where none does. */
  page: string | null;
  score: number;
  /** Words of the record that fitted. */
  words: string[];
  /** Words around the first of them, where they are not in the title. */
  excerpt: string | null;
}

export interface SearchResult {
  query: string;
  total: number;
  items: SearchHit[];
}

interface Document {
  key: string;
  kind: RecordKind;
  id: string;
  title: string;
  names: string;
  text: string;
}

/** Fields that are codes, ids or references and not words for a reader. */
const silent = new Set(['kind', 'id', 'known', 'citations', 'supersedes', 'nonce', 'expression', 'norm', 'picks']);
const titles = ['title', 'name', 'label', 'short', 'dataSet', 'what', 'act'] as const;

// Loaded by the first search: every command passes this door.
const require = createRequire(import.meta.url);

const indexes = new WeakMap<View, MiniSearch<Document>>();

/**
 * Searches. Words are joined by "and"; where nothing holds them all, by "or". The last letters of a word may be missing
 * or, from four letters on, one may be wrong. Equal views give equal answers in equal order.
 */
export function search(
  view: View,
  words: string,
  { kinds = [], limit = 20 }: { kinds?: readonly RecordKind[]; limit?: number } = {},
): SearchResult {
  const query = words.trim().slice(0, 200);
  if (query === '') throw new ServandaError('INPUT_INVALID', 'Name at least one word to search for.');
  const index = indexOf(view);
  const options = {
    prefix: (term: string) => term.length > 2,
    fuzzy: (term: string) => (term.length > 3 ? 0.2 : false),
    boost: { title: 4, names: 3 },
    maxFuzzy: 1,
    // What has a page of its own comes before what speaks of it.
    boostDocument: (key: string) => (/^(?:agreement|provision|party|incident|term) /.test(key) ? 2 : 1),
    ...(kinds.length > 0
      ? { filter: (hit: { [field: string]: unknown }) => kinds.includes(hit['kind'] as RecordKind) }
      : {}),
  };
  let found = index.search(query, { ...options, combineWith: 'AND' });
  if (found.length === 0) found = index.search(query, { ...options, combineWith: 'OR' });
  const hits = found.map((hit) => ({ ...(hit as unknown as Document), score: hit.score, words: hit.terms }));
  hits.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  return {
    query,
    total: hits.length,
    items: hits.slice(0, limit).map(({ kind, id, title, text, score, words: terms }) => ({
      kind,
      id,
      title,
      page: pageOf(kind, id),
      score: Math.round(score * 1000) / 1000,
      words: [...new Set(terms)].sort(),
      excerpt: excerptOf(title, text, terms),
    })),
  };
}

/** Built once a view; views never change. */
function indexOf(view: View): MiniSearch<Document> {
  let index = indexes.get(view);
  if (!index) {
    const Index = require('minisearch') as typeof MiniSearch;
    index = new Index<Document>({
      idField: 'key',
      fields: ['title', 'names', 'text'],
      storeFields: ['key', 'kind', 'id', 'title', 'text'],
      processTerm: (term) =>
        term
          .normalize('NFKD')
          .replace(/\p{Mn}/gu, '')
          .toLowerCase(),
    });
    index.addAll(recordKinds.flatMap((kind) => view.all(kind).map(documentOf)));
    indexes.set(view, index);
  }
  return index;
}

function documentOf(body: RecordStatement): Document {
  const fields = body as unknown as Record<string, unknown>;
  const title = titles.map((name) => fields[name]).find((value) => typeof value === 'string');
  const names = [fields['aliases'], fields['actorNames']].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  );
  return {
    key: `${body.kind} ${body.id}`,
    kind: body.kind,
    id: body.id,
    title: typeof title === 'string' ? title : body.id,
    names: [body.id.replace(/[/-]/g, ' '), ...names.map(String)].join(' '),
    text: Object.entries(fields)
      .filter(([name]) => !silent.has(name))
      .flatMap(([, value]) => textsIn(value))
      .join(' · '),
  };
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return /^\d{4}(?:-\d\d)*|^[0-9a-f]{64}$/.test(value) ? [] : [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  return Object.entries(value as Record<string, unknown>)
    .filter(([name]) => !silent.has(name))
    .flatMap(([, inner]) => textsIn(inner, depth + 1));
}

const pages: Partial<Record<RecordKind, string>> = {
  agreement: '/agreements/',
  party: '/parties/',
  incident: '/incidents/',
};

/** The page of a record: its own, or that of what it belongs to. */
function pageOf(kind: RecordKind, id: string): string | null {
  const [outer = ''] = id.split('/');
  if (kind === 'provision') return `/provisions/${id}`;
  if (kind === 'attribution' || kind === 'response' || kind === 'norm-invocation') return `/incidents/${outer}`;
  const page = pages[kind];
  return page === undefined ? null : `${page}${id}`;
}

function excerptOf(title: string, text: string, terms: readonly string[]): string | null {
  const plain = (part: string): string =>
    part
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase();
  const inTitle = plain(title);
  const [term] = terms.filter((word) => !inTitle.includes(word));
  if (term === undefined) return null;
  const at = plain(text).indexOf(term);
  if (at < 0) return null;
  const [from, to] = [Math.max(0, at - 60), Math.min(text.length, at + term.length + 60)];
  return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`;
}

/** The explorer of findings; its filters are words of the address. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { FindingLine, ListPage } from '#server';
import { ask } from '../../reading/ask.ts';
import { agreementTitles, partyNames } from '../../reading/names.ts';

const filters = ['agreement', 'provision', 'incident', 'party', 'text', 'result'] as const;

export interface FindingList extends ListPage<FindingLine> {
  counts: { text: Partial<Record<FindingLine['text'], number>>; result: Record<string, number> };
  /** Titles of the incidents on the page. */
  titles: Record<string, string>;
  tested: { id: string; ref: string; short: string | null; agreement: string }[];
  untested: { id: string; class: string | null; why: string | null }[];
}

export interface FindingsPage {
  answer: Envelope<FindingList>;
  names: Record<string, string>;
  agreements: Record<string, string>;
}

export async function load(event: ServerLoadEvent): Promise<FindingsPage> {
  const given = event.url.searchParams;
  const words = Object.fromEntries(filters.map((name) => [name, given.get(name)]));
  const [answer, names, agreements] = await Promise.all([
    ask<FindingList>(event, '/findings', { ...words, limit: '50', cursor: given.get('cursor') }),
    partyNames(event),
    agreementTitles(event),
  ]);
  return { answer, names, agreements };
}

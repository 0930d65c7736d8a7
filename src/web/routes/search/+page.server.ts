/** Search over everything. Without words the page explains itself and asks nothing. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { SearchResult } from '#server';
import { ask } from '../../reading/ask.ts';

export interface SearchPage {
  answer: Envelope<SearchResult> | null;
  q: string;
  kind: string;
}

const perPage = 50;

export async function load(event: ServerLoadEvent): Promise<SearchPage> {
  const q = (event.url.searchParams.get('q') ?? '').trim().slice(0, 200);
  const kind = event.url.searchParams.get('kind') ?? '';
  const answer = q === '' ? null : await ask<SearchResult>(event, '/search', { q, kind, limit: String(perPage) });
  return { answer, q, kind };
}

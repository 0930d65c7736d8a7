/** The list of incidents; its filters are words of the address. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { IncidentRow, ListPage } from '#server';
import { ask } from '../../reading/ask.ts';
import { partyNames } from '../../reading/names.ts';

const filters = ['q', 'responsible', 'victim', 'effect', 'purpose', 'sector', 'from', 'to', 'cursor'] as const;

export interface IncidentsPage {
  answer: Envelope<ListPage<IncidentRow>>;
  names: Record<string, string>;
}

export async function load(event: ServerLoadEvent): Promise<IncidentsPage> {
  const words = Object.fromEntries(filters.map((name) => [name, event.url.searchParams.get(name)]));
  const [answer, names] = await Promise.all([
    ask<ListPage<IncidentRow>>(event, '/incidents', words),
    partyNames(event),
  ]);
  return { answer, names };
}

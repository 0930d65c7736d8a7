/** One incident. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { IncidentDossier, IncidentGrid, Readings, ReplyLine } from '#server';
import { ask } from '../../../reading/ask.ts';
import { partyNames } from '../../../reading/names.ts';

export interface IncidentPage {
  answer: Envelope<IncidentDossier>;
  names: Record<string, string>;
  grid: IncidentGrid;
  replies: ReplyLine[];
  readings: Readings;
}

export async function load(event: ServerLoadEvent): Promise<IncidentPage> {
  const id = encodeURIComponent(event.params['id'] ?? '');
  const [answer, names, grid, replies, readings] = await Promise.all([
    ask<IncidentDossier>(event, `/incidents/${id}`),
    partyNames(event),
    ask<IncidentGrid>(event, `/findings/grid/incidents/${id}`),
    ask<{ items: ReplyLine[] }>(event, '/replies', { incident: event.params['id'] }),
    ask<Readings>(event, `/rival-findings/${id}`),
  ]);
  return { answer, names, grid: grid.result, replies: replies.result.items, readings: readings.result };
}

/** One incident. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { IncidentDossier, IncidentGrid } from '#server';
import { ask } from '../../../reading/ask.ts';
import { partyNames } from '../../../reading/names.ts';

export interface IncidentPage {
  answer: Envelope<IncidentDossier>;
  names: Record<string, string>;
  grid: IncidentGrid;
}

export async function load(event: ServerLoadEvent): Promise<IncidentPage> {
  const id = encodeURIComponent(event.params['id'] ?? '');
  const [answer, names, grid] = await Promise.all([
    ask<IncidentDossier>(event, `/incidents/${id}`),
    partyNames(event),
    ask<IncidentGrid>(event, `/findings/grid/incidents/${id}`),
  ]);
  return { answer, names, grid: grid.result };
}

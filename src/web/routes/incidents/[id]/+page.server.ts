/** One incident. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { IncidentDossier } from '#server';
import { ask } from '../../../reading/ask.ts';
import { partyNames } from '../../../reading/names.ts';

export interface IncidentPage {
  answer: Envelope<IncidentDossier>;
  names: Record<string, string>;
}

export async function load(event: ServerLoadEvent): Promise<IncidentPage> {
  const id = encodeURIComponent(event.params['id'] ?? '');
  const [answer, names] = await Promise.all([ask<IncidentDossier>(event, `/incidents/${id}`), partyNames(event)]);
  return { answer, names };
}

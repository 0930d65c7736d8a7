/** One party. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { PartyDossier } from '#server';
import { ask } from '../../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<PartyDossier> }> {
  const id = encodeURIComponent(event.params['id'] ?? '');
  return { answer: await ask<PartyDossier>(event, `/parties/${id}`) };
}

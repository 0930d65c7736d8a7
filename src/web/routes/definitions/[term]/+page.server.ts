/** One contested term. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { DefinitionsDossier } from '#server';
import { ask } from '../../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<DefinitionsDossier> }> {
  return {
    answer: await ask<DefinitionsDossier>(event, `/definitions/${encodeURIComponent(event.params['term'] ?? '')}`),
  };
}

/** One incident under one clause, explained. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { Explanation } from '#server';
import { ask } from '../../../../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<Explanation> }> {
  const path = (['incident', 'agreement', 'ref'] as const).map((name) => encodeURIComponent(event.params[name] ?? ''));
  return { answer: await ask<Explanation>(event, `/findings/${path.join('/')}`) };
}

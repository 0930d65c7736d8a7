/** Effects: the list of agreements with what others said on them. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { EffectLine } from '#server';
import { ask } from '../../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<{ items: EffectLine[] }> }> {
  return { answer: await ask<{ items: EffectLine[] }>(event, '/effect') };
}

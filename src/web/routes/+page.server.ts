/** The first page. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { HomeDossier } from '#server';
import { ask } from '../reading/ask.ts';

export async function load(event: ServerLoadEvent): Promise<{ answer: Envelope<HomeDossier> }> {
  return { answer: await ask<HomeDossier>(event, '/home') };
}

/** Claims, tested. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { TestedClaim } from '#server';
import { ask } from '../../reading/ask.ts';

export interface ClaimsPage {
  answer: Envelope<{ claims: TestedClaim[] }>;
}

export async function load(event: ServerLoadEvent): Promise<ClaimsPage> {
  return { answer: await ask<{ claims: TestedClaim[] }>(event, '/claims') };
}

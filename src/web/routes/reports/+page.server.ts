/** Reports: who owes one, what was published, and what is not there. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { TransparencyOfAgreement } from '#server';
import { ask } from '../../reading/ask.ts';

type Overview = Envelope<{ items: TransparencyOfAgreement[] }>;

export async function load(event: ServerLoadEvent): Promise<{ answer: Overview }> {
  return { answer: await ask<{ items: TransparencyOfAgreement[] }>(event, '/transparency') };
}

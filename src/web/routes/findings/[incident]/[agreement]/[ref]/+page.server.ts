/** One incident under one clause, explained, with the readings that others signed of it. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { Explanation, Readings } from '#server';
import { ask } from '../../../../../reading/ask.ts';

export interface FindingPage {
  answer: Envelope<Explanation>;
  readings: Readings;
}

export async function load(event: ServerLoadEvent): Promise<FindingPage> {
  const word = (name: 'incident' | 'agreement' | 'ref'): string => event.params[name] ?? '';
  const path = (['incident', 'agreement', 'ref'] as const).map((name) => encodeURIComponent(word(name)));
  const [answer, readings] = await Promise.all([
    ask<Explanation>(event, `/findings/${path.join('/')}`),
    ask<Readings>(event, `/rival-findings/${path[0]}`, { provision: `${word('agreement')}/${word('ref')}` }),
  ]);
  return { answer, readings: readings.result };
}

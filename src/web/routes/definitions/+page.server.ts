/** Contested terms: who holds a meaning of each, and which reading each set of definitions picks. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ContestedTerm, DefinitionSets } from '#server';
import { ask } from '../../reading/ask.ts';
import { agreementTitles } from '../../reading/names.ts';

export interface DefinitionsPage {
  answer: Envelope<{ items: ContestedTerm[] }>;
  sets: Envelope<DefinitionSets>;
  titles: Record<string, string>;
}

export async function load(event: ServerLoadEvent): Promise<DefinitionsPage> {
  const [answer, sets, titles] = await Promise.all([
    ask<{ items: ContestedTerm[] }>(event, '/definitions'),
    ask<DefinitionSets>(event, '/definition-sets'),
    agreementTitles(event),
  ]);
  return { answer, sets, titles };
}

/** The effect of one agreement: cited evidence, own counts, range or refusal. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { EffectDossier } from '#server';
import { ask } from '../../../reading/ask.ts';
import { askFigure, type DrawnFigure } from '../../../reading/figures.ts';
import { partyNames } from '../../../reading/names.ts';

export interface EffectPage {
  answer: Envelope<EffectDossier>;
  figure: DrawnFigure;
  names: Record<string, string>;
  words: { party: string; target: string; purpose: string };
}

export async function load(event: ServerLoadEvent): Promise<EffectPage> {
  const agreement = event.params['agreement'] ?? '';
  const given = event.url.searchParams;
  const words = {
    party: given.get('party') ?? '',
    target: given.get('target') ?? '',
    purpose: given.getAll('purpose').join(','),
  };
  const answer = await ask<EffectDossier>(event, `/effect/${encodeURIComponent(agreement)}`, words);
  const [figure, names] = await Promise.all([askFigure(event, 'effect', agreement, words), partyNames(event)]);
  return { answer, figure, names, words };
}

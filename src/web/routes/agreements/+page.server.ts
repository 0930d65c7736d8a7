/** The list of agreements, and a ranking for whoever asks for one. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { AgreementLine, ListPage, ScorecardAnswer } from '#server';
import { ask, type Answer } from '../../reading/ask.ts';
import { weightsIn } from '../../reading/weights.ts';

export interface AgreementsPage {
  answer: Answer<ListPage<AgreementLine>>;
  ranking: Answer<ScorecardAnswer> | null;
}

export async function load(event: ServerLoadEvent): Promise<AgreementsPage> {
  const words = event.url.searchParams;
  const weights = weightsIn(words);
  const [answer, ranking] = await Promise.all([
    ask<ListPage<AgreementLine>>(event, '/agreements', { q: words.get('q'), cursor: words.get('cursor') }),
    weights === null
      ? null
      : ask<ScorecardAnswer>(event, '/scorecard', { composite: weights, dials: 'absence', draws: '2000' }),
  ]);
  return { answer, ranking };
}

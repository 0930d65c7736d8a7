/** One party: its dossier, its own house, and what was filed by it and about it. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ListPage, PartyDossier, RecommendationLine, ReplyLine, ReportDossier } from '#server';
import { ask } from '../../../reading/ask.ts';
import { askOwnHouse, type OwnHouse } from '../../../reading/own-house.ts';

export interface PartyPage {
  answer: Envelope<PartyDossier>;
  /** Null for those that are no state. */
  house: OwnHouse | null;
  /** By it, or by others to statements about it. */
  replies: ReplyLine[];
  reports: ReportDossier[];
  recommendations: RecommendationLine[];
}

export async function load(event: ServerLoadEvent): Promise<PartyPage> {
  const party = event.params['id'] ?? '';
  const [answer, house, own, about, reports, recommendations] = await Promise.all([
    ask<PartyDossier>(event, `/parties/${encodeURIComponent(party)}`),
    askOwnHouse(event, party),
    ask<{ items: ReplyLine[] }>(event, '/replies', { party }),
    ask<{ items: ReplyLine[] }>(event, '/replies', { about: party }),
    ask<ListPage<ReportDossier>>(event, '/reports', { party, limit: '1000' }),
    ask<{ items: RecommendationLine[] }>(event, '/recommendations', { party }),
  ]);
  const others = about.result.items.filter((reply) => reply.party !== party);
  return {
    answer,
    house,
    replies: [...own.result.items, ...others],
    reports: reports.result.items,
    recommendations: recommendations.result.items,
  };
}

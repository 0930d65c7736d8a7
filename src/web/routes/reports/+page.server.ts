/** Reports: what is due or offered and who filed, what was published elsewhere, and what is not there. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { DueLine, ListPage, RecommendationLine, ReportDossier, TransparencyOfAgreement } from '#server';
import { ask } from '../../reading/ask.ts';

export interface ReportsPage {
  answer: Envelope<{ items: TransparencyOfAgreement[] }>;
  due: Envelope<{ items: DueLine[] }>;
  filed: ReportDossier[];
  recommendations: RecommendationLine[];
}

export async function load(event: ServerLoadEvent): Promise<ReportsPage> {
  const [answer, due, filed, recommendations] = await Promise.all([
    ask<{ items: TransparencyOfAgreement[] }>(event, '/transparency'),
    ask<{ items: DueLine[] }>(event, '/due'),
    ask<ListPage<ReportDossier>>(event, '/reports', { limit: '1000' }),
    ask<{ items: RecommendationLine[] }>(event, '/recommendations'),
  ]);
  return { answer, due, filed: filed.result.items, recommendations: recommendations.result.items };
}

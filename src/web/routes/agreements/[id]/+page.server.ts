/** One agreement. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { DueLine, ListPage, RecommendationLine, ReplyLine, ReportDossier } from '#server';
import type { AgreementDossier, AgreementGrid, Scorecard, ScorecardAnswer, ServedFigure, TestedClaim } from '#server';
import { ask } from '../../../reading/ask.ts';
import { askServed } from '../../../reading/figures.ts';
import { agreementTitles, partyNames } from '../../../reading/names.ts';

export interface AgreementPage {
  answer: Envelope<AgreementDossier>;
  titles: Record<string, string>;
  names: Record<string, string>;
  grid: AgreementGrid;
  /** Claims that are tested on this agreement. */
  claims: TestedClaim[];
  scorecard: Scorecard | null;
  reporting: {
    due: DueLine | null;
    reports: ReportDossier[];
    recommendations: RecommendationLine[];
    replies: ReplyLine[];
  };
  figures: Record<'tiles' | 'parties' | 'absence' | 'coverage', ServedFigure | null>;
}

export async function load(event: ServerLoadEvent): Promise<AgreementPage> {
  const id = encodeURIComponent(event.params['id'] ?? '');
  const answer = await ask<AgreementDossier>(event, `/agreements/${id}`);
  const figure = (kind: string, isThere: boolean): Promise<ServedFigure> | null =>
    isThere ? askServed(event, kind, answer.result.agreement.id) : null;
  const hasParties = answer.result.adherences.length > 0;
  const hasStates = answer.result.coverage !== null && answer.result.coverage.headcount.upper > 0;
  const [reporting, titles, names, grid, tested, scored, tiles, parties, absence, coverage] = await Promise.all([
    reportingOn(event, answer.result.agreement.id),
    answer.result.agreement.lineage.length > 0 ? agreementTitles(event) : {},
    answer.result.agreement.characterisations.length > 0 ? partyNames(event) : {},
    ask<AgreementGrid>(event, `/findings/grid/agreements/${id}`),
    ask<{ claims: TestedClaim[] }>(event, '/claims'),
    ask<ScorecardAnswer>(event, '/scorecard', { agreement: answer.result.agreement.id }),
    figure('tiles', hasParties),
    figure('parties', hasParties),
    figure('absence', hasStates),
    figure('coverage', hasStates),
  ]);
  const claims = tested.result.claims.filter(({ parameters }) =>
    Object.values(parameters).flat().includes(answer.result.agreement.id),
  );
  const figures = { tiles, parties, absence, coverage };
  const scorecard = scored.result.scorecards[0] ?? null;
  return { answer, titles, names, grid: grid.result, claims, scorecard, reporting, figures };
}

async function reportingOn(event: ServerLoadEvent, agreement: string): Promise<AgreementPage['reporting']> {
  const [due, reports, recommendations, replies] = await Promise.all([
    ask<{ items: DueLine[] }>(event, '/due', { agreement }),
    ask<ListPage<ReportDossier>>(event, '/reports', { agreement, limit: '1000' }),
    ask<{ items: RecommendationLine[] }>(event, '/recommendations', { agreement }),
    ask<{ items: ReplyLine[] }>(event, '/replies', { agreement }),
  ]);
  return {
    due: due.result.items[0] ?? null,
    reports: reports.result.items,
    recommendations: recommendations.result.items,
    // Those to reports and reviews stand with them.
    replies: replies.result.items.filter(({ to }) => to.kind !== 'report' && to.kind !== 'review'),
  };
}

/** The first page. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { HomeDossier, IncidentRow, ListPage, Scorecard, ScorecardAnswer, ServedFigure } from '#server';
import { ask } from '../reading/ask.ts';
import { askServed } from '../reading/figures.ts';

export interface HomePage {
  answer: Envelope<HomeDossier>;
  figures: { absence: ServedFigure; coverage: ServedFigure } | null;
  /** Dials by agreement, of those with a state party. */
  scorecards: Record<string, Scorecard>;
  /** The operations that became public last, latest first. */
  latest: IncidentRow[];
}

const latestShown = 5;

/** The effect takes seconds over all agreements; each has it on its own page. */
const quickDials = 'absence,legalization,verifiability,transparency,responses';

export async function load(event: ServerLoadEvent): Promise<HomePage> {
  const answer = await ask<HomeDossier>(event, '/home');
  const { headline, agreements } = answer.result;
  const assessed = agreements.filter(({ headcount }) => headcount && headcount.upper > 0).map(({ id }) => id);
  const about = headline.coverage?.agreement;
  const asOf = String(answer.parameters['asOf']);
  const [scored, absence, coverage, recent] = await Promise.all([
    assessed.length === 0
      ? null
      : ask<ScorecardAnswer>(event, '/scorecard', { agreement: assessed.join(','), dials: quickDials }),
    about === undefined ? null : askServed(event, 'absence', about),
    about === undefined ? null : askServed(event, 'coverage', about),
    ask<ListPage<IncidentRow>>(event, '/incidents', { from: yearsBefore(asOf, 2), to: asOf, limit: '1000' }),
  ]);
  return {
    answer,
    figures: absence && coverage ? { absence, coverage } : null,
    latest: recent.result.items.sort((a, b) => (publicSince(a) < publicSince(b) ? 1 : -1)).slice(0, latestShown),
    scorecards: Object.fromEntries((scored?.result.scorecards ?? []).map((card) => [card.agreement, forCard(card)])),
  };
}

/** A card has no room for sources and for who is absent; what a page does not show costs time all the same. */
const forCard = (card: Scorecard): Scorecard => ({
  ...card,
  absent: [],
  dials: card.dials.map((dial) => ({ ...dial, sources: [] })),
});
const yearsBefore = (day: string, years: number): string => String(Number(day.slice(0, 4)) - years);
const publicSince = ({ disclosedOn, startedOn }: IncidentRow): string => disclosedOn ?? startedOn;

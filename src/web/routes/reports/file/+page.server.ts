/** A report to be filed: which agreement, party and period are in the address; what is written never is. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ReportDraft } from '#server';
import { ask } from '../../../reading/ask.ts';
import { agreementTitles, partyNames } from '../../../reading/names.ts';

export interface FilePage {
  /** Null until agreement and party are chosen. */
  answer: Envelope<ReportDraft> | null;
  agreement: string;
  party: string;
  titles: [string, string][];
  parties: [string, string][];
}

export async function load(event: ServerLoadEvent): Promise<FilePage> {
  const words = event.url.searchParams;
  const [agreement, party] = [words.get('agreement') ?? '', (words.get('party') ?? '').trim()];
  const isChosen = agreement !== '' && party !== '';
  const none: Record<string, string> = {};
  const [titles, parties] = await Promise.all([agreementTitles(event), isChosen ? none : partyNames(event)]);
  const answer = isChosen
    ? await ask<ReportDraft>(event, `/report-drafts/${encodeURIComponent(agreement)}/${encodeURIComponent(party)}`, {
        period: words.get('period'),
        template: words.get('template'),
        correct: words.get('correct'),
      })
    : null;
  const byTitle = ([, a]: [string, string], [, b]: [string, string]): number => (a < b ? -1 : 1);
  return {
    answer,
    agreement,
    party,
    titles: Object.entries(titles).sort(byTitle),
    parties: Object.entries(parties).sort(byTitle),
  };
}

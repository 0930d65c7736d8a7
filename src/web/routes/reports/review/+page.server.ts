/** A review to be filed: which report and reviewer are in the address; what is written never is. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { ListPage, ReportDossier, ReviewDraft } from '#server';
import { ask } from '../../../reading/ask.ts';

export interface ReviewPage {
  answer: Envelope<ReviewDraft> | null;
  report: string;
  reviewer: string;
  /** Reports that stand, by id and title. */
  reports: [string, string][];
}

export async function load(event: ServerLoadEvent): Promise<ReviewPage> {
  const word = (name: string): string => (event.url.searchParams.get(name) ?? '').trim();
  const [report, reviewer] = [word('report'), word('reviewer')];
  const { result } = await ask<ListPage<ReportDossier>>(event, '/reports', { limit: '1000' });
  const path = report.split('/').map(encodeURIComponent).join('/');
  const answer =
    report === '' || reviewer === ''
      ? null
      : await ask<ReviewDraft>(event, `/review-drafts/${path}`, { reviewer, correct: word('correct') });
  const reports = result.items.map(({ id, partyName, agreementTitle, period }): [string, string] => [
    id,
    `${partyName} on ${agreementTitle}, ${period}`,
  ]);
  return { answer, report, reviewer, reports };
}

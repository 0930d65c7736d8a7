/** Reporting: the due board and its feed, reports with their reviews, replies, rival findings. */
import { z } from '@hono/zod-openapi';
import {
  dueBoard,
  dueFeed,
  envelope,
  repliesWhere,
  reportDossier,
  reportVersions,
  rivalFindingsOn,
  type Query,
} from '#publish';
import type { View } from '#registry';
import { AnyObject, ListWords, matches, pageOf, route } from '../route.ts';

const id = z.string().max(200);
const rules = [
  'a review is provisional until the last day of its feedback window',
  'agreement of reviewers: Krippendorff alpha on ordinal levels, units are provisions',
  'a measure counts as claimed earlier if it was surely done before the period, or is in an earlier report in the same words',
];

const AgreementWord = z.object({ agreement: z.string().max(120).optional() });

export const reportingRoutes = [
  route({
    path: '/due',
    tag: 'reporting',
    summary: 'For every agreement what is owed or offered to be reported, by when, and who filed',
    search: AgreementWord,
    result: AnyObject,
    answer: ({ view, query, search: { agreement } }) => dueBoard(view, query, agreement),
  }),
  route({
    path: '/feeds/due.atom',
    tag: 'reporting',
    summary: 'Reminders of what is due or offered, as an Atom feed',
    search: AgreementWord,
    result: AnyObject,
    answer: ({ view, query, search: { agreement } }) => ({
      raw: dueFeed(view, query, agreement),
      contentType: 'application/atom+xml; charset=utf-8',
    }),
  }),
  route({
    path: '/reports',
    tag: 'reporting',
    summary: 'Reports of parties, with what changed, what was claimed earlier, reviews and replies',
    search: ListWords.extend({ agreement: z.string().max(120).optional(), party: z.string().max(120).optional() }),
    result: AnyObject,
    answer: ({ view, query, search: { agreement, party, q, ...page } }) => {
      const items = reportVersions(view, agreement)
        .map(({ body }) => body)
        .filter((body) => party === undefined || body.party === party)
        .filter((body) => matches(q, [body.id, ...body.measures.map(({ measure }) => measure)]));
      const { items: shown, ...rest } = pageOf(items, page);
      return envelope(view, 'reports/1', query, { agreement: agreement ?? null, party: party ?? null }, rules, {
        ...rest,
        items: shown.map((body) => reportDossier(view, body.id, query.asOf)),
      });
    },
  }),
  route({
    path: '/reports/{agreement}/{party}/{period}',
    tag: 'reporting',
    summary: 'One report with its reviews and replies',
    params: z.object({ agreement: id, party: id, period: id }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement, party, period } }) => oneReport(view, query, agreement, party, period),
  }),
  route({
    path: '/replies',
    tag: 'reporting',
    summary: 'Replies of parties to statements: all, or those to one record or of one party',
    search: z.object({ kind: z.string().max(60).optional(), id: id.optional(), party: id.optional() }),
    result: AnyObject,
    answer: ({ view, query, search }) => {
      const items = repliesWhere(
        view,
        ({ to, party }) =>
          (search.kind ?? to.kind) === to.kind && (search.id ?? to.id) === to.id && (search.party ?? party) === party,
      );
      return envelope(view, 'replies/1', query, { ...search }, [], { items });
    },
  }),
  route({
    path: '/rival-findings/{incident}',
    tag: 'reporting',
    summary: 'Readings that others signed of an incident, to stand beside the computed findings',
    params: z.object({ incident: id }),
    result: AnyObject,
    answer: ({ view, query, params: { incident } }) =>
      envelope(view, 'rival-findings/1', query, { incident }, [], {
        items: rivalFindingsOn(view, view.get('incident', incident).id),
      }),
  }),
];

function oneReport(view: View, query: Query, agreement: string, party: string, period: string) {
  const name = `${agreement}/${party}/${period}`;
  return envelope(view, 'report/1', query, { id: name }, rules, reportDossier(view, name, query.asOf));
}

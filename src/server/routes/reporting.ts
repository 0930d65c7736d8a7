/** Reporting: the due board and its feed, reports with their reviews, replies, rival findings. */
import { z } from '@hono/zod-openapi';
import {
  dueBoard,
  dueFeed,
  envelope,
  readingsAnswer,
  recommendationsTo,
  repliesWhere,
  reportDossier,
  reportDraft,
  reportTemplates,
  reportVersions,
  reviewDraft,
  subjectUnder,
  type Query,
} from '#publish';
import { ServandaError } from '#model';
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
    result: z.string(),
    file: 'application/atom+xml',
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
    search: z.object({
      kind: z.string().max(60).optional(),
      id: id.optional(),
      party: id.optional().openapi({ description: 'Who replies' }),
      incident: id.optional().openapi({ description: 'To the incident, or to any statement about it' }),
      agreement: id.optional().openapi({ description: 'To the agreement, its clauses, adherences, reports, reviews' }),
      about: id.optional().openapi({ description: 'To statements that name this party' }),
    }),
    result: AnyObject,
    answer: ({ view, query, search }) =>
      envelope(view, 'replies/1', query, { ...search }, [], { items: repliesWhere(view, search) }),
  }),
  route({
    path: '/reply-subject',
    tag: 'reporting',
    summary: 'What a reply would answer: title, page, whom it names, and the replies that stand',
    search: z.object({ kind: z.string().max(60), id }),
    result: AnyObject,
    answer: ({ view, query, search: { kind, id: name } }) => {
      const subject = subjectUnder(view, kind, name);
      if (!subject) throw new ServandaError('NOT_FOUND', `No ${kind} "${name}" is recorded that could be answered.`);
      const replies = repliesWhere(view, { kind, id: subject.id });
      return envelope(view, 'reply-subject/1', query, { kind, id: name }, [], { subject, replies });
    },
  }),
  route({
    path: '/recommendations',
    tag: 'reporting',
    summary: 'Recommendations of reviewers, and what later reviews say became of them',
    search: z.object({ agreement: id.optional(), party: id.optional(), report: id.optional() }),
    result: AnyObject,
    answer: ({ view, query, search }) =>
      envelope(
        view,
        'recommendations/1',
        query,
        { ...search },
        ['the state is what the latest review of each reviewer says; none is no statement that nothing was done'],
        { items: recommendationsTo(view, search) },
      ),
  }),
  route({
    path: '/report-templates',
    tag: 'reporting',
    summary: 'Templates of reports: what each provision is asked, and after which source',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(view, 'report-templates/1', query, {}, ['questions are project wording, unreviewed'], {
        items: reportTemplates,
      }),
  }),
  route({
    path: '/report-drafts/{agreement}/{party}',
    tag: 'reporting',
    summary: 'An empty report to be filled in: provisions, period, what the template asks; nothing is kept of it',
    params: z.object({ agreement: id, party: id }),
    search: z.object({
      period: z.string().max(120).optional(),
      template: z.string().max(120).optional(),
      correct: z.enum(['yes']).optional().openapi({ description: 'Begin with the report that stands' }),
    }),
    result: AnyObject,
    answer: ({ view, query, params, search: { correct, ...search } }) =>
      envelope(
        view,
        'report-draft/1',
        query,
        { ...params, ...search, ...(correct && { correct }) },
        [],
        reportDraft(view, query, { ...params, ...search, correct: correct === 'yes' }),
      ),
  }),
  route({
    path: '/review-drafts/{agreement}/{party}/{period}',
    tag: 'reporting',
    summary: 'An empty review of a report to be filled in, with earlier recommendations to follow up',
    params: z.object({ agreement: id, party: id, period: id }),
    search: z.object({ reviewer: id, correct: z.enum(['yes']).optional() }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement, party, period }, search: { reviewer, correct } }) => {
      const report = `${agreement}/${party}/${period}`;
      const words = { agreement, party, period, reviewer, ...(correct && { correct }) };
      const draft = reviewDraft(view, query, { report, reviewer, correct: correct === 'yes' });
      return envelope(view, 'review-draft/1', query, words, rules, draft);
    },
  }),
  route({
    path: '/rival-findings/{incident}',
    tag: 'reporting',
    summary: 'Readings that others signed of an incident, beside the computed ones',
    params: z.object({ incident: id }),
    search: z.object({ provision: id.optional() }),
    result: AnyObject,
    answer: ({ view, query, params: { incident }, search: { provision } }) =>
      readingsAnswer(view, query, incident, provision),
  }),
];

function oneReport(view: View, query: Query, agreement: string, party: string, period: string) {
  const name = `${agreement}/${party}/${period}`;
  return envelope(view, 'report/1', query, { id: name }, rules, reportDossier(view, name, query.asOf));
}

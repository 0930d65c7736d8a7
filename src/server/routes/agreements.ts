/** Agreements: the list, one with everything its page shows, and its brief. */
import { z } from '@hono/zod-openapi';
import {
  agreementBrief,
  agreementDossier,
  agreementLines,
  coverageAssumptions,
  envelope,
  formatBriefHtml,
  formatBriefMarkdown,
} from '#publish';
import { AnyObject, ListWords, matches, pageOf, route } from '../route.ts';

const byId = z.object({ id: z.string().max(200) });

export const agreementRoutes = [
  route({
    path: '/agreements',
    tag: 'agreements',
    summary: 'Agreements with their parties and conduct coverage',
    search: ListWords,
    result: AnyObject,
    answer: ({ view, query, search }) => {
      const lines = agreementLines(view, query).filter(({ id, title, forum }) => matches(search.q, [id, title, forum]));
      return envelope(view, 'agreements/1', query, { ...search }, coverageAssumptions(query), pageOf(lines, search));
    },
  }),
  route({
    path: '/agreements/{id}',
    tag: 'agreements',
    summary: 'One agreement: provisions, adherences, coverage, reported counts, sources',
    params: byId,
    result: AnyObject,
    answer: ({ view, query, params }) =>
      envelope(
        view,
        'agreement/1',
        query,
        { id: params.id },
        coverageAssumptions(query),
        agreementDossier(view, params.id, query),
      ),
  }),
  route({
    path: '/agreements/{id}/brief',
    datasets: true,
    tag: 'agreements',
    summary: 'The assessment brief of an agreement, as JSON, Markdown or HTML',
    params: byId,
    texts: ['text/markdown', 'text/html'],
    search: z.object({ format: z.enum(['json', 'markdown', 'html']).default('json') }),
    result: AnyObject,
    answer: ({ view, query, params, search }) => {
      const brief = envelope(
        view,
        'brief/1',
        query,
        { id: params.id },
        coverageAssumptions(query),
        agreementBrief(view, params.id, query),
      );
      if (search.format === 'markdown')
        return { raw: formatBriefMarkdown(brief), contentType: 'text/markdown; charset=utf-8' };
      if (search.format === 'html') return { raw: formatBriefHtml(brief), contentType: 'text/html; charset=utf-8' };
      return brief;
    },
  }),
];

/** Parties: the list, and one with everything its page shows. */
import { z } from '@hono/zod-openapi';
import { envelope, partyDossier } from '#publish';
import { AnyObject, ListWords, matches, pageOf, route } from '../route.ts';

export const partyRoutes = [
  route({
    path: '/parties',
    tag: 'parties',
    summary: 'Parties: states and territories, companies, bodies and groups',
    search: ListWords.extend({ kind: z.string().max(60).optional() }),
    result: AnyObject,
    answer: ({ view, query, search }) => {
      const parties = view
        .all('party')
        .filter(({ partyKind }) => search.kind === undefined || partyKind === search.kind)
        .filter(({ id, name, aliases }) => matches(search.q, [id, name, ...aliases]));
      return envelope(view, 'parties/1', query, { ...search }, [], pageOf(parties, search));
    },
  }),
  route({
    path: '/parties/{id}',
    datasets: true,
    tag: 'parties',
    summary: 'One party: promises, what it is named for, what was done to it, what it said',
    params: z.object({ id: z.string().max(200) }),
    result: AnyObject,
    answer: ({ view, query, params }) =>
      envelope(view, 'party/1', query, { id: params.id }, [], partyDossier(view, params.id, query)),
  }),
];

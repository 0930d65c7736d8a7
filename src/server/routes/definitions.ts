/** Contested terms: who holds which variant, on how much they diverge, which incidents each would decide. */
import { z } from '@hono/zod-openapi';
import { definitionsDossier, termList } from '#publish';
import { AnyObject, route } from '../route.ts';

export const definitionRoutes = [
  route({
    path: '/definitions',
    datasets: true,
    tag: 'negotiation',
    summary: 'Contested terms with their numbers of holders and coded variants',
    result: AnyObject,
    answer: ({ view, query }) => termList(view, query),
  }),
  route({
    path: '/definitions/{term}',
    datasets: true,
    tag: 'negotiation',
    summary: 'Definition matrix of a term: holders, variants, divergence, incidents that each variant decides',
    params: z.object({ term: z.string().max(120) }),
    result: AnyObject,
    answer: ({ view, query, params: { term } }) => definitionsDossier(view, query, term),
  }),
];

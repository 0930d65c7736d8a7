/** Claims, tested on the record. */
import { z } from '@hono/zod-openapi';
import { claimAssumptions, envelope, testedClaim, testedClaims } from '#publish';
import { AnyObject, route } from '../route.ts';

export const claimRoutes = [
  route({
    path: '/claims',
    datasets: true,
    tag: 'metrics',
    summary: 'Every claim with its answer, range, what speaks for and against it, limits, and what is missing',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(view, 'claims/1', query, {}, claimAssumptions, { claims: testedClaims(view, query) }),
  }),
  route({
    path: '/claims/{id}',
    datasets: true,
    tag: 'metrics',
    summary: 'One claim, tested',
    params: z.object({ id: z.string().max(120) }),
    result: AnyObject,
    answer: ({ view, query, params: { id } }) =>
      envelope(view, 'claims/1', query, { id }, claimAssumptions, { claims: [testedClaim(view, query, id)] }),
  }),
];

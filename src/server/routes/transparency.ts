/** Transparency of implementation (method 7). */
import { z } from '@hono/zod-openapi';
import { transparencyAnswer, transparencyOverview } from '#publish';
import { AnyObject, route } from '../route.ts';

export const transparencyRoutes = [
  route({
    path: '/transparency',
    tag: 'metrics',
    summary: 'Every agreement: is a report owed, what was published, what is not there',
    result: AnyObject,
    answer: ({ view, query }) => transparencyOverview(view, query),
  }),
  route({
    path: '/transparency/{agreement}',
    tag: 'metrics',
    summary: 'Reports due, filed, on time and verified; or that the text asks nobody for one',
    params: z.object({ agreement: z.string().max(200) }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement } }) => transparencyAnswer(view, query, agreement),
  }),
];

/** Action and reaction (method 10). */
import { z } from '@hono/zod-openapi';
import { responsesAnswer } from '#publish';
import { AnyObject, route } from '../route.ts';

export const responsesRoutes = [
  route({
    path: '/responses',
    datasets: true,
    tag: 'metrics',
    summary: 'After an operation is attributed: who responds, how, and how fast',
    search: z.object({
      clock: z.string().max(40).optional().openapi({ description: 'attribution (default), report or operation.' }),
      agreement: z.string().max(200).optional().openapi({ description: 'Only incidents contrary to a clause of it.' }),
      horizons: z.string().max(100).optional().openapi({ description: 'Days, joined by commas.' }),
    }),
    result: AnyObject,
    answer: ({ view, query, search }) => responsesAnswer(view, query, search),
  }),
];

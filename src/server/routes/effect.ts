/** Effect of an agreement on recorded conduct (method 5). */
import { z } from '@hono/zod-openapi';
import { effectAnswer, effectLines, envelope } from '#publish';
import { AnyObject, route } from '../route.ts';

const party = z.string().max(120).optional();

export const effectRoutes = [
  route({
    path: '/effect',
    tag: 'metrics',
    summary: 'Agreements with the number and direction of cited statements on their effect',
    result: AnyObject,
    answer: ({ view, query }) => envelope(view, 'effects/1', query, {}, [], { items: effectLines(view) }),
  }),
  route({
    path: '/effect/{agreement}',
    datasets: true,
    tag: 'metrics',
    summary: 'Whether recorded conduct changed at the agreement: cited evidence, own counts, a range or the refusal',
    params: z.object({ agreement: z.string().max(200) }),
    search: z.object({
      party: party.openapi({ description: 'Conduct of this party only. Default: all who are bound.' }),
      target: party.openapi({ description: 'Conduct against this state only.' }),
      purpose: z
        .string()
        .max(400)
        .optional()
        .openapi({ description: 'Conduct with one of these purposes only, separated by commas.' }),
    }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement }, search }) =>
      effectAnswer(view, query, agreement, {
        party: search.party,
        target: search.target,
        purposes: search.purpose?.split(',').filter((word) => word !== ''),
      }),
  }),
];

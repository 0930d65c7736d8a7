/** Provisions: one clause with its coded reading, findings, definitions and relatives. */
import { z } from '@hono/zod-openapi';
import { envelope, findingAssumptions, provisionDossier } from '#publish';
import { AnyObject, route } from '../route.ts';

export const provisionRoutes = [
  route({
    path: '/provisions/{agreement}/{ref}',
    tag: 'agreements',
    summary:
      'One clause: paraphrase, coded reading as words and as tree, definitions, findings, ancestors, descendants',
    params: z.object({ agreement: z.string().max(120), ref: z.string().max(120) }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement, ref } }) =>
      envelope(
        view,
        'provision/1',
        query,
        { agreement, ref },
        findingAssumptions(view, query),
        provisionDossier(view, `${agreement}/${ref}`, query),
      ),
  }),
];

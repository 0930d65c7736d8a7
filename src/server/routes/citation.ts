/** How to cite the record, or one answer of it. */
import { z } from '@hono/zod-openapi';
import { citationOf, envelope } from '#publish';
import { AnyObject, route } from '../route.ts';

export const citationRoutes = [
  route({
    path: '/citation',
    tag: 'interchange',
    summary: 'How to cite the record at this snapshot: CSL-JSON, BibTeX, one line',
    search: z.object({
      of: z.string().max(500).optional().openapi({ description: 'One resource, such as /coverage/paris-call-2018.' }),
    }),
    result: z.object({ csl: AnyObject, bibtex: z.string(), text: z.string() }),
    answer: ({ view, query, search: { of } }) =>
      envelope(view, 'citation/1', query, of === undefined ? {} : { of }, [], citationOf(view, of ?? null)),
  }),
];

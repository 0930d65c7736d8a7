/** Search over the whole record. */
import { z } from '@hono/zod-openapi';
import { recordKinds } from '#model';
import { envelope, recordKindOf, search } from '#publish';
import { route } from '../route.ts';

const Hit = z.object({
  kind: z.enum(recordKinds),
  id: z.string(),
  title: z.string(),
  page: z.string().nullable(),
  score: z.number(),
  words: z.array(z.string()),
  excerpt: z.string().nullable(),
});

export const searchRoutes = [
  route({
    path: '/search',
    tag: 'overview',
    summary: 'Full-text search over every kind of record, most fitting first',
    search: z.object({
      q: z.string().min(1).max(200).openapi({ description: 'Words; all of them where any record holds all.' }),
      kind: z.string().max(600).optional().openapi({ description: 'Kinds of record, joined by commas.' }),
      limit: z.coerce.number().int().min(1).max(1000).default(20),
    }),
    result: z.object({ query: z.string(), total: z.number().int(), items: z.array(Hit) }),
    answer: ({ view, query, search: { q, kind, limit } }) => {
      const kinds = kind === undefined || kind === '' ? [] : kind.split(',').map(recordKindOf);
      return envelope(
        view,
        'search/1',
        query,
        { q, kind: kinds.join(','), limit },
        ['words that the record holds; what is not found may still have happened'],
        search(view, q, { kinds, limit }),
      );
    },
  }),
];

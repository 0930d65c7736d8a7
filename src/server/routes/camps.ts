/** Camps by recorded votes and positions (method 8), and similarity of voting records. */
import { z } from '@hono/zod-openapi';
import { campsDossier } from '#publish';
import { AnyObject, route } from '../route.ts';

export const campRoutes = [
  route({
    path: '/camps',
    datasets: true,
    tag: 'negotiation',
    summary: 'Who stands together by recorded votes and positions; consensus of each clause; similarity of pairs',
    search: z.object({
      least: z.coerce.number().int().min(1).max(200).default(4).openapi({ description: 'Known views a party needs.' }),
      k: z.coerce.number().int().min(1).max(10).optional().openapi({ description: 'Camps; default by silhouette.' }),
      seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1),
      parties: z
        .string()
        .max(800)
        .optional()
        .openapi({ description: 'Codes joined by commas: similarity of these pairs, or all pairs of one.' }),
    }),
    result: AnyObject,
    answer: ({ view, query, search: { least, k, seed, parties } }) =>
      campsDossier(view, query, {
        least,
        k: k ?? null,
        seed,
        parties: parties === undefined || parties === '' ? [] : parties.split(','),
      }),
  }),
];

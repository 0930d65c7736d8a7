/** Scorecards: six dials of one agreement or of all, composite and change on request. */
import { z } from '@hono/zod-openapi';
import { scorecardAnswer } from '#publish';
import { AnyObject, route } from '../route.ts';

export const scorecardRoutes = [
  route({
    path: '/scorecard',
    datasets: true,
    tag: 'metrics',
    summary: 'Six dials for every agreement, each with range, n, sources and method; a composite only on request',
    search: z.object({
      agreement: z.string().max(4000).optional().openapi({ description: 'Ids joined by commas. Default: all.' }),
      dials: z.string().max(200).optional().openapi({ description: 'Only these dials, joined by commas.' }),
      composite: z
        .string()
        .max(400)
        .optional()
        .openapi({ description: 'Weights such as coverage=2,obligation=1; an empty text means equal weights.' }),
      draws: z.coerce.number().optional(),
      seed: z.coerce.number().optional(),
      points: z.coerce.number().optional().openapi({ description: 'Points of the sensitivity analysis; 0: none.' }),
      compare: z.string().max(20).optional().openapi({ description: 'Earlier day: why did the numbers change?' }),
      'compare-standard': z.string().max(80).optional(),
      'compare-commitment': z.string().max(80).optional(),
    }),
    result: AnyObject,
    answer: ({ view, query, search }) =>
      scorecardAnswer(view, query, {
        agreements: search.agreement?.split(',').filter((id) => id !== ''),
        dials: search.dials?.split(',').filter((id) => id !== ''),
        composite: search.composite,
        draws: search.draws,
        seed: search.seed,
        points: search.points,
        compare: search.compare,
        compareStandard: search['compare-standard'],
        compareCommitment: search['compare-commitment'],
      }),
  }),
];

/** Conduct coverage of an agreement (method 1). */
import { z } from '@hono/zod-openapi';
import { responsibilityModes } from '#analysis';
import { coverageAnswer, datasetsCoverage, parseDatasets } from '#publish';
import { AnyObject, route } from '../route.ts';

export const coverageRoutes = [
  route({
    path: '/coverage/{agreement}',
    tag: 'metrics',
    summary: 'How much of the known conduct is by states bound by the agreement, beside the headcount',
    params: z.object({ agreement: z.string().max(200) }),
    search: z.object({
      universe: z
        .string()
        .max(100)
        .optional()
        .openapi({ description: 'recorded (default), or contrary to a clause of the agreement.' }),
      responsibility: z.enum(responsibilityModes).optional(),
      target: z.coerce.number().optional().openapi({ description: 'Share for the smallest set of states.' }),
      draws: z.coerce.number().optional(),
      seed: z.coerce.number().optional(),
      dataset: z.string().max(600).optional().openapi({
        description: 'Data sets side by side, joined by commas: "record", or names of /datasets.',
      }),
    }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement }, search, datasets }) =>
      search.dataset === undefined
        ? coverageAnswer(view, query, agreement, search)
        : datasetsCoverage(view, query, agreement, parseDatasets(search.dataset), datasets),
  }),
];

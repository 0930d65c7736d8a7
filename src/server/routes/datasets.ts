/** Data sets: the record and the imports of the instance, counts, and coverage side by side. */
import { z } from '@hono/zod-openapi';
import { datasetCounts, datasetLines, datasetsCoverage, envelope, parseDatasets } from '#publish';
import { route } from '../route.ts';

const Share = z.object({ value: z.number(), lower: z.number(), upper: z.number(), n: z.number().int() });
const Line = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  unit: z.string(),
  rows: z.number().int(),
  refused: z.number().int(),
  root: z.string().nullable(),
});
const Counts = z.object({
  operations: z.number().int(),
  withNamedState: z.number().int(),
  withoutNamedState: z.number().int(),
  domesticOnly: z.number().int(),
  nonStateOnly: z.number().int(),
  possiblyInWindow: z.number().int(),
  undated: z.number().int(),
  datedByDisclosure: z.number().int(),
  byState: z.array(z.object({ state: z.string(), operations: z.number() })),
  byYear: z.array(z.object({ year: z.number().int(), operations: z.number().int() })),
});
const Coverage = z.object({
  agreement: z.string(),
  asOf: z.string(),
  headcount: Share,
  datasets: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      publisher: z.string(),
      licence: z.string(),
      unit: z.string(),
      conduct: Share.nullable(),
      refused: z.string().nullable(),
      counts: Counts.nullable(),
      collection: z.string(),
    }),
  ),
  range: z.object({ lower: z.number(), upper: z.number(), sources: z.number().int() }).nullable(),
});

export const datasetRoutes = [
  route({
    path: '/datasets',
    tag: 'interchange',
    summary: 'The record and the imports of this instance, each with publisher, licence and root',
    result: z.object({ items: z.array(Line) }),
    fresh: true,
    answer: ({ view, query, datasets }) =>
      envelope(view, 'datasets/1', query, {}, [], { items: datasetLines(view, datasets) }),
  }),
  route({
    path: '/datasets/{id}',
    tag: 'interchange',
    summary: 'Counts over one import, by responsible state and by year',
    params: z.object({ id: z.string().max(120) }),
    result: z.object({ dataset: z.looseObject({}), counts: Counts }),
    fresh: true,
    answer: ({ view, query, datasets, params: { id } }) => datasetCounts(view, query, id, datasets),
  }),
  route({
    path: '/datasets-coverage/{agreement}',
    tag: 'interchange',
    summary: 'Conduct coverage of an agreement over several data sets, side by side',
    params: z.object({ agreement: z.string().max(200) }),
    search: z.object({
      dataset: z.string().max(600).default('record').openapi({
        description: 'Data sets joined by commas: "record", or names of /datasets.',
      }),
    }),
    result: Coverage,
    fresh: true,
    answer: ({ view, query, datasets, params: { agreement }, search: { dataset } }) =>
      datasetsCoverage(view, query, agreement, parseDatasets(dataset), datasets),
  }),
];

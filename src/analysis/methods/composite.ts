/** Method composite: if several indicators are summarised, how far does the ranking depend on the recipe? (methods, section 6) */
import { z } from 'zod';
import { method } from '#model';
import {
  joinComposite,
  runCompositePart,
  splitComposite,
  type CompositeInput,
  type CompositePart,
  type CompositePartResult,
} from '../composite/composite.ts';
import { normalisations } from '../composite/normalise.ts';
import { aggregations } from '../composite/score.ts';
import { fewestPoints } from '../statistics/sobol-indices.ts';
import { invalid } from '../statistics/refusal.ts';

const Name = z.string().min(1).max(200);
const Input = z.strictObject({
  indicators: z
    .array(
      z.strictObject({
        id: Name,
        weight: z.number().min(0).default(1),
        lowerIsBetter: z.boolean().default(false),
        goalposts: z
          .tuple([z.number(), z.number()])
          .nullable()
          .default(null)
          .describe('ends of the scale; values beyond are capped'),
        log: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(18),
  units: z
    .array(
      z.strictObject({
        id: Name,
        values: z.record(Name, z.number().nullable()).describe('by indicator; missing is not zero'),
      }),
    )
    .min(1)
    .max(500),
  normalisation: z.enum(normalisations).default('min-max'),
  aggregation: z.enum(aggregations).default('arithmetic'),
  minimumIndicators: z.number().int().min(1).default(1),
  drawnNormalisations: z.array(z.enum(normalisations)).min(1).optional().describe('default: the chosen one alone'),
  drawnAggregations: z.array(z.enum(aggregations)).min(1).optional().describe('default: the chosen one alone'),
  concentration: z
    .number()
    .gt(0)
    .nullable()
    .default(20)
    .describe('of weights around the chosen ones; null: uniform over all'),
  draws: z.number().int().min(1).max(200_000).default(10_000),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  points: z
    .number()
    .int()
    .min(0)
    .max(65_536)
    .default(0)
    .describe(`of the sensitivity analysis: 0, or a power of two from ${fewestPoints}`),
  replicates: z.number().int().min(2).max(64).default(4),
});
type Input = z.infer<typeof Input>;

const Index = z.strictObject({ value: z.number(), standardError: z.number() });
const Output = z.strictObject({
  units: z.array(
    z.strictObject({
      id: z.string(),
      score: z.number(),
      observed: z.number(),
      rank: z.strictObject({ lower: z.number(), median: z.number(), upper: z.number() }),
      first: z.number(),
    }),
  ),
  notScored: z.array(z.strictObject({ id: z.string(), observed: z.number() })),
  pairs: z.array(z.strictObject({ a: z.string(), b: z.string(), wins: z.number(), exact: z.number().nullable() })),
  weights: z.array(z.strictObject({ id: z.string(), weight: z.number() })),
  correlated: z.array(z.strictObject({ a: z.string(), b: z.string(), correlation: z.number() })),
  sensitivity: z
    .array(
      z.strictObject({
        id: z.string(),
        variance: z.number(),
        factors: z.array(z.strictObject({ factor: z.string(), first: Index, total: Index })),
      }),
    )
    .nullable(),
  draws: z.number(),
  seed: z.number(),
});
type Output = z.infer<typeof Output>;

function toComposite(input: Input): CompositeInput {
  const { indicators, units, normalisation, aggregation, drawnNormalisations, drawnAggregations, ...rest } = input;
  const ids = indicators.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw invalid('indicators', 'two indicators have one id');
  if (new Set(units.map(({ id }) => id)).size < units.length) throw invalid('units', 'two units have one id');
  units.forEach(({ values }, index) => {
    const stranger = Object.keys(values).find((id) => !ids.includes(id));
    if (stranger !== undefined) throw invalid(`units.${index}.values.${stranger}`, 'there is no such indicator');
  });
  return {
    ...rest,
    indicators,
    units: units.map(({ id, values }) => ({ id, values: ids.map((indicator) => values[indicator] ?? null) })),
    normalisation,
    aggregation,
    drawnNormalisations: drawnNormalisations ?? [normalisation],
    drawnAggregations: drawnAggregations ?? [aggregation],
  };
}

interface Part {
  input: CompositeInput;
  part: CompositePart;
}

function split(input: Input): Part[] {
  const composite = toComposite(input);
  return splitComposite(composite).map((part) => ({ input: composite, part }));
}

function run({ input, part }: Part): CompositePartResult {
  return runCompositePart(input, part);
}

function join(input: Input, results: readonly CompositePartResult[]): Output {
  return joinComposite(toComposite(input), results);
}

export const composite = method<Input, Output>({
  id: 'composite',
  version: 1,
  question: 'If several indicators are summarised, how far does the ranking depend on the recipe?',
  source: 'methods section 6; OECD/JRC 2008; Saltelli and others 2010; Jansen 1999',
  input: Input,
  output: Output,
  assumptions: [
    'weights are not importance: with correlated indicators one thing counts twice',
    'a missing indicator is left out and the other weights rescaled, never set to zero',
    'a rank is never given without its interval over drawn weights, normalisations and aggregations',
    'geometric means need values above 0: the floor is .01; z scores have none',
  ],
  compute: (input) => join(input, split(input).map(run)),
  parts: { split, run, join },
});

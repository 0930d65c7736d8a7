/** Method staggered-difference: the effect of joining, where parties join at different dates (methods, section 5e). */
import { z } from 'zod';
import { ServandaError, method } from '#model';
import { PanelRow, balancedPanel } from '../effect/panel.ts';
import { cohortsOf, groupTimeEffects, twoWayFixedEffects, type Cohorts } from '../effect/staggered-difference.ts';
import { quantile, standardDeviation } from '../statistics/quantile.ts';
import { drawStream } from '../statistics/random.ts';
import { invalid } from '../statistics/refusal.ts';

const Input = z.strictObject({
  rows: z
    .array(PanelRow.extend({ joined: z.number().int().nullable().describe('first period after joining; null: never') }))
    .max(200_000),
  comparison: z
    .enum(['never', 'not-yet'])
    .default('never')
    .describe('compare with units that never join, or have not yet'),
  draws: z.number().int().min(0).max(20_000).default(999).describe('bootstrap draws of whole units; 0: no intervals'),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
});
type Input = z.infer<typeof Input>;
/** `standardError`, `lower`, `upper` (2.5 and 97.5 %) by cluster bootstrap; null without draws. */
const Effect = z.strictObject({
  effect: z.number(),
  standardError: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});
const Output = z.strictObject({
  groupTime: z.array(Effect.extend({ cohort: z.number(), period: z.number(), pretest: z.boolean() })),
  simple: Effect,
  dynamic: z.strictObject({ overall: Effect, byExposure: z.array(Effect.extend({ exposure: z.number() })) }),
  group: z.strictObject({ overall: Effect, byCohort: z.array(Effect.extend({ cohort: z.number() })) }),
  twoWayFixedEffects: z.number().describe('for contrast only: biased where effects differ among cohorts'),
  units: z.strictObject({ total: z.number(), treated: z.number(), alwaysTreated: z.array(z.string()) }),
  bootstrap: z.strictObject({ draws: z.number(), unusable: z.number(), seed: z.number() }),
});

interface Part {
  input: Input;
  from: number;
  to: number;
}
const drawsPerPart = 100;

export const staggeredDifference = method<Input, z.infer<typeof Output>>({
  id: 'staggered-difference',
  version: 1,
  question: 'Did conduct change for those who joined, against those who did not, when they joined at different times?',
  source: "methods 5e; Callaway & Sant'Anna 2021",
  input: Input,
  output: Output,
  assumptions: [
    'without joining, outcomes of joiners would have moved in parallel with those of the comparison (pre-tests speak to it)',
    'no effect before joining, and none on the comparison',
    'units that joined from the first period on are left out',
    'intervals: whole units redrawn; draws that lose a cohort or the comparison are left out and counted',
  ],
  compute: (input) => join(input, split(input).map(run)),
  parts: {
    split,
    run: run,
    join: join,
  },
});

function read(input: Input): ReturnType<typeof cohortsOf> {
  const panel = balancedPanel(input.rows);
  const joined = new Map<string, number | null>();
  input.rows.forEach((row, index) => {
    const before = joined.get(row.unit);
    if (before !== undefined && before !== row.joined) {
      throw invalid(
        `rows[${index}].joined`,
        `${row.unit} has two dates of joining: ${String(before)} and ${String(row.joined)}.`,
      );
    }
    joined.set(row.unit, row.joined);
  });
  return cohortsOf(panel, joined);
}

function split(input: Input): Part[] {
  read(input);
  return Array.from({ length: Math.ceil(input.draws / drawsPerPart) }, (_, i) => ({
    input,
    from: i * drawsPerPart,
    to: Math.min(input.draws, (i + 1) * drawsPerPart),
  }));
}

/** One list of numbers a draw, in the order of `flatten`; null where the draw lost a cohort or the comparison. */
function run({ input, from, to }: Part): (number[] | null)[] {
  const cohorts = read(input);
  const size = flatten(cohorts, input, null).length;
  return Array.from({ length: to - from }, (_, i) => {
    const draw = drawStream(input.seed, from + i);
    const counts = new Float64Array(cohorts.units.length);
    for (let k = 0; k < counts.length; k += 1) {
      const unit = draw(counts.length);
      counts[unit] = (counts[unit] ?? 0) + 1;
    }
    try {
      const values = flatten(cohorts, input, counts);
      return values.length === size && values.every(Number.isFinite) ? values : null;
    } catch (error) {
      if (error instanceof ServandaError && error.code === 'REFUSED') return null;
      throw error;
    }
  });
}

function flatten(cohorts: Cohorts, { comparison }: Input, counts: Float64Array | null): number[] {
  const { effects, aggregates } = groupTimeEffects(cohorts, comparison, counts);
  const { simple, dynamic, group } = aggregates;
  return [
    simple,
    dynamic.overall,
    group.overall,
    ...effects.map(({ effect }) => effect),
    ...dynamic.byExposure.map(({ effect }) => effect),
    ...group.byCohort.map(({ effect }) => effect),
  ];
}

function join(input: Input, results: (number[] | null)[][]): z.infer<typeof Output> {
  const cohorts = read(input);
  const all = results.flat();
  const usable = all.filter((values) => values !== null);
  const { effects, aggregates } = groupTimeEffects(cohorts, input.comparison);
  const { dynamic, group } = aggregates;
  let place = 0;
  const withErrors = (effect: number): z.infer<typeof Effect> => {
    const own = usable.map((values) => values[place] ?? NaN);
    place += 1;
    if (own.length < 2) return { effect, standardError: null, lower: null, upper: null };
    return { effect, standardError: standardDeviation(own), lower: quantile(own, 0.025), upper: quantile(own, 0.975) };
  };
  // In the order of `flatten`.
  const simple = withErrors(aggregates.simple);
  const overall = withErrors(dynamic.overall);
  const groupOverall = withErrors(group.overall);
  return {
    simple,
    groupTime: effects.map(({ cohort, period, pretest, effect }) => ({
      cohort,
      period,
      pretest,
      ...withErrors(effect),
    })),
    dynamic: {
      overall,
      byExposure: dynamic.byExposure.map(({ exposure, effect }) => ({ exposure, ...withErrors(effect) })),
    },
    group: {
      overall: groupOverall,
      byCohort: group.byCohort.map(({ cohort, effect }) => ({ cohort, ...withErrors(effect) })),
    },
    twoWayFixedEffects: twoWayFixedEffects(cohorts),
    units: {
      total: cohorts.units.length,
      treated: cohorts.units.filter(({ cohort }) => cohort !== null).length,
      alwaysTreated: cohorts.alwaysTreated,
    },
    bootstrap: { draws: all.length, unusable: all.length - usable.length, seed: input.seed },
  };
}

/** Method synthetic-control: one treated unit against a weighted average of others, with placebos in space (5f). */
import { z } from 'zod';
import { method } from '#model';
import { PanelRows, balancedPanel } from '../effect/panel.ts';
import { donorsOf, simpleDifference, syntheticControl as fit, type SyntheticFit } from '../effect/synthetic-control.ts';
import { invalid } from '../statistics/refusal.ts';

const Input = z.strictObject({
  rows: PanelRows.describe('one row a unit and period; every unit in every period'),
  treated: z.string().min(1).max(200),
  from: z.number().int().describe('first period after the agreement'),
});
type Input = z.infer<typeof Input>;
const Output = z.strictObject({
  effect: z.number().describe('mean gap after the date'),
  weights: z.array(z.strictObject({ unit: z.string(), weight: z.number() })),
  preRmspe: z.number(),
  postRmspe: z.number(),
  ratio: z.number().nullable(),
  simpleDifference: z.number().describe('plain difference-in-differences against all others, for contrast'),
  gaps: z.array(z.strictObject({ period: z.number(), outcome: z.number(), synthetic: z.number(), gap: z.number() })),
  placebos: z.strictObject({
    rank: z.number().nullable().describe('of the treated unit by post/pre RMSPE ratio; 1 is the largest'),
    units: z.number(),
    share: z.number().nullable().describe('rank / units'),
    ratios: z.array(z.strictObject({ unit: z.string(), ratio: z.number().nullable() })),
  }),
});

interface Part {
  input: Input;
  units: string[];
}
const unitsPerPart = 4;

export const syntheticControl = method<Input, z.infer<typeof Output>>({
  id: 'synthetic-control',
  version: 1,
  question: 'What would the unit have been without the agreement, by units that did not join?',
  source: 'methods 5f; Abadie, Diamond & Hainmueller 2010',
  input: Input,
  output: Output,
  assumptions: [
    'donors were not affected by the agreement',
    'what links treated unit and donors before the date goes on after it',
    'the rank among placebos in space stands for inference; with few donors it cannot be small',
  ],
  compute: (input) => join(input, split(input).map(run)),
  parts: {
    split,
    run: run,
    join: join,
  },
});

function split(input: Input): Part[] {
  const panel = balancedPanel(input.rows);
  if (!panel.outcomes.has(input.treated)) throw invalid('treated', `"${input.treated}" is not a unit of the panel.`);
  const units = [input.treated, ...donorsOf(panel, input.treated, input.treated)];
  return Array.from({ length: Math.ceil(units.length / unitsPerPart) }, (_, i) => ({
    input,
    units: units.slice(i * unitsPerPart, (i + 1) * unitsPerPart),
  }));
}

function run({ input: { rows, treated, from }, units }: Part): SyntheticFit[] {
  const panel = balancedPanel(rows);
  // A donor's own comparison needs a donor: with one donor only there is no placebo.
  return units.flatMap((unit) =>
    unit !== treated && donorsOf(panel, unit, treated).length === 0 ? [] : [fit(panel, unit, treated, from)],
  );
}

function join({ rows, treated, from }: Input, results: SyntheticFit[][]): z.infer<typeof Output> {
  const [main, ...others] = results.flat();
  if (!main) throw invalid('treated', `"${treated}" is not a unit of the panel.`);
  const ratios = [main, ...others].map(({ unit, ratio }) => ({ unit, ratio }));
  const own = main.ratio;
  const rank = own === null ? null : 1 + others.filter(({ ratio }) => ratio === null || ratio >= own).length;
  const byRatio = (value: number | null): number => value ?? Infinity;
  return {
    effect: main.effect,
    weights: main.weights,
    preRmspe: main.preRmspe,
    postRmspe: main.postRmspe,
    ratio: own,
    simpleDifference: simpleDifference(balancedPanel(rows), treated, from),
    gaps: main.gaps,
    placebos: {
      rank,
      units: ratios.length,
      share: rank === null ? null : rank / ratios.length,
      ratios: ratios.sort((a, b) => byRatio(b.ratio) - byRatio(a.ratio) || (a.unit < b.unit ? -1 : 1)),
    },
  };
}

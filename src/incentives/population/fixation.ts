/** Does one newcomer take over? Moran process: fixation with constant and with frequency-dependent fitness. */
import { z } from 'zod';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { ServandaError, method } from '#model';
import { matchSeed } from '../games/simulate.ts';

export const FixationInput = z.strictObject({
  population: z.number().int().min(2).max(10_000),
  fitness: z
    .union([
      z.strictObject({ relative: z.number().positive().describe('fitness of the newcomer, residents at 1') }),
      z.strictObject({
        payoffs: z
          .tuple([z.number(), z.number(), z.number(), z.number()])
          .describe(
            'a, b, c, d: newcomer against newcomer, newcomer against resident, resident against newcomer, and each other',
          ),
        selection: z.number().min(0).max(1).describe('w: fitness is 1 - w + w times payoff'),
      }),
    ])
    .describe('constant, or depending on how many there are'),
  simulate: z
    .strictObject({
      runs: z.number().int().min(1).max(1_000_000).default(10_000),
      seed: z.number().int().min(0).max(4_294_967_295).default(1),
    })
    .nullable()
    .default(null),
});
export type FixationInput = z.infer<typeof FixationInput>;

export interface FixationResult {
  /** Probability that a single newcomer takes over. */
  fixation: number;
  /** Fixation times population: above 1 selection favours the newcomer. */
  againstNeutral: number;
  simulated: { runs: number; seed: number; share: number; standardError: number } | null;
}

/** Fitness of newcomers and residents when there are i newcomers. */
function fitnessAt({ population: N, fitness }: FixationInput, i: number): { f: number; g: number } {
  if ('relative' in fitness) return { f: fitness.relative, g: 1 };
  const [a, b, c, d] = fitness.payoffs;
  const w = fitness.selection;
  return {
    f: 1 - w + (w * (a * (i - 1) + b * (N - i))) / (N - 1),
    g: 1 - w + (w * (c * i + d * (N - i - 1))) / (N - 1),
  };
}

/** ρ = 1/(1 + Σ_k Π_{i≤k} g_i/f_i); for constant fitness (1 - 1/r)/(1 - r^-N), and 1/N for r = 1. */
export function fixationProbability(input: FixationInput): number {
  const { population: N, fitness } = input;
  if ('relative' in fitness) {
    const r = fitness.relative;
    // The ratio loses its digits near r = 1: expm1 and log1p keep them.
    const log = Math.log(r);
    return r === 1 ? 1 / N : Math.expm1(-log) / Math.expm1(-N * log);
  }
  let [sum, product] = [1, 1];
  for (let i = 1; i < N; i += 1) {
    const { f, g } = fitnessAt(input, i);
    if (!(f > 0) || !(g > 0)) {
      throw new ServandaError(
        'INPUT_INVALID',
        `With ${i} newcomers a fitness is not positive (${f} and ${g}); lower the selection or raise the payoffs.`,
        { place: { field: 'fitness' } },
      );
    }
    product *= g / f;
    sum += product;
  }
  return 1 / sum;
}

const runsInPart = 2000;
interface Part {
  input: FixationInput;
  from: number;
  to: number;
}

function split(input: FixationInput): Part[] {
  const runs = input.simulate?.runs ?? 0;
  return Array.from({ length: Math.ceil(runs / runsInPart) }, (_, part) => ({
    input,
    from: part * runsInPart,
    to: Math.min(runs, (part + 1) * runsInPart),
  }));
}

/** Counts take-overs. Only births that change the count are played: from i newcomers up with probability f/(f + g). */
function run({ input, from, to }: Part): number {
  const { population: N } = input;
  const seed = input.simulate?.seed ?? 0;
  const thresholds = Float64Array.from({ length: N }, (_, i) => {
    const { f, g } = fitnessAt(input, i);
    return (f / (f + g)) * 0x1_0000_0000;
  });
  let taken = 0;
  for (let at = from; at < to; at += 1) {
    const generator = xoroshiro128plus(matchSeed(seed, at));
    let i = 1;
    while (i > 0 && i < N) i += generator.next() >>> 0 < (thresholds[i] as number) ? 1 : -1;
    if (i === N) taken += 1;
  }
  return taken;
}

function join(input: FixationInput, results: readonly number[]): FixationResult {
  const fixation = fixationProbability(input);
  const { simulate, population } = input;
  const taken = results.reduce((sum, count) => sum + count, 0);
  const share = simulate === null ? 0 : taken / simulate.runs;
  return {
    fixation,
    againstNeutral: fixation * population,
    simulated:
      simulate === null
        ? null
        : { ...simulate, share, standardError: Math.sqrt((share * (1 - share)) / simulate.runs) },
  };
}

const n = z.number();
export const fixationMethod = method<FixationInput, FixationResult>({
  id: 'fixation',
  version: 1,
  question: 'Would a habit of keeping promises, once one has it, spread to all?',
  source: 'Methods, section 9; Moran 1958; Nowak and others 2004, Nature 428; Imhof, Fudenberg and Nowak 2007',
  input: FixationInput,
  output: z.object({
    fixation: n,
    againstNeutral: n,
    simulated: z.object({ runs: n, seed: n, share: n, standardError: n }).nullable(),
  }),
  assumptions: [
    'a well-mixed population of constant size, one birth and one death a step',
    'states are few and unlike; the model speaks of habits that are copied, not of states that die out',
  ],
  compute: (input) => join(input, split(input).map(run)),
  parts: { split, run: run, join },
});

/** Method agreement-of-raters: do reviewers agree more than chance would have it? (methods, section 7) */
import { z } from 'zod';
import { ServandaError, method } from '#model';
import type { kappaWeightings } from '../statistics/kappa.ts';
import { cohenKappa, disagreementWeights, fleissKappa, tableOf } from '../statistics/kappa.ts';
import { krippendorffAlpha, type AlphaMetric } from '../statistics/krippendorff.ts';
import { drawStream } from '../statistics/random.ts';
import { invalid } from '../statistics/refusal.ts';

const Rating = z.number().nullable();
const Counts = z
  .array(z.array(z.number().min(0)).min(2).max(100))
  .min(1)
  .max(10_000);
const Input = z.strictObject({
  ratings: z
    .array(z.array(Rating).max(10_000))
    .min(2)
    .max(200)
    .optional()
    .describe('ratings[rater][unit]; null: not rated'),
  table: Counts.optional().describe('two reviewers: counts by category of the first and of the second'),
  weights: z
    .array(z.array(z.number().min(0)))
    .optional()
    .describe('weights of disagreement for the table'),
  counts: Counts.optional().describe('ratings per subject and category, as many for every subject (Fleiss)'),
  bootstraps: z.number().int().min(0).max(20_000).default(2000).describe('of units, for intervals of alpha'),
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
});
type Input = z.infer<typeof Input>;

export const alphaVerdicts = ['reliable', 'tentative', 'do-not-publish', 'not-stated'] as const;
export type AlphaVerdict = (typeof alphaVerdicts)[number];

/** Krippendorff 2019: from .800 reliable, from .667 tentative; below, the score is not published. */
export function verdictOfAlpha(alpha: number | null): AlphaVerdict {
  if (alpha === null) return 'not-stated';
  return alpha >= 0.8 ? 'reliable' : alpha >= 0.667 ? 'tentative' : 'do-not-publish';
}

const Alpha = z.strictObject({
  alpha: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  verdict: z.enum(alphaVerdicts),
});
const Output = z.strictObject({
  alpha: z
    .strictObject({
      nominal: Alpha,
      ordinal: Alpha,
      interval: Alpha,
      ratio: Alpha,
      pairable: z.number(),
      units: z.number(),
    })
    .nullable(),
  kappa: z
    .strictObject({
      unweighted: z.number(),
      linear: z.number(),
      quadratic: z.number(),
      custom: z.number().nullable(),
      n: z.number(),
    })
    .nullable()
    .describe('of two reviewers'),
  fleiss: z.strictObject({ kappa: z.number(), alphaNominal: z.number().nullable(), subjects: z.number() }).nullable(),
});

function alphasOf(ratings: readonly (readonly (number | null)[])[], { bootstraps, seed }: Input) {
  const units = Math.max(...ratings.map((row) => row.length));
  const columns = Array.from({ length: units }, (_, unit) => ratings.map((row) => row[unit] ?? null));
  const draw = drawStream(seed, 0);
  const draws = Array.from({ length: bootstraps }, () => Array.from({ length: units }, () => draw(units)));
  const of = (metric: AlphaMetric) => {
    const { alpha } = krippendorffAlpha(ratings, metric);
    // A resample without disagreement to expect has no alpha and cannot narrow the interval.
    const values = draws
      .map(
        (chosen) =>
          krippendorffAlpha(
            ratings.map((_, rater) => chosen.map((unit) => columns[unit]?.[rater] ?? null)),
            metric,
          ).alpha,
      )
      .filter((value) => value !== null)
      .sort((a, b) => a - b);
    const at = (level: number): number | null =>
      values[Math.min(values.length - 1, Math.floor(level * values.length))] ?? null;
    return { alpha, lower: at(0.025), upper: at(0.975), verdict: verdictOfAlpha(alpha) };
  };
  const { pairable, units: rated } = krippendorffAlpha(ratings, 'nominal');
  return {
    nominal: of('nominal'),
    ordinal: of('ordinal'),
    interval: of('interval'),
    ratio: of('ratio'),
    pairable,
    units: rated,
  };
}

function kappasOf(table: readonly (readonly number[])[], weights: readonly (readonly number[])[] | undefined) {
  const of = (weighting: (typeof kappaWeightings)[number]): number =>
    cohenKappa(table, disagreementWeights(table.length, weighting));
  return {
    unweighted: of('unweighted'),
    linear: of('linear'),
    quadratic: of('quadratic'),
    custom: weights ? cohenKappa(table, weights) : null,
    n: table.flat().reduce((sum, count) => sum + count, 0),
  };
}

/** Two reviewers' ratings as a table over the categories that occur; null for other numbers of reviewers. */
function tableOfTwo(ratings: readonly (readonly (number | null)[])[]): number[][] | null {
  const [first, second] = ratings;
  if (ratings.length !== 2 || !first || !second) return null;
  const categories = [...new Set([...first, ...second].filter((value) => value !== null))].sort((a, b) => a - b);
  const table = tableOf(first, second, categories);
  return table.flat().some((count) => count > 0) ? table : null;
}

/** Where all ratings are one and the same there is no κ to state; alpha says so by null. */
function kappasOrNothing(table: readonly (readonly number[])[]) {
  try {
    return kappasOf(table, undefined);
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return null;
    throw error;
  }
}

/** One rater a rating: rows of categories, for alpha over counts. */
function ratingsOfCounts(counts: readonly (readonly number[])[]): number[][] {
  const rows = counts.map((row) => row.flatMap((count, category) => new Array<number>(count).fill(category)));
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, rater) => rows.map((row) => row[rater] as number));
}

export const agreementOfRaters = method<Input, z.infer<typeof Output>>({
  id: 'agreement-of-raters',
  version: 1,
  question: 'Do reviewers agree more than chance would have it?',
  source: 'methods section 7; Krippendorff 2019; Cohen 1960, 1968; Fleiss 1971',
  input: Input,
  output: Output,
  assumptions: [
    'raters judged apart from each other',
    'levels are ordinal, so the ordinal alpha is the one to quote; from .800 reliable, from .667 tentative, below it the score is not published',
    'intervals are 2.5 to 97.5 per cent of a bootstrap of units',
  ],
  compute: (input) => {
    const { ratings, table, weights, counts } = input;
    if (!ratings && !table && !counts) throw invalid('ratings', 'give ratings, a table or counts');
    if (weights && !table) throw invalid('weights', 'weights go with a table');
    const two = table ?? null;
    const paired = two === null && ratings ? tableOfTwo(ratings) : null;
    return {
      alpha: ratings ? alphasOf(ratings, input) : null,
      kappa: two ? kappasOf(two, weights) : paired ? kappasOrNothing(paired) : null,
      fleiss: counts
        ? {
            kappa: fleissKappa(counts),
            alphaNominal: krippendorffAlpha(ratingsOfCounts(counts), 'nominal').alpha,
            subjects: counts.length,
          }
        : null,
    };
  },
});

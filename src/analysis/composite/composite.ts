/** Composite scores with what hangs on the recipe: rank intervals, win probabilities, Sobol indices (methods, section 6). */
import { dirichlet } from '../statistics/chance.ts';
import { upperGamma } from '../statistics/special-functions.ts';
import { drawStream } from '../statistics/random.ts';
import { invalid, refusal } from '../statistics/refusal.ts';
import { joinReplicates, sobolReplicate, type SobolIndex, type SobolReplicate } from '../statistics/sobol-indices.ts';
import { normalise, normalisations, type Indicator, type Normalisation } from './normalise.ts';
import { aggregate, rankOf, type Aggregation } from './score.ts';
import { exactWinProbability } from './win-probability.ts';

export interface CompositeInput {
  indicators: readonly Indicator[];
  /** values[i] of indicator i; null: missing. */
  units: readonly { id: string; values: readonly (number | null)[] }[];
  normalisation: Normalisation;
  aggregation: Aggregation;
  /** Units with fewer observed indicators are not scored. */
  minimumIndicators: number;
  /** Recipes drawn from, besides weights; z with a geometric mean is no recipe (values below 0). */
  drawnNormalisations: readonly Normalisation[];
  drawnAggregations: readonly Aggregation[];
  /** Dirichlet around the chosen weights: the larger, the nearer; null: uniform over all weights. */
  concentration: number | null;
  draws: number;
  seed: number;
  /** Points of a replicate of the sensitivity analysis; 0: none. */
  points: number;
  replicates: number;
}

export interface UnitResult {
  id: string;
  score: number;
  observed: number;
  /** Never shown without the interval: 5, 50 and 95 per cent of the draws. */
  rank: { lower: number; median: number; upper: number };
  /** Share of the draws in which the unit comes first. */
  first: number;
}

export interface CompositeResult {
  units: UnitResult[];
  /** Units with too few observed indicators. */
  notScored: { id: string; observed: number }[];
  /** Share of the draws in which a is ahead of b, ties counted half; `exact` for uniform weights and one recipe. */
  pairs: { a: string; b: string; wins: number; exact: number | null }[];
  weights: { id: string; weight: number }[];
  /** Spearman-like warning: Pearson correlation of the normalised indicators above .9 counts one thing twice. */
  correlated: { a: string; b: string; correlation: number }[];
  sensitivity:
    { id: string; variance: number; factors: { factor: string; first: SobolIndex; total: SobolIndex }[] }[] | null;
  draws: number;
  seed: number;
}

/** What a part of the draws gives: per unit how often each rank, per pair how often ahead. */
export interface RankPart {
  kind: 'ranks';
  ranks: number[][];
  wins: number[];
}
export type CompositePart = { kind: 'ranks'; part: number; draws: number } | { kind: 'sensitivity'; replicate: number };
export type CompositePartResult = RankPart | { kind: 'sensitivity'; replicate: SobolReplicate };

const drawsPerPart = 1000;

interface Prepared {
  ids: string[];
  observed: number[];
  /** [recipe][unit][indicator], for each normalisation in use */
  normalised: Map<Normalisation, (number | null)[][]>;
  weights: number[];
  recipes: { normalisation: Normalisation; aggregation: Aggregation }[];
  notScored: { id: string; observed: number }[];
}

/** Checks and normalises; throws INPUT_INVALID or REFUSED by name. */
function prepare(input: CompositeInput): Prepared {
  const { indicators, units, minimumIndicators } = input;
  const total = indicators.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw invalid('indicators', 'the weights sum to nothing');
  for (const [index, { values }] of units.entries()) {
    if (values.length !== indicators.length) {
      throw invalid(
        `units.${index}.values`,
        `${values.length} values for ${indicators.length} indicators; a missing value is null`,
      );
    }
  }
  const observedOf = (values: readonly (number | null)[]): number => values.filter((value) => value !== null).length;
  const scored = units.filter(({ values }) => observedOf(values) >= minimumIndicators);
  if (scored.length === 0) {
    throw refusal(
      'too-few-observations',
      `No unit has ${minimumIndicators} observed indicators, so nothing is scored.`,
      {
        needed: minimumIndicators,
      },
    );
  }
  const recipes = recipesOf(input);
  const inUse = new Set([input.normalisation, ...recipes.map(({ normalisation }) => normalisation)]);
  const normalised = new Map(
    normalisations
      .filter((how) => inUse.has(how))
      .map((how) => {
        const columns = indicators.map((indicator, i) =>
          normalise(
            scored.map(({ values }) => values[i] ?? null),
            indicator,
            how,
          ),
        );
        return [how, scored.map((_, unit) => columns.map((column) => column[unit] ?? null))];
      }),
  );
  return {
    ids: scored.map(({ id }) => id),
    observed: scored.map(({ values }) => observedOf(values)),
    normalised,
    weights: indicators.map(({ weight }) => weight / total),
    recipes,
    notScored: units
      .filter(({ values }) => observedOf(values) < minimumIndicators)
      .map(({ id, values }) => ({ id, observed: observedOf(values) })),
  };
}

function recipesOf({ drawnNormalisations, drawnAggregations }: CompositeInput): Prepared['recipes'] {
  const recipes = drawnNormalisations.flatMap((normalisation) =>
    drawnAggregations.map((aggregation) => ({ normalisation, aggregation })),
  );
  const possible = recipes.filter(
    ({ normalisation, aggregation }) => !(normalisation === 'z' && aggregation === 'geometric'),
  );
  if (possible.length === 0) throw invalid('drawnNormalisations', 'no recipe is left: z scores have no geometric mean');
  return possible;
}

function scoresOf({ normalised }: Prepared, weights: ArrayLike<number>, recipe: Prepared['recipes'][number]): number[] {
  const rows = normalised.get(recipe.normalisation) ?? [];
  return rows.map((values) => aggregate(values, weights, recipe.aggregation) ?? -Infinity);
}

/** The parts of a run. */
export function splitComposite({ draws, points, replicates }: CompositeInput): CompositePart[] {
  const parts: CompositePart[] = [];
  for (let done = 0, part = 0; done < draws; done += drawsPerPart, part += 1) {
    parts.push({ kind: 'ranks', part, draws: Math.min(drawsPerPart, draws - done) });
  }
  if (points > 0) {
    for (let replicate = 0; replicate < replicates; replicate += 1) parts.push({ kind: 'sensitivity', replicate });
  }
  return parts;
}

/** One part; equal input and part, equal result. */
export function runCompositePart(input: CompositeInput, part: CompositePart): CompositePartResult {
  const prepared = prepare(input);
  return part.kind === 'ranks'
    ? drawRanks(input, prepared, part)
    : { kind: 'sensitivity', replicate: sensitivityReplicate(input, prepared, part.replicate) };
}

function shapesOf({ concentration }: CompositeInput, weights: readonly number[]): number[] {
  // A weight of 0 stays near 0; a Dirichlet needs shapes above it.
  return weights.map((weight) => (concentration === null ? 1 : Math.max(1e-3, concentration * weight)));
}

function drawRanks(
  input: CompositeInput,
  prepared: Prepared,
  { part, draws }: { part: number; draws: number },
): RankPart {
  const draw = drawStream(input.seed, part);
  const n = prepared.ids.length;
  const ranks = prepared.ids.map(() => new Array<number>(n).fill(0));
  const wins = new Array<number>((n * (n - 1)) / 2).fill(0);
  const shapes = shapesOf(input, prepared.weights);
  for (let i = 0; i < draws; i += 1) {
    const recipe = prepared.recipes[draw(prepared.recipes.length)] as Prepared['recipes'][number];
    const scores = scoresOf(prepared, dirichlet(draw, shapes), recipe);
    let pair = 0;
    for (let a = 0; a < n; a += 1) {
      const row = ranks[a] as number[];
      const rank = rankOf(scores, a) - 1;
      row[rank] = (row[rank] as number) + 1;
      for (let b = a + 1; b < n; b += 1, pair += 1) {
        const difference = (scores[a] as number) - (scores[b] as number);
        wins[pair] = (wins[pair] as number) + (Math.abs(difference) <= 1e-12 ? 0.5 : difference > 0 ? 1 : 0);
      }
    }
  }
  return { kind: 'ranks', ranks, wins };
}

/** Inputs of the sensitivity analysis: one for each weight, then the choice of recipe. */
function sensitivityReplicate(input: CompositeInput, prepared: Prepared, replicate: number): SobolReplicate {
  const k = input.indicators.length;
  const quantiles = shapesOf(input, prepared.weights).map(gammaQuantiles);
  const { recipes } = prepared;
  return sobolReplicate(
    (x) => {
      const weights = quantiles.map((table, i) => interpolate(table, x[i] as number));
      const recipe = recipes[Math.min(recipes.length - 1, Math.floor((x[k] as number) * recipes.length))];
      return scoresOf(prepared, weights, recipe as Prepared['recipes'][number]);
    },
    k + 1,
    // Streams of the ranks begin at 0; these lie beyond any number of parts.
    { points: input.points, seed: input.seed, replicate: 0x4000_0000 + replicate },
  );
}

const tableSize = 1024;

/** Quantiles of a gamma variate at the middles of equal steps: weights from uniform inputs. */
function gammaQuantiles(shape: number): Float64Array {
  return Float64Array.from({ length: tableSize }, (_, i) => {
    const tail = 1 - (i + 0.5) / tableSize;
    let [low, high] = [0, shape + 40 * Math.sqrt(shape) + 40];
    for (let step = 0; step < 60; step += 1) {
      const middle = (low + high) / 2;
      if (upperGamma(shape, middle) > tail) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}

function interpolate(table: Float64Array, u: number): number {
  const place = Math.min(tableSize - 1, Math.max(0, u * tableSize - 0.5));
  const low = Math.min(tableSize - 2, Math.floor(place));
  return (table[low] as number) + (place - low) * ((table[low + 1] as number) - (table[low] as number));
}

/** Puts the parts, in their order, together. */
export function joinComposite(input: CompositeInput, results: readonly CompositePartResult[]): CompositeResult {
  const prepared = prepare(input);
  const parts = results.filter((one) => one.kind === 'ranks');
  const replicates = results.flatMap((one) => (one.kind === 'sensitivity' ? [one.replicate] : []));
  const chosen = { normalisation: input.normalisation, aggregation: input.aggregation };
  if (chosen.normalisation === 'z' && chosen.aggregation === 'geometric') {
    throw invalid('aggregation', 'z scores have no geometric mean; take min-max or rank');
  }
  const scores = scoresOf(prepared, prepared.weights, chosen);
  const { ids } = prepared;
  const ranks = ids.map((_, unit) => sumOf(parts.map((part) => part.ranks[unit] ?? [])));
  const wins = sumOf(parts.map((part) => part.wins));
  return {
    units: ids.map((id, unit) => ({
      id,
      score: scores[unit] as number,
      observed: prepared.observed[unit] as number,
      rank: {
        lower: rankAt(ranks[unit] ?? [], 0.05),
        median: rankAt(ranks[unit] ?? [], 0.5),
        upper: rankAt(ranks[unit] ?? [], 0.95),
      },
      first: (ranks[unit]?.[0] ?? 0) / input.draws,
    })),
    notScored: prepared.notScored,
    pairs: pairsOf(input, prepared, wins),
    weights: input.indicators.map(({ id }, i) => ({ id, weight: prepared.weights[i] as number })),
    correlated: correlations(input, prepared),
    sensitivity: replicates.length === 0 ? null : sensitivityOf(input, ids, replicates),
    draws: input.draws,
    seed: input.seed,
  };
}

function sumOf(rows: readonly (readonly number[])[]): number[] {
  const sum = new Array<number>(rows[0]?.length ?? 0).fill(0);
  for (const row of rows) row.forEach((value, i) => (sum[i] = (sum[i] as number) + value));
  return sum;
}

function rankAt(counts: readonly number[], level: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let cumulative = 0;
  for (const [i, count] of counts.entries()) {
    cumulative += count;
    if (cumulative >= level * total - 1e-9) return i + 1;
  }
  return counts.length;
}

function pairsOf(input: CompositeInput, prepared: Prepared, wins: readonly number[]): CompositeResult['pairs'] {
  const { ids, normalised, recipes } = prepared;
  const only = recipes.length === 1 ? recipes[0] : undefined;
  const rows =
    only?.aggregation === 'arithmetic' && input.concentration === null ? normalised.get(only.normalisation) : undefined;
  const pairs: CompositeResult['pairs'] = [];
  for (let a = 0; a < ids.length; a += 1) {
    for (let b = a + 1; b < ids.length; b += 1) {
      const differences = rows?.[a]?.map((value, i) => (value ?? NaN) - (rows[b]?.[i] ?? NaN)) ?? [NaN];
      pairs.push({
        a: ids[a] as string,
        b: ids[b] as string,
        wins: (wins[pairs.length] ?? 0) / input.draws,
        exact: differences.some(Number.isNaN) ? null : exactWinProbability(differences),
      });
    }
  }
  return pairs;
}

function correlations(
  { indicators, normalisation }: CompositeInput,
  { normalised }: Prepared,
): CompositeResult['correlated'] {
  const rows = normalised.get(normalisation) ?? [];
  return indicators.flatMap(({ id }, i) =>
    indicators.slice(i + 1).flatMap((other, offset) => {
      const pairs = rows.flatMap((row) => {
        const [x, y] = [row[i] ?? null, row[i + 1 + offset] ?? null];
        return x === null || y === null ? [] : [[x, y] as const];
      });
      const correlation = pearson(pairs);
      return correlation !== null && Math.abs(correlation) > 0.9 ? [{ a: id, b: other.id, correlation }] : [];
    }),
  );
}

function pearson(pairs: readonly (readonly [number, number])[]): number | null {
  const n = pairs.length;
  if (n < 3) return null;
  const [mx, my] = [0, 1].map((k) => pairs.reduce((sum, pair) => sum + (pair[k] as number), 0) / n) as [number, number];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

function sensitivityOf(
  { indicators }: CompositeInput,
  ids: readonly string[],
  replicates: readonly SobolReplicate[],
): NonNullable<CompositeResult['sensitivity']> {
  const factors = [...indicators.map(({ id }) => `weight of ${id}`), 'recipe'];
  return ids.map((id, output) => {
    const { variance, first, total } = joinReplicates(replicates, output);
    return {
      id,
      variance,
      factors: factors.map((factor, i) => ({
        factor,
        first: first[i] as SobolIndex,
        total: total[i] as SobolIndex,
      })),
    };
  });
}

/** Method 8, frontier: all texts that are not dominated on strength and participation, who blocks what, and at which price. */
import { z } from 'zod';
import { ServandaError, method } from '#model';
import { enumerateFrontier } from './enumerate.ts';
import { FrontierInput, measures, type Measure } from './input.ts';
import { perturb } from './perturb.ts';
import { pricesOf, strongestText, type PriceList } from './prices.ts';
import {
  acceptingParties,
  compileProblem,
  participationOf,
  strengthOf,
  unit,
  wholeOf,
  type Problem,
  type Text,
} from './problem.ts';
import { searchFrontier, searchOrder } from './search.ts';
import { Staircase, type Point } from './staircase.ts';
import { judgeText, type TextVerdict } from './verdicts.ts';
import { warmStart } from './warm-start.ts';

/** Up to so many texts are visited one by one, so that ties are counted too. */
export const enumerationLimit = 100_000;
/** Beyond, enumeration asked for by name is refused: it would not finish. */
const enumerationCeiling = 5_000_000;

/** Below this, visiting every text is quicker than looking for a first good one; both give the same points. */
const quickEnumeration = 1000;

/** A text on the frontier. */
export interface FrontierPoint extends TextVerdict {
  /** Participation in this frontier's measure, and as a share of the whole. */
  value: number;
  share: number;
  /** How many texts have exactly this strength and participation; null where branch and bound keeps one of them. */
  tied: number | null;
  /** Share of the perturbed repeats in which this text is not dominated; null where none were asked for. */
  stays: number | null;
}

/** The frontier under one measure of participation. */
export interface MeasuredFrontier {
  measure: Measure;
  whole: number;
  engine: 'enumeration' | 'branch-and-bound';
  /** `optimal`: proven; `gap`: the search ended at its node limit, and `gap` says what may be missing. */
  proof: 'optimal' | 'gap';
  gap: { participation: number; bounds: { strength: number; participation: number }[] } | null;
  nodes: number;
  points: FrontierPoint[];
}

export interface FrontierResult {
  texts: number;
  frontiers: MeasuredFrontier[];
  /** The strongest text found that every party accepts; null where there is none, or measure `count` was not asked for. */
  consensus: TextVerdict | null;
  /** The text of the strongest wordings, with everyone who blocks it. */
  strongest: TextVerdict;
  prices: PriceList[];
  robustness: { draws: number; spread: number; seed: number } | null;
}

type SearchPart = {
  kind: 'search';
  measure: Measure;
  first: number | null;
  engine: MeasuredFrontier['engine'];
  /** Points found beforehand, the same for all parts of a measure. */
  known: readonly Point[];
  input: FrontierInput;
};
type DrawPart = { kind: 'draws'; measure: Measure; from: number; to: number; input: FrontierInput };
type Part = SearchPart | DrawPart;
interface PartResult {
  points: readonly Point[];
  nodes: number;
  open: { strength: number; participation: number }[];
  /** Of perturbed repeats: the points of each. */
  repeats: (readonly Point[])[];
}

/** Perturbed repeats that one part carries out. */
const drawsInPart = 25;

/** Computes the frontier, part by part in order. */
export function computeFrontier(input: FrontierInput): FrontierResult {
  return joinFrontier(input, splitFrontier(input).map(runPart));
}

/** Independent parts: the measures, each split by the wordings of the first clause, and the perturbed repeats. */
export function splitFrontier(input: FrontierInput): Part[] {
  const problem = compileProblem(input);
  const known = new Map<Measure, readonly Point[]>();
  return planParts(input, problem).map((part) => {
    if (part.kind === 'draws' || part.engine === 'enumeration') return part;
    const points = known.get(part.measure) ?? warmStart(problem, part.measure);
    known.set(part.measure, points);
    return { ...part, known: points };
  });
}

function planParts(input: FrontierInput, problem: Problem): Part[] {
  const engine = engineFor(input, problem);
  const firstClause = searchOrder(problem)[0] ?? 0;
  const wordings = engine === 'enumeration' ? [null] : [...Array(problem.sizes[firstClause] ?? 1).keys()];
  const draws = input.robustness?.draws ?? 0;
  const starts = Array.from({ length: Math.ceil(draws / drawsInPart) }, (_, at) => at * drawsInPart);
  return askedMeasures(input).flatMap((measure): Part[] => [
    ...wordings.map((first): Part => ({ kind: 'search', measure, first, engine, known: [], input })),
    ...starts.map((from): Part => ({
      kind: 'draws',
      measure,
      from,
      to: Math.min(draws, from + drawsInPart),
      input,
    })),
  ]);
}

function askedMeasures({ measures: asked }: FrontierInput): Measure[] {
  return measures.filter((measure) => asked.includes(measure));
}

function engineFor({ engine }: FrontierInput, { texts }: Problem): MeasuredFrontier['engine'] {
  if (engine === 'enumeration' && texts > enumerationCeiling) {
    throw new ServandaError(
      'INPUT_TOO_LARGE',
      `The draft has ${texts} texts, more than enumeration visits (${enumerationCeiling}); use "engine": "branch-and-bound".`,
      { place: { field: 'engine' } },
    );
  }
  if (engine !== 'auto') return engine;
  return texts <= enumerationLimit ? 'enumeration' : 'branch-and-bound';
}

/** Runs one part. */
export function runPart(part: Part): PartResult {
  const base = compileProblem(part.input);
  const { measure, input } = part;
  if (part.kind === 'search') {
    return part.engine === 'enumeration'
      ? enumerated(base, measure)
      : bounded(base, measure, input.nodeLimit, part.first, part.known);
  }
  const { spread = 0, seed = 0 } = input.robustness ?? {};
  const repeats: (readonly Point[])[] = [];
  for (let draw = part.from; draw < part.to; draw += 1) {
    const moved = perturb(base, spread, seed, draw);
    const { points } =
      base.texts <= quickEnumeration
        ? enumerated(moved, measure)
        : bounded(moved, measure, input.nodeLimit, null, warmStart(moved, measure));
    repeats.push(points);
  }
  return { points: [], nodes: 0, open: [], repeats };
}

function enumerated(problem: Problem, measure: Measure): PartResult {
  const { staircase, nodes } = enumerateFrontier(problem, measure);
  return { points: staircase.points, nodes, open: [], repeats: [] };
}

function bounded(
  problem: Problem,
  measure: Measure,
  nodeLimit: number,
  first: number | null,
  known: readonly Point[],
): PartResult {
  return { ...searchFrontier(problem, { measure, nodeLimit, order: searchOrder(problem), first, known }), repeats: [] };
}

/** Puts the parts together. */
export function joinFrontier(input: FrontierInput, results: readonly PartResult[]): FrontierResult {
  const problem = compileProblem(input);
  const parts = planParts(input, problem).map((part, index) => ({ part, result: results[index] as PartResult }));
  const frontiers = askedMeasures(input).map((measure) => {
    const mine = parts.filter(({ part }) => part.measure === measure);
    return joinMeasure(
      input,
      problem,
      measure,
      mine.filter(({ part }) => part.kind === 'search').map(({ result }) => result),
      mine.flatMap(({ result }) => result.repeats),
    );
  });
  const verdicts = frontiers.flatMap(({ points }) => points);
  const counted = frontiers.find(({ measure }) => measure === 'count');
  const unanimous = counted?.points.find(({ accepts }) => accepts.length === input.parties.length);
  const strongest = strongestText(problem);
  const broadest = broadestText(input, problem, verdicts);
  return {
    texts: problem.texts,
    frontiers,
    consensus: unanimous === undefined ? null : judgeText(input, problem, indicesOf(input, unanimous.text)),
    strongest: judgeText(input, problem, strongest),
    prices: [pricesOf(input, problem, strongest, 'strongest'), pricesOf(input, problem, broadest, 'broadest')],
    robustness: input.robustness,
  };
}

function joinMeasure(
  input: FrontierInput,
  problem: Problem,
  measure: Measure,
  searches: readonly PartResult[],
  draws: readonly (readonly Point[])[],
): MeasuredFrontier {
  const staircase = new Staircase();
  for (const { points } of searches) for (const point of points) staircase.add({ ...point });
  const open = new Staircase();
  for (const result of searches) for (const bound of result.open) open.add({ ...bound, text: [], tied: null });
  const left = open.points.filter(({ strength, participation }) => !staircase.covers(strength, participation));
  const scale = measure === 'coverage' ? unit : 1;
  const whole = wholeOf(problem, measure);
  return {
    measure,
    whole: whole / scale,
    engine: engineFor(input, problem),
    proof: left.length === 0 ? 'optimal' : 'gap',
    gap:
      left.length === 0
        ? null
        : {
            participation:
              Math.max(
                ...left.map(({ strength, participation }) => participation - Math.max(0, staircase.bestAt(strength))),
              ) / scale,
            bounds: left.map(({ strength, participation }) => ({
              strength: strength / unit,
              participation: participation / scale,
            })),
          },
    nodes: searches.reduce((sum, { nodes }) => sum + nodes, 0),
    points: staircase.points.map((point) => ({
      ...judgeText(input, problem, point.text),
      value: point.participation / scale,
      share: whole === 0 ? 0 : point.participation / whole,
      tied: point.tied,
      stays: staysOn(input, problem, measure, point.text, draws),
    })),
  };
}

/** In how many perturbed repeats nothing dominates the text. */
function staysOn(
  { robustness }: FrontierInput,
  problem: Problem,
  measure: Measure,
  text: Text,
  draws: readonly (readonly Point[])[],
): number | null {
  if (robustness === null || draws.length === 0) return null;
  const strength = strengthOf(problem, text);
  const stays = draws.filter((points, draw) => {
    const moved = perturb(problem, robustness.spread, robustness.seed, draw);
    const participation = participationOf(moved, measure, acceptingParties(moved, text));
    return !points.some(
      (other) =>
        other.strength >= strength &&
        other.participation >= participation &&
        (other.strength > strength || other.participation > participation),
    );
  });
  return stays.length / draws.length;
}

/** The text on any frontier that most parties accept; of equal ones the strongest. */
function broadestText(input: FrontierInput, problem: Problem, verdicts: readonly TextVerdict[]): Text {
  const best = [...verdicts].sort((a, b) => b.accepts.length - a.accepts.length || b.strength - a.strength)[0];
  return best === undefined ? strongestText(problem) : indicesOf(input, best.text);
}

function indicesOf({ clauses }: FrontierInput, text: Record<string, string>): Text {
  return clauses.map(({ id, options }) => options.findIndex((option) => option.id === text[id]));
}

const Named = z.record(z.string(), z.string());
const Verdict = z.object({
  text: Named,
  strength: z.number(),
  participation: z.object({ count: z.number(), coverage: z.number(), groups: z.number() }),
  accepts: z.array(z.string()),
  blockers: z.array(
    z.object({
      party: z.string(),
      redLines: z.array(z.string()),
      shortfall: z.number(),
      costliest: z.array(
        z.object({
          clause: z.string(),
          option: z.string(),
          utility: z.number(),
          best: z.string(),
          bestUtility: z.number(),
        }),
      ),
      wouldAcceptWith: z.array(z.object({ clause: z.string(), option: z.string(), strengthChange: z.number() })),
    }),
  ),
});

const FrontierOutput = z.object({
  texts: z.number(),
  frontiers: z.array(
    z.object({
      measure: z.enum(measures),
      whole: z.number(),
      engine: z.enum(['enumeration', 'branch-and-bound']),
      proof: z.enum(['optimal', 'gap']),
      gap: z
        .object({
          participation: z.number(),
          bounds: z.array(z.object({ strength: z.number(), participation: z.number() })),
        })
        .nullable(),
      nodes: z.number(),
      points: z.array(
        Verdict.extend({
          value: z.number(),
          share: z.number(),
          tied: z.number().nullable(),
          stays: z.number().nullable(),
        }),
      ),
    }),
  ),
  consensus: Verdict.nullable(),
  strongest: Verdict,
  prices: z.array(
    z.object({
      reference: z.enum(['strongest', 'broadest']),
      text: Named,
      words: z.array(
        z.object({
          clause: z.string(),
          from: z.string(),
          to: z.string(),
          strengthChange: z.number(),
          joins: z.array(z.string()),
          leaves: z.array(z.string()),
          countChange: z.number(),
          coverageChange: z.number(),
          groupsChange: z.number(),
        }),
      ),
    }),
  ),
  robustness: z.object({ draws: z.number(), spread: z.number(), seed: z.number() }).nullable(),
});

export const frontierMethod = method<FrontierInput, FrontierResult>({
  id: 'negotiation-frontier',
  version: 1,
  question: 'Which texts would bring in whom, at what cost in strength, and who blocks?',
  source: 'Methods, section 8 (frontier); branch and bound after Land and Doig 1960, Econometrica 28',
  input: FrontierInput,
  output: FrontierOutput,
  assumptions: [
    'a party accepts a text if the sum of its utilities reaches its reservation value and no wording crosses a red line',
    'utilities add up over clauses: no wording makes another better or worse',
    'utilities are estimates of coders, not measurements; see how often a text stays on the frontier when they move',
    'strength is the sum of the points of the wordings, as the draft gives them',
    'numbers are read to nine decimals',
  ],
  compute: computeFrontier,
  parts: { split: splitFrontier, run: runPart, join: joinFrontier },
});

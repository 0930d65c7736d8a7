/** The repeated game as methods: exact, simulated, and as a tournament. */
import { z } from 'zod';
import { method } from '#model';
import { expectedTotals, longRunAverages, pairChain } from './chain.ts';
import { Table, matchSeed } from './simulate.ts';
import { Payoffs, StrategyInput, machineOf } from './strategies.ts';

const error = z.number().min(0).max(0.5).default(0).describe('chance that a move turns into its opposite');
const rounds = z.number().int().min(1).max(1_000_000);
const n = z.number();

const sharedAssumptions = [
  'payoffs are illustrative',
  'both see every move after errors; errors are independent of each other and of the past',
];

export const RepeatedGameInput = z.strictObject({
  strategies: z.array(StrategyInput).min(1).max(30),
  payoffs: Payoffs,
  error,
  rounds: rounds.nullable().default(null).describe('null: the long-run average'),
});
export type RepeatedGameInput = z.infer<typeof RepeatedGameInput>;
export interface PayoffTable {
  names: string[];
  /** payoffs[row][column]: what the row strategy gets a round against the column strategy. */
  payoffs: number[][];
}

/** Exact payoffs a round of every strategy against every one. */
export function computeRepeatedGame({ strategies, payoffs, error: e, rounds: length }: RepeatedGameInput): PayoffTable {
  const machines = strategies.map(machineOf);
  return {
    names: machines.map(({ name }) => name),
    payoffs: machines.map(({ machine: a }) =>
      machines.map(({ machine: b }) => {
        const chain = pairChain(a, b, payoffs, e);
        return length === null ? longRunAverages(chain)[0] : expectedTotals(chain, length)[0] / length;
      }),
    ),
  };
}

export const repeatedGameMethod = method<RepeatedGameInput, PayoffTable>({
  id: 'repeated-game',
  version: 1,
  question: 'What does each strategy earn against each other one, errors included?',
  source: 'Methods, section 9 (memory-one strategies as a Markov chain); Nowak and Sigmund 1993, Nature 364',
  input: RepeatedGameInput,
  output: z.object({ names: z.array(z.string()), payoffs: z.array(z.array(n)) }),
  assumptions: [...sharedAssumptions, 'exact: the chain of the two strategies is solved, nothing is sampled'],
  compute: computeRepeatedGame,
});

export const SimulationInput = z.strictObject({
  a: StrategyInput,
  b: StrategyInput,
  payoffs: Payoffs,
  error,
  rounds: rounds.default(200),
  matches: z.number().int().min(2).max(1_000_000).default(1000),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
});
export type SimulationInput = z.infer<typeof SimulationInput>;
export interface SimulationResult {
  seed: number;
  matches: number;
  rounds: number;
  /** Mean payoff a round with its standard error over the matches, beside the exact value. */
  a: { mean: number; standardError: number; exact: number };
  b: { mean: number; standardError: number; exact: number };
}

const matchesInPart = 1000;
interface SimulationPart {
  input: SimulationInput;
  from: number;
  to: number;
}
/** Sums and sums of squares of the totals of both. */
type Sums = [a: number, aa: number, b: number, bb: number];

function splitSimulation(input: SimulationInput): SimulationPart[] {
  return Array.from({ length: Math.ceil(input.matches / matchesInPart) }, (_, part) => ({
    input,
    from: part * matchesInPart,
    to: Math.min(input.matches, (part + 1) * matchesInPart),
  }));
}

function runSimulation({ input, from, to }: SimulationPart): Sums {
  const table = new Table(machineOf(input.a).machine, machineOf(input.b).machine, input.payoffs, input.error);
  const sums: Sums = [0, 0, 0, 0];
  for (let match = from; match < to; match += 1) {
    const totals = table.play(input.rounds, matchSeed(input.seed, match));
    const [a, b] = [totals.a / input.rounds, totals.b / input.rounds];
    sums[0] += a;
    sums[1] += a * a;
    sums[2] += b;
    sums[3] += b * b;
  }
  return sums;
}

function joinSimulation(input: SimulationInput, parts: readonly Sums[]): SimulationResult {
  const { matches, rounds: length, seed } = input;
  const total = (index: 0 | 1 | 2 | 3): number => parts.reduce((sum, part) => sum + part[index], 0);
  const chain = pairChain(machineOf(input.a).machine, machineOf(input.b).machine, input.payoffs, input.error);
  const [exactA, exactB] = expectedTotals(chain, length);
  const summary = (sum: number, squares: number, exact: number): SimulationResult['a'] => {
    const mean = sum / matches;
    const variance = Math.max(0, (squares - matches * mean * mean) / (matches - 1));
    return { mean, standardError: Math.sqrt(variance / matches), exact: exact / length };
  };
  return {
    seed,
    matches,
    rounds: length,
    a: summary(total(0), total(1), exactA),
    b: summary(total(2), total(3), exactB),
  };
}

const Side = z.object({ mean: n, standardError: n, exact: n });
export const simulationMethod = method<SimulationInput, SimulationResult>({
  id: 'repeated-game-simulation',
  version: 1,
  question: 'Does the game, played with dice, earn what the exact solution says?',
  source: 'Methods, section 9 (simulation)',
  input: SimulationInput,
  output: z.object({ seed: n, matches: n, rounds: n, a: Side, b: Side }),
  assumptions: [...sharedAssumptions, 'chances are read to 2^-32; equal seeds give equal games'],
  compute: (input) => joinSimulation(input, splitSimulation(input).map(runSimulation)),
  parts: { split: splitSimulation, run: runSimulation, join: joinSimulation },
});

export const TournamentInput = z.strictObject({
  strategies: z.array(StrategyInput).min(2).max(40),
  payoffs: Payoffs,
  error,
  rounds: rounds.max(100_000).default(200),
});
export type TournamentInput = z.infer<typeof TournamentInput>;
export interface TournamentResult {
  rounds: number;
  /** Best total first; equal totals share a rank. */
  ranking: { rank: number; name: string; total: number }[];
  names: string[];
  /** scores[row][column]: expected total of the row strategy in its match with the column strategy. */
  scores: number[][];
}

/** Round robin, every strategy also against itself; expected totals, exact. */
export function computeTournament({
  strategies,
  payoffs,
  error: e,
  rounds: length,
}: TournamentInput): TournamentResult {
  const machines = strategies.map(machineOf);
  const scores = machines.map(({ machine: a }) =>
    machines.map(({ machine: b }) => expectedTotals(pairChain(a, b, payoffs, e), length)[0]),
  );
  const totals = machines.map(({ name }, row) => ({ name, total: (scores[row] ?? []).reduce((sum, x) => sum + x, 0) }));
  const sorted = [...totals].sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
  return {
    rounds: length,
    ranking: sorted.map(({ name, total }) => ({
      rank: 1 + sorted.filter((other) => other.total > total + 1e-9).length,
      name,
      total,
    })),
    names: machines.map(({ name }) => name),
    scores,
  };
}

export const tournamentMethod = method<TournamentInput, TournamentResult>({
  id: 'tournament',
  version: 1,
  question: 'Which strategy earns most if each meets each, itself included?',
  source:
    'Methods, section 9 (tournament); after Axelrod 1980, Journal of Conflict Resolution 24, which it does not reproduce',
  input: TournamentInput,
  output: z.object({
    rounds: n,
    ranking: z.array(z.object({ rank: n, name: z.string(), total: n })),
    names: z.array(z.string()),
    scores: z.array(z.array(n)),
  }),
  assumptions: [
    ...sharedAssumptions,
    'the result depends on who takes part; the tournament of 1980 cannot be rebuilt exactly from what is preserved',
  ],
  compute: computeTournament,
});

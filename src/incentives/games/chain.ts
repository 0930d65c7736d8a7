/** Two machines against each other as a Markov chain, solved exactly: expected payoffs of n rounds and in the long run. */
import { InvariantError } from '#model';
import type { Machine, Payoffs } from './strategies.ts';
import { solveLinear } from './solve-linear.ts';

/** The chain over pairs of states; one step is one round. */
export interface PairChain {
  size: number;
  /** transition[from][to]. */
  transition: Float64Array[];
  /** Expected payoffs of the round played in each pair of states. */
  payoffA: Float64Array;
  payoffB: Float64Array;
}

/** Each intended move turns into its opposite with probability `error`. */
export function pairChain(a: Machine, b: Machine, payoffs: Payoffs, error: number): PairChain {
  const [sizeA, sizeB] = [a.cooperate.length, b.cooperate.length];
  const size = sizeA * sizeB;
  const transition = Array.from({ length: size }, () => new Float64Array(size));
  const [payoffA, payoffB] = [new Float64Array(size), new Float64Array(size)];
  const { R, S, T, P } = payoffs;
  for (let i = 0; i < sizeA; i += 1) {
    for (let j = 0; j < sizeB; j += 1) {
      const from = i * sizeB + j;
      const x = withError(a.cooperate[i] ?? 0, error);
      const y = withError(b.cooperate[j] ?? 0, error);
      const chances = [x * y, x * (1 - y), (1 - x) * y, (1 - x) * (1 - y)];
      const row = transition[from] as Float64Array;
      chances.forEach((chance, outcome) => {
        // What is CD to one is DC to the other.
        const seenByB = [0, 2, 1, 3][outcome] ?? 0;
        const to = (a.next[i]?.[outcome] ?? 0) * sizeB + (b.next[j]?.[seenByB] ?? 0);
        row[to] = (row[to] as number) + chance;
      });
      const expected = (values: readonly number[]): number =>
        chances.reduce((sum, chance, outcome) => sum + chance * (values[outcome] ?? 0), 0);
      payoffA[from] = expected([R, S, T, P]);
      payoffB[from] = expected([R, T, S, P]);
    }
  }
  return { size, transition, payoffA, payoffB };
}

/** The chance that a player who means to cooperate with this probability does. */
export function withError(cooperate: number, error: number): number {
  return cooperate * (1 - error) + (1 - cooperate) * error;
}

/** Expected totals of both over so many rounds, from the beginning. */
export function expectedTotals({ size, transition, payoffA, payoffB }: PairChain, rounds: number): [number, number] {
  let at = new Float64Array(size);
  at[0] = 1;
  let [totalA, totalB] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const next = new Float64Array(size);
    for (let from = 0; from < size; from += 1) {
      const chance = at[from] as number;
      if (chance === 0) continue;
      totalA += chance * (payoffA[from] as number);
      totalB += chance * (payoffB[from] as number);
      const row = transition[from] as Float64Array;
      for (let to = 0; to < size; to += 1) next[to] = (next[to] as number) + chance * (row[to] as number);
    }
    at = next;
  }
  return [totalA, totalB];
}

/**
 * Long-run average payoffs from the beginning: each closed class of states contributes its stationary average, weighed
 * by the chance of ending in it. Exact also without errors, where where it ends depends on how it began.
 */
export function longRunAverages(chain: PairChain): [number, number] {
  const classes = closedClasses(chain);
  const chances = absorption(chain, classes);
  let [a, b] = [0, 0];
  classes.forEach((members, index) => {
    const stationary = stationaryOf(chain, members);
    const chance = chances[index] ?? 0;
    members.forEach((state, k) => {
      a += chance * (stationary[k] ?? 0) * (chain.payoffA[state] ?? 0);
      b += chance * (stationary[k] ?? 0) * (chain.payoffB[state] ?? 0);
    });
  });
  return [a, b];
}

/** Closed communicating classes that can be reached from the beginning. */
function closedClasses({ size, transition }: PairChain): number[][] {
  const reach = Array.from({ length: size }, (_, from) => {
    const seen = new Set([from]);
    const todo = [from];
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      transition[state]?.forEach((chance, to) => {
        if (chance > 0 && !seen.has(to)) {
          seen.add(to);
          todo.push(to);
        }
      });
    }
    return seen;
  });
  const classes: number[][] = [];
  for (const state of reach[0] ?? []) {
    const from = reach[state] ?? new Set<number>();
    const isClosed = [...from].every((to) => reach[to]?.has(state));
    if (isClosed && !classes.some((known) => known.includes(state))) classes.push([...from].sort((x, y) => x - y));
  }
  return classes;
}

/** The chance of ending in each class, from the beginning. */
function absorption({ size, transition }: PairChain, classes: readonly number[][]): number[] {
  const home = new Map(classes.flatMap((members, index) => members.map((state) => [state, index] as const)));
  const started = home.get(0);
  if (started !== undefined) return classes.map((_, index) => (index === started ? 1 : 0));
  if (classes.length === 1) return [1];
  const passing = Array.from({ length: size }, (_, state) => state).filter(
    (state) => !home.has(state) && leads(transition, state, home),
  );
  return classes.map((_, index) => {
    const matrix = passing.map((from) => passing.map((to) => (from === to ? 1 : 0) - (transition[from]?.[to] ?? 0)));
    const right = passing.map((from) =>
      [...home].reduce((sum, [to, of]) => sum + (of === index ? (transition[from]?.[to] ?? 0) : 0), 0),
    );
    return solveLinear(matrix, right)[passing.indexOf(0)] ?? 0;
  });
}

/** True if some closed class can be reached; states of other, unreachable classes are left out of the equations. */
function leads(transition: readonly Float64Array[], start: number, home: ReadonlyMap<number, number>): boolean {
  const seen = new Set([start]);
  const todo = [start];
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    if (home.has(state)) return true;
    transition[state]?.forEach((chance, to) => {
      if (chance > 0 && !seen.has(to)) {
        seen.add(to);
        todo.push(to);
      }
    });
  }
  return false;
}

/** πM = π with Σπ = 1 within a closed class. */
function stationaryOf({ transition }: PairChain, members: readonly number[]): number[] {
  const matrix = members.map((to, row) =>
    row === members.length - 1
      ? members.map(() => 1)
      : members.map((from) => (transition[from]?.[to] ?? 0) - (from === to ? 1 : 0)),
  );
  const right = members.map((_, row) => (row === members.length - 1 ? 1 : 0));
  const stationary = solveLinear(matrix, right);
  if (stationary.some((share) => share < -1e-9)) throw new InvariantError('a stationary share is negative');
  return stationary;
}

/**
 * Branch and bound over texts: exact frontier where visiting every text would not finish. A node fixes the wordings of
 * the first clauses. Its bound takes the strongest remaining wordings, and counts every party that could still accept
 * if each remaining clause took the wording that this party likes best. A node goes if a point found is at least as
 * good in both; so what remains is optimal, with one text a point.
 */
import { InvariantError } from '#model';
import type { Measure } from './input.ts';
import { isQuorate, wholeOf, type Problem } from './problem.ts';
import { Staircase, type Point } from './staircase.ts';

export interface SearchOptions {
  measure: Measure;
  nodeLimit: number;
  /** Clauses in the order in which they are fixed. */
  order: readonly number[];
  /** Option of the first clause in the order to which this search keeps; null: all of them. */
  first: number | null;
  /** Points known beforehand: they prune, and are results themselves. */
  known: readonly Point[];
}

export interface SearchResult {
  points: readonly Point[];
  nodes: number;
  /** What nodes that were not visited might still hold; empty: the frontier is proven. */
  open: { strength: number; participation: number }[];
}

/** Where a node stands: parties still open, participation that is certain, and the most that is possible. */
interface Standing {
  count: number;
  sure: number;
  upper: number;
}

/** Clauses that divide the parties most come first, so that parties are settled early and bounds are tight. */
export function searchOrder({ utilities, sizes, parties }: Problem): number[] {
  const spread = sizes.map((size, clause) => {
    let sum = 0;
    for (let party = 0; party < parties; party += 1) {
      const values = Array.from({ length: size }, (_, option) => utilities[clause]?.[option]?.[party] ?? 0);
      // A red line settles more than any utility of usual size.
      const finite = values.filter((value) => value > -Infinity);
      sum += Math.max(...values) - Math.min(...finite) + (finite.length < size ? 1e9 : 0);
    }
    return sum;
  });
  return sizes.map((_, clause) => clause).sort((a, b) => (spread[b] ?? 0) - (spread[a] ?? 0) || a - b);
}

/** Searches all texts, or those with one wording of the first clause. */
export function searchFrontier(problem: Problem, options: SearchOptions): SearchResult {
  return new Search(problem, options).run();
}

class Search {
  readonly #problem: Problem;
  readonly #options: SearchOptions;
  readonly #staircase = new Staircase();
  readonly #depths: number;
  /** By depth: options of its clause, strongest first. */
  readonly #choices: number[][];
  /** By depth: the most strength that the clauses from here on can add. */
  readonly #strengthLeft: number[];
  /** By depth and party: the most and least utility that the clauses from here on can add. */
  readonly #most: Float64Array[];
  readonly #least: Float64Array[];
  /** By depth: parties not settled yet, and their utility so far above the reservation value. */
  readonly #open: Int32Array[];
  readonly #slack: Float64Array[];
  /** By depth: accepting members of each group that are certain; only for the measure of groups. */
  readonly #sureMembers: Int32Array[];
  readonly #possible: Int32Array;
  readonly #text: number[];
  readonly #unvisited = new Staircase();
  readonly #isByGroup: boolean;
  /** What each party adds to participation. */
  readonly #weights: Float64Array;
  #nodes = 0;

  constructor(problem: Problem, options: SearchOptions) {
    const { sizes, strengths, utilities, parties, groupNames } = problem;
    const { order } = options;
    if (order.length !== sizes.length) throw new InvariantError('the order of a search names every clause once');
    this.#problem = problem;
    this.#options = options;
    this.#depths = order.length;
    this.#isByGroup = options.measure === 'groups';
    this.#weights = options.measure === 'count' ? new Float64Array(parties).fill(1) : problem.weights;
    const strengthAt = (clause: number, option: number): number => strengths[clause]?.[option] ?? 0;
    this.#choices = order.map((clause) =>
      Array.from({ length: sizes[clause] ?? 0 }, (_, option) => option).sort(
        (a, b) => strengthAt(clause, b) - strengthAt(clause, a) || a - b,
      ),
    );
    this.#strengthLeft = new Array<number>(this.#depths + 1).fill(0);
    this.#most = Array.from({ length: this.#depths + 1 }, () => new Float64Array(parties));
    this.#least = Array.from({ length: this.#depths + 1 }, () => new Float64Array(parties));
    for (let depth = this.#depths - 1; depth >= 0; depth -= 1) {
      const clause = order[depth] ?? 0;
      const rows = utilities[clause] ?? [];
      this.#strengthLeft[depth] = (this.#strengthLeft[depth + 1] ?? 0) + Math.max(...(strengths[clause] ?? [0]));
      for (let party = 0; party < parties; party += 1) {
        let [most, least] = [-Infinity, Infinity];
        for (const row of rows) {
          const value = row[party] as number;
          if (value > most) most = value;
          if (value < least) least = value;
        }
        (this.#most[depth] as Float64Array)[party] = ((this.#most[depth + 1] as Float64Array)[party] as number) + most;
        (this.#least[depth] as Float64Array)[party] =
          ((this.#least[depth + 1] as Float64Array)[party] as number) + least;
      }
    }
    this.#open = Array.from({ length: this.#depths + 1 }, () => new Int32Array(parties));
    this.#slack = Array.from({ length: this.#depths + 1 }, () => new Float64Array(parties));
    this.#sureMembers = Array.from({ length: this.#depths + 1 }, () => new Int32Array(groupNames.length));
    this.#possible = new Int32Array(groupNames.length);
    this.#text = new Array<number>(this.#depths).fill(0);
  }

  run(): SearchResult {
    const { parties, reservations } = this.#problem;
    for (const point of this.#options.known) this.#staircase.add({ ...point });
    for (let party = 0; party < parties; party += 1) {
      (this.#open[0] as Int32Array)[party] = party;
      (this.#slack[0] as Float64Array)[party] = -(reservations[party] as number);
    }
    this.#descend(0, 0, { count: parties, sure: 0, upper: wholeOf(this.#problem, this.#options.measure) });
    const open = this.#unvisited.points.map(({ strength, participation }) => ({ strength, participation }));
    return {
      points: this.#staircase.points,
      nodes: this.#nodes,
      open: open.filter(({ strength, participation }) => !this.#staircase.covers(strength, participation)),
    };
  }

  /** Tries the wordings of the clause at this depth, strongest first. */
  #descend(depth: number, strength: number, { count, sure, upper }: Standing): void {
    const { nodeLimit, first, order } = this.#options;
    const { utilities, strengths } = this.#problem;
    const clause = order[depth] as number;
    const isLeaf = depth + 1 === this.#depths;
    for (const option of this.#choices[depth] as number[]) {
      if (depth === 0 && first !== null && option !== first) continue;
      const strengthNow = strength + ((strengths[clause] as number[])[option] as number);
      const strongest = strengthNow + (this.#strengthLeft[depth + 1] as number);
      // No child has more participants than its parent could have; and what follows is weaker still.
      if (this.#staircase.covers(strongest, upper)) break;
      if (this.#nodes >= nodeLimit) {
        this.#unvisited.add({ strength: strongest, participation: upper, text: [], tied: null });
        break;
      }
      this.#nodes += 1;
      this.#text[clause] = option;
      const row = (utilities[clause] as Float64Array[])[option] as Float64Array;
      const standing = isLeaf
        ? this.#finish(depth, row, count, sure)
        : this.#isByGroup
          ? this.#settleGroups(depth, row, count)
          : this.#settleSums(depth, row, count, sure);
      if (this.#staircase.covers(strongest, standing.upper)) continue;
      if (isLeaf) {
        this.#staircase.add({
          strength: strengthNow,
          participation: standing.upper,
          text: [...this.#text],
          tied: null,
        });
      } else this.#descend(depth + 1, strengthNow, standing);
    }
  }

  /** Moves open parties of a depth to the next: who surely accepts is added, who surely refuses is dropped. */
  #settleSums(depth: number, row: Float64Array, count: number, sureBefore: number): Standing {
    const weights = this.#weights;
    const open = this.#open[depth] as Int32Array;
    const slack = this.#slack[depth] as Float64Array;
    const nextOpen = this.#open[depth + 1] as Int32Array;
    const nextSlack = this.#slack[depth + 1] as Float64Array;
    const most = this.#most[depth + 1] as Float64Array;
    const least = this.#least[depth + 1] as Float64Array;
    let [kept, sure, hoped] = [0, sureBefore, 0];
    for (let index = 0; index < count; index += 1) {
      const party = open[index] as number;
      const now = (slack[index] as number) + (row[party] as number);
      if (now + (most[party] as number) < 0) continue;
      const weight = weights[party] as number;
      if (now + (least[party] as number) >= 0) {
        sure += weight;
      } else {
        nextOpen[kept] = party;
        nextSlack[kept] = now;
        hoped += weight;
        kept += 1;
      }
    }
    return { count: kept, sure, upper: sure + hoped };
  }

  /** The same for groups, where what counts is how many members a group could have. */
  #settleGroups(depth: number, row: Float64Array, count: number): Standing {
    const { groups, groupNames } = this.#problem;
    const open = this.#open[depth] as Int32Array;
    const slack = this.#slack[depth] as Float64Array;
    const nextOpen = this.#open[depth + 1] as Int32Array;
    const nextSlack = this.#slack[depth + 1] as Float64Array;
    const most = this.#most[depth + 1] as Float64Array;
    const least = this.#least[depth + 1] as Float64Array;
    const sureMembers = this.#sureMembers[depth + 1] as Int32Array;
    sureMembers.set(this.#sureMembers[depth] as Int32Array);
    const possible = this.#possible.fill(0);
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const party = open[index] as number;
      const group = groups[party] as number;
      if (group < 0) continue;
      const now = (slack[index] as number) + (row[party] as number);
      if (now + (most[party] as number) < 0) continue;
      if (now + (least[party] as number) >= 0) {
        sureMembers[group] = (sureMembers[group] as number) + 1;
      } else {
        nextOpen[kept] = party;
        nextSlack[kept] = now;
        kept += 1;
        possible[group] = (possible[group] as number) + 1;
      }
    }
    let upper = 0;
    for (let group = 0; group < groupNames.length; group += 1) {
      if (isQuorate(this.#problem, group, (sureMembers[group] as number) + (possible[group] as number))) upper += 1;
    }
    return { count: kept, sure: 0, upper };
  }

  /** The last clause settles every party: nothing is left to keep. */
  #finish(depth: number, row: Float64Array, count: number, sureBefore: number): Standing {
    const open = this.#open[depth] as Int32Array;
    const slack = this.#slack[depth] as Float64Array;
    if (this.#isByGroup) return this.#settleGroups(depth, row, count);
    const weights = this.#weights;
    let sure = sureBefore;
    for (let index = 0; index < count; index += 1) {
      const party = open[index] as number;
      if ((slack[index] as number) + (row[party] as number) >= 0) sure += weights[party] as number;
    }
    return { count: 0, sure, upper: sure };
  }
}

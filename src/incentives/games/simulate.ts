/** The repeated game played with dice: tables of integers, one generator, as many rounds as asked for. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { withError } from './chain.ts';
import type { Machine, Payoffs } from './strategies.ts';

/** Totals of one match. */
export interface MatchTotals {
  a: number;
  b: number;
}

/** Two machines as tables, ready to be played many times. */
export class Table {
  readonly #sizeB: number;
  /** By pair of states: thresholds of cooperation among 2^32 numbers. */
  readonly #thresholdA: Float64Array;
  readonly #thresholdB: Float64Array;
  /** By pair of states and outcome: the next pair. */
  readonly #next: Int32Array;
  readonly #payoffs: readonly [Float64Array, Float64Array];

  constructor(a: Machine, b: Machine, { R, S, T, P }: Payoffs, error: number) {
    const [sizeA, sizeB] = [a.cooperate.length, b.cooperate.length];
    this.#sizeB = sizeB;
    this.#thresholdA = Float64Array.from(a.cooperate, (chance) => withError(chance, error) * 0x1_0000_0000);
    this.#thresholdB = Float64Array.from(b.cooperate, (chance) => withError(chance, error) * 0x1_0000_0000);
    this.#next = new Int32Array(sizeA * sizeB * 4);
    for (let i = 0; i < sizeA; i += 1) {
      for (let j = 0; j < sizeB; j += 1) {
        for (let outcome = 0; outcome < 4; outcome += 1) {
          const seenByB = [0, 2, 1, 3][outcome] ?? 0;
          this.#next[(i * sizeB + j) * 4 + outcome] = (a.next[i]?.[outcome] ?? 0) * sizeB + (b.next[j]?.[seenByB] ?? 0);
        }
      }
    }
    this.#payoffs = [Float64Array.of(R, S, T, P), Float64Array.of(R, T, S, P)];
  }

  /** Plays one match from the beginning. Chances are read to 2^-32. */
  play(rounds: number, seed: number): MatchTotals {
    const generator = xoroshiro128plus(seed);
    const sizeB = this.#sizeB;
    const thresholdA = this.#thresholdA;
    const thresholdB = this.#thresholdB;
    const next = this.#next;
    const counts = [0, 0, 0, 0];
    let [cc, cd, dc, dd] = [0, 0, 0, 0];
    let pair = 0;
    for (let round = 0; round < rounds; round += 1) {
      const i = (pair / sizeB) | 0;
      const j = pair - i * sizeB;
      const outcome =
        (generator.next() >>> 0 < (thresholdA[i] as number) ? 0 : 2) +
        (generator.next() >>> 0 < (thresholdB[j] as number) ? 0 : 1);
      if (outcome === 0) cc += 1;
      else if (outcome === 1) cd += 1;
      else if (outcome === 2) dc += 1;
      else dd += 1;
      pair = next[pair * 4 + outcome] as number;
    }
    [counts[0], counts[1], counts[2], counts[3]] = [cc, cd, dc, dd];
    const total = (values: Float64Array): number =>
      counts.reduce((sum, count, outcome) => sum + count * (values[outcome] ?? 0), 0);
    return { a: total(this.#payoffs[0]), b: total(this.#payoffs[1]) };
  }
}

/** The seed of one match of a run: the finishing step of MurmurHash3 keeps neighbouring matches apart. */
export function matchSeed(seed: number, match: number): number {
  let value = (seed ^ Math.imul(match + 1, 0x9e3779b1)) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

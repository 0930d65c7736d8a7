/** Chance by a seed: the same numbers on every machine. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers. */
export interface Chance {
  /** Uniform on [0, 1). */
  uniform: () => number;
  /** A whole number from 0 to `below` - 1. */
  below: (below: number) => number;
  /** Normal with mean 0 and standard deviation 1 (Box and Muller 1958). */
  normal: () => number;
}

/** The stream of a seed; `branch` gives independent streams for the parts of one run. */
export function chanceOf(seed: number, branch = 0): Chance {
  // Neighbouring seeds must not give neighbouring streams: both words are mixed before use.
  const generator = xoroshiro128plus(mix(seed ^ mix(branch + 0x9e3779b9)));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    below: (below) => uniformInt(generator, 0, below - 1),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** The finishing step of MurmurHash3 (Appleby): spreads every bit over all others. */
function mix(word: number): number {
  let value = word | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** Chance by seed: independent streams, so that parts of a long run draw the same numbers on any number of workers. */
import { ServandaError } from '#model';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const two32 = 0x1_0000_0000;

/** A stream of whole numbers from 0 (included) to `below` (excluded), at most 2^32. */
export type Draw = (below: number) => number;

/** Stream number `stream` of a seed. Equal seed and number give the same draws on every machine. */
export function drawStream(seed: number, stream: number): Draw {
  const generator = generatorOf(seed, stream);
  return (below) => {
    if (below === two32) return generator.next() >>> 0;
    const limit = limitOf(below);
    for (;;) {
      const value = generator.next() >>> 0;
      // As whole numbers of 32 bits, which processors divide several times as fast.
      if (value < limit) return value % (below >>> 0);
    }
  };
}

/** Fills an array with the numbers that `drawStream` gives one by one for the same `below`: for millions of them. */
export function fillStream(seed: number, stream: number, below: number): (into: Uint32Array) => void {
  const generator = generatorOf(seed, stream);
  const limit = limitOf(below);
  return (into) => {
    for (let at = 0; at < into.length;) {
      const value = generator.next() >>> 0;
      if (value < limit) into[at++] = value % below;
    }
  };
}

/** Rejection above the largest multiple, so that every number is equally likely. */
function limitOf(below: number): number {
  return Math.floor(two32 / below) * below;
}

function generatorOf(seed: number, stream: number): ReturnType<typeof xoroshiro128plus> {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw new ServandaError('INPUT_INVALID', `seed: ${seed} is not a whole number from 0 to 4294967295.`, {
      place: { field: 'seed' },
    });
  }
  return xoroshiro128plus(mix(seed, stream));
}

/** Spreads (seed, stream) over 32 bits (finaliser of MurmurHash3). */
function mix(seed: number, stream: number): number {
  let h = (seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** Chance by seed: independent streams, so that parts of a long run draw the same numbers on any number of workers. */
import { ServandaError } from '#model';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const two32 = 0x1_0000_0000;

/** A stream of whole numbers from 0 (included) to `below` (excluded), at most 2^32. */
export type Draw = (below: number) => number;

/** Stream number `stream` of a seed. Equal seed and number give the same draws on every machine. */
export function drawStream(seed: number, stream: number): Draw {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw new ServandaError('INPUT_INVALID', `seed: ${seed} is not a whole number from 0 to 4294967295.`, {
      place: { field: 'seed' },
    });
  }
  const generator = xoroshiro128plus(mix(seed, stream));
  return (below) => {
    if (below === two32) return generator.next() >>> 0;
    // Rejection above the largest multiple, so that every number is equally likely.
    const limit = Math.floor(two32 / below) * below;
    for (;;) {
      const value = generator.next() >>> 0;
      // As whole numbers of 32 bits, which processors divide several times as fast.
      if (value < limit) return value % (below >>> 0);
    }
  };
}

/** Spreads (seed, stream) over 32 bits (finaliser of MurmurHash3). */
function mix(seed: number, stream: number): number {
  let h = (seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

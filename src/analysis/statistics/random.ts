/** Chance by seed: independent streams, so that parts of a long run draw the same numbers on any number of workers. */
import { ServandaError } from '#model';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of whole numbers from 0 (included) to `below` (excluded). */
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
    // Rejection above the largest multiple, so that every number is equally likely.
    const limit = Math.floor(0x1_0000_0000 / below) * below;
    for (;;) {
      const value = generator.next() >>> 0;
      if (value < limit) return value % below;
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

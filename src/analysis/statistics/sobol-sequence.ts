/**
 * Sobol's sequence: points that fill the unit cube evenly (Sobol 1967; direction numbers "new-joe-kuo-6.21201" of Joe &
 * Kuo 2008, SIAM J. Sci. Comput. 30), shifted digit by digit by a seeded draw, so that replicates have independent errors.
 */
import type { Draw } from './random.ts';
import { invalid } from './refusal.ts';

/** Per dimension from the second on: coefficients of the primitive polynomial as bits, then the first direction numbers. */
const directions: readonly (readonly number[])[] = [
  [0, 1],
  [1, 1, 3],
  [1, 1, 3, 1],
  [2, 1, 1, 1],
  [1, 1, 1, 3, 3],
  [4, 1, 3, 5, 13],
  [2, 1, 1, 5, 5, 17],
  [4, 1, 1, 5, 5, 5],
  [7, 1, 1, 7, 11, 19],
  [11, 1, 1, 5, 1, 1],
  [13, 1, 1, 1, 3, 11],
  [14, 1, 3, 5, 5, 31],
  [1, 1, 3, 3, 9, 7, 49],
  [13, 1, 1, 1, 15, 21, 21],
  [16, 1, 3, 1, 13, 27, 49],
  [19, 1, 1, 1, 15, 7, 5],
  [22, 1, 3, 1, 15, 13, 25],
  [25, 1, 1, 5, 5, 19, 61],
  [1, 1, 3, 7, 11, 23, 15, 103],
  [4, 1, 3, 7, 13, 13, 15, 69],
  [7, 1, 1, 3, 13, 7, 35, 63],
  [8, 1, 3, 5, 9, 1, 25, 53],
  [14, 1, 3, 1, 13, 9, 35, 107],
  [19, 1, 3, 1, 5, 27, 61, 31],
  [21, 1, 1, 5, 11, 19, 41, 61],
  [28, 1, 3, 5, 3, 3, 13, 69],
  [31, 1, 1, 7, 13, 1, 19, 1],
  [32, 1, 3, 7, 5, 13, 19, 59],
  [37, 1, 1, 3, 9, 25, 29, 41],
  [41, 1, 3, 5, 13, 23, 1, 55],
  [42, 1, 3, 7, 3, 13, 59, 17],
  [50, 1, 3, 1, 3, 5, 53, 69],
  [55, 1, 1, 5, 5, 23, 33, 13],
  [56, 1, 1, 7, 7, 1, 61, 123],
  [59, 1, 1, 7, 9, 13, 61, 49],
  [62, 1, 3, 3, 5, 3, 55, 33],
  [14, 1, 3, 1, 15, 31, 13, 49, 245],
  [21, 1, 3, 5, 15, 31, 59, 63, 97],
  [22, 1, 3, 1, 11, 11, 11, 77, 249],
];

const bits = 32;
const two32 = 0x1_0000_0000;

export const maxDimensions = directions.length + 1;

/** A source of points: each call gives the next one. `draw` shifts all points alike; without it the plain sequence. */
export function sobolSequence(dimensions: number, draw?: Draw): () => Float64Array {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > maxDimensions) {
    throw invalid('dimensions', `${dimensions} is no number of dimensions from 1 to ${maxDimensions}`);
  }
  const columns = Array.from({ length: dimensions }, (_, dimension) => directionNumbers(dimension));
  const shifts = columns.map(() => (draw ? draw(two32) : 0));
  const state = new Uint32Array(dimensions);
  let index = 0;
  return () => {
    const point = Float64Array.from(state, (value, j) => (((value ^ (shifts[j] as number)) >>> 0) + 0.5) / two32);
    // Gray code: one direction number a step (Antonov & Saleev 1979), that of the lowest zero bit of the index.
    const bit = Math.min(bits - 1, 31 - Math.clz32(~index & (index + 1)));
    for (let j = 0; j < dimensions; j += 1) state[j] = (state[j] as number) ^ (columns[j]?.[bit] as number);
    index += 1;
    return point;
  };
}

/** v_1 … v_32 of one dimension, scaled to 32 bits. */
function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(bits);
  const row = directions[dimension - 1];
  if (!row) {
    for (let i = 0; i < bits; i += 1) v[i] = 2 ** (bits - 1 - i);
    return v;
  }
  const [polynomial = 0, ...first] = row;
  const degree = first.length;
  for (let i = 0; i < bits; i += 1) {
    if (i < degree) {
      v[i] = (first[i] as number) * 2 ** (bits - 1 - i);
      continue;
    }
    let value = (v[i - degree] as number) ^ ((v[i - degree] as number) >>> degree);
    for (let k = 1; k < degree; k += 1) {
      if ((polynomial >>> (degree - 1 - k)) & 1) value ^= v[i - k] as number;
    }
    v[i] = value;
  }
  return v;
}

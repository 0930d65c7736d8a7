/** The public cases of method 9, as files that any implementation can run. */
import { describe, expect, it } from 'vitest';
import { RegionInput, computeRegion, incentiveMethods } from '../../src/incentives/index.ts';
import { describeVectors, vectorsOf } from '../method-vectors.ts';

describeVectors('incentives', incentiveMethods);

describe('single moves, worked by hand', () => {
  const vector = vectorsOf('incentives', 'valid').find(({ name }) => name === 'region-moves.json');
  const { moves } = vector as unknown as { moves: Record<string, number | null> };
  const result = computeRegion(RegionInput.parse(vector?.input));
  it.each(Object.entries(moves))('%s', (parameter, expected) => {
    const to = result.moves.find((move) => move.parameter === parameter)?.to;
    if (expected === null) expect(to).toBeNull();
    else expect(to).toBeCloseTo(expected, 9);
  });
});

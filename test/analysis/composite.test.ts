/** The public cases of method 6 as files, and laws of composites. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analysisMethods, joinReplicates, sobolReplicate, sobolSequence } from '../../src/analysis/index.ts';
import { describeVectors } from '../method-vectors.ts';
import { ishigamiIndices } from './ishigami.ts';

describeVectors('analysis/composite', analysisMethods, { 'ishigami-indices': ishigamiIndices });

describe('P6.1', () => {
  it('lies within three standard errors of its own replicates', () => {
    const { first, total } = ishigamiIndices({ points: 4096, replicates: 16, seed: 3 });
    const expected = { first: [0.313905, 0.442411, 0], total: [0.557589, 0.442411, 0.243684] };
    for (const [i, index] of first.entries()) {
      expect(Math.abs(index.value - (expected.first[i] ?? NaN))).toBeLessThan(3 * index.standardError + 1e-4);
    }
    for (const [i, index] of total.entries()) {
      expect(Math.abs(index.value - (expected.total[i] ?? NaN))).toBeLessThan(3 * index.standardError + 1e-4);
    }
  });
});

describe('the Sobol sequence', () => {
  it('is the one of Joe and Kuo (as SciPy 1.17 prints it)', () => {
    const next = sobolSequence(5);
    const points = Array.from({ length: 8 }, () => [...next()]);
    const scipy = [
      [0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375],
      [0.875, 0.875, 0.125, 0.375, 0.875],
      [0.625, 0.125, 0.875, 0.625, 0.625],
      [0.125, 0.625, 0.375, 0.125, 0.125],
    ];
    for (const [i, point] of points.entries()) {
      for (const [j, value] of point.entries()) expect(value).toBeCloseTo(scipy[i]?.[j] ?? NaN, 8);
    }
  });

  it.each([2, 17, 40])('puts one of 2^k points into every interval of each of %i dimensions', (dimensions) => {
    const next = sobolSequence(dimensions);
    const seen = Array.from({ length: dimensions }, () => new Set<number>());
    for (let i = 0; i < 256; i += 1) next().forEach((value, j) => seen[j]?.add(Math.floor(value * 256)));
    expect(seen.every((cells) => cells.size === 256)).toBe(true);
  });
});

describe('laws', () => {
  const unit = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  const composite = analysisMethods.find(({ id }) => id === 'composite');
  const result = (units: number[][], more: object = {}) =>
    composite?.compute(
      composite.input.parse({
        indicators: ['x', 'y', 'z'].map((id) => ({ id, goalposts: [0, 1] })),
        units: units.map(([x, y, z], i) => ({ id: `u${i}`, values: { x, y, z } })),
        draws: 200,
        ...more,
      }),
    ) as {
      pairs: { wins: number }[];
      units: { score: number; rank: { lower: number; median: number; upper: number } }[];
    };

  it('a unit that is better everywhere wins under every recipe', () => {
    fc.assert(
      fc.property(unit, fc.double({ min: 0.05, max: 0.5, noNaN: true }), (values, more) => {
        const low = values.map((value) => value / 2);
        const high = low.map((value) => value + more);
        expect(result([high, low], { drawnAggregations: ['arithmetic', 'geometric'] }).pairs[0]?.wins).toBe(1);
      }),
    );
  });

  it('ranks lie in their interval, and an arithmetic score between its indicators', () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (units) => {
        for (const [i, { score, rank }] of result(units).units.entries()) {
          expect(rank.lower).toBeLessThanOrEqual(rank.median);
          expect(rank.median).toBeLessThanOrEqual(rank.upper);
          expect(rank.upper).toBeLessThanOrEqual(units.length);
          expect(score).toBeGreaterThanOrEqual(Math.min(...(units[i] ?? [])) - 1e-12);
          expect(score).toBeLessThanOrEqual(Math.max(...(units[i] ?? [])) + 1e-12);
        }
      }),
    );
  });

  it('an additive function has no interaction: first and total indices agree', () => {
    const replicates = [0, 1, 2, 3].map((replicate) =>
      sobolReplicate(([a = 0, b = 0]) => [a + 3 * b], 2, { points: 4096, seed: 1, replicate }),
    );
    const { first, total } = joinReplicates(replicates, 0);
    expect(first.map(({ value }) => value)[1]).toBeCloseTo(0.9, 3);
    expect(total.map(({ value }) => value)[0]).toBeCloseTo(0.1, 3);
  });
});

/** Conduct coverage: cases P1.1 and P1.2 of the methods, its laws, and what it refuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeCoverage, poissonBinomial, quantileOf, type Operation } from '../../src/analysis/index.ts';
import { ServandaError, type Truth } from '../../src/model/index.ts';

const operations: Operation[] = [
  { id: 'o1', weight: 1, credences: { A: 0.9 } },
  { id: 'o2', weight: 1, credences: { B: 0.6, C: 0.4 } },
  { id: 'o3', weight: 2, credences: { C: 0.95, D: 0.05 } },
  { id: 'o4', weight: 1, credences: { A: 0.5, D: 0.5 } },
  { id: 'o5', weight: 3, credences: { E: 0.8 } },
];
const parties = new Map<string, Truth>([
  ['A', 'true'],
  ['D', 'true'],
]);
const universe = 'ABCDEFGHIJ'.split('');

describe('P1.1', () => {
  const result = computeCoverage({ operations, parties, universe });
  const marginal = (state: string): number => result.states.find((row) => row.state === state)?.share ?? 0;
  it.each([
    ['conduct coverage', result.conduct.value, 0.273972603],
    ['lower', result.bounds.unknownResponsibility.lower, 0.25],
    ['upper', result.bounds.unknownResponsibility.upper, 0.3375],
    ['unknown share', result.unknownShare, 0.0875],
    ['headcount', result.headcount.value, 0.2],
    ['headcount among conduct states', result.headcountAmongConductStates.value, 0.4],
    ['marginal of E', marginal('E'), 0.328767123],
    ['marginal of C', marginal('C'), 0.315068493],
    ['marginal of B', marginal('B'), 0.082191781],
    ['effective number', result.effectiveNumberOfStates, 3.881282],
  ])('%s', (_, obtained, expected) => {
    expect(obtained).toBeCloseTo(expected, 6);
  });
});

describe('P1.2', () => {
  const distribution = poissonBinomial([0.9, 0.6, 0.95, 0.5, 0.2, 0.05, 0.75, 0.1]);
  it('has the mean, variance, distribution and quantiles of the case', () => {
    expect(distribution.mean).toBeCloseTo(4.05, 9);
    expect(distribution.variance).toBeCloseTo(1.1125, 9);
    const expected = [0.000171, 0.005799, 0.059492, 0.228586, 0.372083, 0.259043, 0.068061, 0.006572, 0.000192];
    for (const [k, probability] of expected.entries())
      expect(distribution.probabilities[k]).toBeCloseTo(probability, 6);
    expect([0.05, 0.5, 0.95].map((level) => quantileOf(distribution, level))).toEqual([2, 4, 6]);
  });
});

describe('laws of coverage', () => {
  const operation = fc.record({
    weight: fc.integer({ min: 1, max: 5 }),
    states: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { minLength: 1, maxLength: 3 }),
  });
  const many = fc.array(operation, { minLength: 1, maxLength: 30 }).map((list) =>
    list.map(({ weight, states }, index) => ({
      id: `o${index}`,
      weight,
      credences: Object.fromEntries(states.map((state) => [state, 1 / states.length])),
    })),
  );

  it('adds exactly what a party would add, and stays within its bounds', () => {
    fc.assert(
      fc.property(many, fc.constantFrom('A', 'B', 'C', 'D', 'E'), (list, joining) => {
        const before = computeCoverage({ operations: list, parties: new Map(), universe });
        const after = computeCoverage({ operations: list, parties: new Map([[joining, 'true']]), universe });
        const share = before.states.find(({ state }) => state === joining)?.share ?? 0;
        expect(after.conduct.value).toBeCloseTo(share, 9);
        expect(after.conduct.lower).toBeLessThanOrEqual(after.conduct.value + 1e-12);
        expect(after.conduct.upper).toBeGreaterThanOrEqual(after.conduct.value - 1e-12);
      }),
    );
  });

  it('lets an undated party widen the range and leave the value', () => {
    fc.assert(
      fc.property(many, (list) => {
        const certain = computeCoverage({ operations: list, parties: new Map(), universe });
        const possible = computeCoverage({ operations: list, parties: new Map([['A', 'unknown']]), universe });
        expect(possible.conduct.value).toBe(certain.conduct.value);
        expect(possible.conduct.upper).toBeGreaterThanOrEqual(certain.conduct.upper);
      }),
    );
  });
});

describe('what coverage refuses', () => {
  const codeOf = (input: Operation[]): string => {
    try {
      computeCoverage({ operations: input, parties, universe });
    } catch (error) {
      return error instanceof ServandaError ? error.code : String(error);
    }
    return 'accepted';
  };
  it.each([
    ['nobody named', [{ id: 'x', weight: 1, credences: {} }], 'REFUSED'],
    ['no operation', [], 'REFUSED'],
    ['a negative weight', [{ id: 'x', weight: -1, credences: { A: 1 } }], 'INPUT_INVALID'],
    ['credences above one', [{ id: 'x', weight: 1, credences: { A: 0.7, B: 0.7 } }], 'INPUT_INVALID'],
    ['a credence that is no number', [{ id: 'x', weight: 1, credences: { A: Number.NaN } }], 'INPUT_INVALID'],
    ['a weight without end', [{ id: 'x', weight: Infinity, credences: { A: 1 } }], 'INPUT_INVALID'],
  ])('%s', (_, input, code) => {
    expect(codeOf(input)).toBe(code);
  });
});

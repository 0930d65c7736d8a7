/** Columns give what the plain computation gives, and refuse what does not fit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeCoverage, countGroups, coverageOfMasses, massesOfColumns } from '../../src/analysis/index.ts';

const names = ['A', 'B', 'C', 'D', 'E'];
const operations = fc.array(
  fc.record({
    states: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    weight: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 60 },
);

function columnsOf(list: readonly { states: readonly number[]; weight: number }[]) {
  const starts = Uint32Array.from([
    0,
    ...list.map((_, k) => list.slice(0, k + 1).flatMap(({ states }) => states).length),
  ]);
  return {
    starts,
    states: Uint16Array.from(list.flatMap(({ states }) => states)),
    stateCount: 5,
    weights: Float64Array.from(list, ({ weight }) => weight),
    credences: null,
  };
}

describe('coverage in columns', () => {
  it('equals coverage over operations', () => {
    fc.assert(
      fc.property(operations, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (list, bound) => {
        fc.pre(list.some(({ states, weight }) => states.length > 0 && weight > 0));
        const { conduct } = computeCoverage({
          operations: list.map(({ states, weight }, k) => ({
            id: `o${k}`,
            weight,
            credences: Object.fromEntries(states.map((state) => [names[state] ?? '', 1 / states.length] as const)),
          })),
          parties: new Map(names.flatMap((name, i) => (bound[i] ? [[name, 'true'] as const] : []))),
          universe: names,
        });
        const found = coverageOfMasses(massesOfColumns(columnsOf(list)), Uint8Array.from(bound, Number));
        for (const key of ['value', 'lower', 'upper', 'n'] as const) expect(found[key]).toBeCloseTo(conduct[key], 9);
      }),
    );
  });

  const good = columnsOf([{ states: [0, 1], weight: 1 }]);
  it.each([
    ['starts', { ...good, starts: Uint32Array.of(0, 1) }],
    ['starts.2', { ...good, starts: Uint32Array.of(0, 3, 2), weights: null }],
    ['weights', { ...good, weights: Float64Array.of(1, 1) }],
    ['weights.0', { ...good, weights: Float64Array.of(NaN) }],
    ['credences', { ...good, credences: Float64Array.of(1) }],
    ['states', { ...good, states: Uint16Array.of(0, 9) }],
  ])('names the column %s that does not fit', (field, columns) => {
    expect(() => massesOfColumns(columns)).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', place: { field } }),
    );
  });

  it('states no share where nobody is named', () => {
    const masses = massesOfColumns({ ...good, starts: Uint32Array.of(0, 0), states: Uint16Array.of() });
    expect(() => coverageOfMasses(masses, new Uint8Array(5))).toThrow(expect.objectContaining({ code: 'REFUSED' }));
  });
});

describe('groups in columns', () => {
  it('count every row once, in its group', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 2 }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
        const column = (at: 0 | 1 | 2, size: number) => ({ codes: Uint8Array.from(rows, (one) => one[at]), size });
        const counts = countGroups(column(0, 7), column(1, 4), column(2, 3));
        expect(counts.reduce((a, b) => a + b, 0)).toBe(rows.length);
        for (const [m, a, t] of rows) {
          const same = rows.filter(([x, y, z]) => x === m && y === a && z === t).length;
          expect(counts[(m * 4 + a) * 3 + t]).toBe(same);
        }
      }),
    );
  });

  it('refuse a code beyond its size, unequal columns and too many groups', () => {
    const column = (codes: number[], size: number) => ({ codes: Uint16Array.from(codes), size });
    const invalid = expect.objectContaining({ code: 'INPUT_INVALID' }) as Error;
    expect(() => countGroups(column([1], 1), column([0], 1), column([0], 1))).toThrow(invalid);
    expect(() => countGroups(column([0, 0], 1), column([0], 1), column([0], 1))).toThrow(invalid);
    expect(() => countGroups(column([0], 60000), column([0], 60000), column([0], 9))).toThrow(invalid);
  });
});

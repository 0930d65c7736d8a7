/** Strong Kleene connectives (Kleene 1952, section 64): all nine cells of both tables, P4.1. */
import { describe, expect, it } from 'vitest';
import { allTruth, anyTruth, notTruth, truthOf, type Truth } from '../../src/model/index.ts';

const [T, U, F] = ['true', 'unknown', 'false'] as const satisfies Truth[];
const cells: [Truth, Truth, and: Truth, or: Truth][] = [
  [T, T, T, T],
  [T, U, U, T],
  [T, F, F, T],
  [U, T, U, T],
  [U, U, U, U],
  [U, F, F, U],
  [F, T, F, T],
  [F, U, F, U],
  [F, F, F, F],
];

describe('three-valued truth', () => {
  it.each(cells)('%s with %s: and %s, or %s', (left, right, and, or) => {
    expect(allTruth([left, right])).toBe(and);
    expect(anyTruth([left, right])).toBe(or);
  });

  it('negation swaps the sure values and leaves unknown', () => {
    expect([T, U, F].map(notTruth)).toEqual([F, U, T]);
    expect([allTruth([]), anyTruth([])]).toEqual([T, F]);
    expect([truthOf(true), truthOf(false)]).toEqual([T, F]);
  });
});

/** Dawid and Skene's anaesthetists: case P3.3 of the methods. */
import { describe, expect, it } from 'vitest';
import { attributionMethods, dawidSkene } from '../../src/attribution/index.ts';
import { ServandaError } from '../../src/model/index.ts';

const gradings = `1111111 3334334 1122122 2223121 2223222 2223322 1122111 3333433 2222223 2322223 4444444 2223343 1111111 2223212
1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222`;
const observers = [0, 0, 0, 1, 2, 3, 4];
const counts = gradings.split(/\s+/).map((patient) => {
  const item = Array.from({ length: 5 }, () => [0, 0, 0, 0]);
  patient.split('').forEach((grade, at) => {
    const given = item[observers[at] ?? 0] ?? [];
    given[Number(grade) - 1] = (given[Number(grade) - 1] ?? 0) + 1;
  });
  return item;
});

describe('P3.3', () => {
  const result = dawidSkene({ counts, labels: 4, randomStarts: 20, seed: 1 });
  const row = (observer: number, grade: number): number[] => result.confusion[observer - 1]?.[grade - 1] ?? [];
  const classOf = (patient: number): [label: number, posterior: number] => {
    const posterior = result.posterior[patient - 1] ?? [];
    const top = Math.max(...posterior);
    return [posterior.indexOf(top) + 1, top];
  };

  it('reproduces the published solution from the vote-share start', () => {
    for (const [label, expected] of [0.4, 0.4216, 0.1118, 0.0667].entries())
      expect(result.prevalence[label]).toBeCloseTo(expected, 4);
    expect(Math.abs(result.logLikelihood + 190.731)).toBeLessThan(1e-3);
    for (const [label, expected] of [0.0703, 0.8766, 0.0531, 0].entries())
      expect(row(1, 2)[label]).toBeCloseTo(expected, 4);
    for (const grade of [3, 4]) expect(row(2, grade)[grade - 1]).toBeCloseTo(1, 9);
    expect(classOf(38)[0]).toBe(3);
    expect(classOf(38)[1]).toBeCloseTo(0.9787, 4);
    expect(classOf(35)[0]).toBe(2);
    expect(classOf(35)[1]).toBeCloseTo(0.9482, 4);
  });

  it('differs from the majority vote for patients 2, 12 and 36', () => {
    const unlike = counts.flatMap((item, index) => {
      const votes = [0, 1, 2, 3].map((label) => item.reduce((sum, given) => sum + (given[label] ?? 0), 0));
      const top = Math.max(...votes);
      const majority = votes.filter((count) => count === top).length === 1 ? votes.indexOf(top) + 1 : null;
      return majority !== null && majority === classOf(index + 1)[0] ? [] : [index + 1];
    });
    expect(unlike).toEqual([2, 12, 36]);
  });

  it('says that a better mode exists', () => {
    expect(result.betterModeExists).toBe(true);
    expect(Math.abs((result.bestOfRandomStarts ?? 0) + 189.41)).toBeLessThan(0.01);
  });
});

describe('as a method', () => {
  const dawidSkeneMethod = attributionMethods.find(({ id }) => id === 'dawid-skene');
  it('refuses fewer than 50 incidents', () => {
    const input = dawidSkeneMethod?.input.parse({ counts, labels: 4 });
    expect(() => dawidSkeneMethod?.compute(input)).toThrow(ServandaError);
    expect(() => dawidSkeneMethod?.compute(input)).toThrow(/45 items/);
  });
});

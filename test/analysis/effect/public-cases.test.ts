/** Method 5 against its public cases P5.1 to P5.6 and the placebo suite of section 5c. */
import { describe, expect, it } from 'vitest';
import { cases, compute, methodOf, valueAt } from './vectors.ts';

it('has every public case', () => {
  for (const name of ['p5.1', 'p5.2', 'p5.3', 'p5.4', 'p5.5', 'p5.6', 'p5.c'])
    expect(
      cases.some(({ file }) => file.startsWith(name)),
      name,
    ).toBe(true);
});

describe.each(cases)('$title', ({ method, input, expected }) => {
  const result = compute(method, input);

  it.each(expected)('$path is $value', ({ path, value, tolerance }) => {
    expect(Math.abs(valueAt(result, path) - value)).toBeLessThanOrEqual(tolerance);
  });

  it('has the output that its schema says', () => {
    expect(methodOf(method).output.safeParse(result).error).toBeUndefined();
  });
});

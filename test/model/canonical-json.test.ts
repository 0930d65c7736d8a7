/** RFC 8785: the examples of the standard, and its laws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, ServandaError, statementId } from '../../src/model/index.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ServandaError ? error.code : String(error);
  }
  return 'accepted';
};

describe('canonical JSON', () => {
  it('prints the example of RFC 8785, section 3.2.2', () => {
    const input: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(input)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as the example of section 3.2.3', () => {
    const keys = { '\u20ac': 5, '\r': 1, '\ufb33': 7, '1': 2, '\ud83d\ude00': 6, '\u0080': 3, '\u00f6': 4 };
    const values = [...canonicalJson(keys).matchAll(/:(\d)/g)].map(([, digit]) => Number(digit));
    expect(values).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('gives the same bytes for the same value, however its keys are ordered', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['NaN', () => canonicalJson(Number.NaN), 'INPUT_INVALID'],
    ['infinity', () => canonicalJson([Infinity]), 'INPUT_INVALID'],
    ['a lone surrogate', () => canonicalJson({ a: '\ud800' }), 'INPUT_INVALID'],
    ['a bigint', () => canonicalJson(1n), 'INPUT_INVALID'],
    ['65 levels', () => canonicalJson(JSON.parse('['.repeat(66) + ']'.repeat(66))), 'INPUT_TOO_LARGE'],
  ])('refuses %s', (_, run, code) => {
    expect(codeOf(run)).toBe(code);
  });

  it('names a statement by the SHA-256 of its canonical bytes', () => {
    // printf '{}' | sha256sum
    expect(statementId({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});

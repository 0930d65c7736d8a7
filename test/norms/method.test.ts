/** The method norm-verdict on plain JSON: the cases of vectors/norms/valid, pivots, and what it refuses. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { normMethods } from '../../src/norms/index.ts';

interface Cases {
  norm: unknown;
  terms: unknown;
  cases: { facts: Record<string, string>; verdict: string; counts: [number, number, number]; leans: string | null }[];
}

const { norm, terms, cases } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../vectors/norms/valid/verdicts.json'), 'utf8'),
) as Cases;
const [method] = normMethods;
const compute = (input: unknown): unknown => method?.compute(method.input.parse(input));

describe('norm-verdict', () => {
  it.each(cases.map((one) => [JSON.stringify(one.facts), one] as const))(
    '%s',
    (_, { facts, verdict, counts, leans }) => {
      const [yes, no, unknown] = counts;
      expect(compute({ norm, terms, facts })).toMatchObject({
        verdict,
        leans,
        counts: { true: yes, false: no, unknown },
      });
    },
  );

  it('names the single fact and the single term that decide', () => {
    expect(compute({ norm, terms, facts: { grid: 'true', election: 'false', s: 'false' } })).toMatchObject({
      pivotFacts: [{ fact: 'd', ifTrue: 'contrary', ifFalse: 'not-contrary' }],
      pivotTerms: [],
    });
    expect(compute({ norm, terms, facts: { grid: 'false', election: 'true', d: 'true', s: 'false' } })).toMatchObject({
      verdict: 'gray',
      pivotTerms: [{ term: 'target', variants: { narrow: 'not-contrary', broad: 'contrary' } }],
    });
  });

  it('refuses fields of an incident, unknown terms and contradictory exceptions', () => {
    expect(() => compute({ norm: { effect: ['destruction'] }, facts: {} })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
    expect(() => compute({ norm: { term: 'targt' }, terms, facts: {} })).toThrow(
      expect.objectContaining({ code: 'REFERENCE_BROKEN' }),
    );
    const nothing = { except: { rule: { fact: 'd' }, unless: { fact: 'd' } } };
    expect(() => compute({ norm: nothing, facts: {} })).toThrow(expect.objectContaining({ code: 'RECORD_RULE' }));
  });
});

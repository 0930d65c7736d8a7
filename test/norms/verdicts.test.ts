/** The Kleene tables through the norm language (P4.1) and the verdicts of P4.2. */
import { describe, expect, it } from 'vitest';
import { truthValues, type NormExpression, type Truth } from '../../src/model/index.ts';
import { Diagrams, evaluate, normRoot, verdictOf } from '../../src/norms/index.ts';
import { factsWith, libraryOf } from './samples.ts';

describe('strong Kleene logic (P4.1; Kleene 1952, section 64)', () => {
  // Rows and columns in the order false, unknown, true.
  const and = ['false false false', 'false unknown unknown', 'false unknown true'];
  const or = ['false unknown true', 'unknown unknown true', 'true true true'];
  const valueOf = (expression: NormExpression, grid: Truth, d: Truth): Truth =>
    evaluate(libraryOf(expression), expression, {}, factsWith({ grid, d })).value;
  it.each(truthValues.flatMap((a, row) => truthValues.map((b, column) => [a, b, row, column] as const)))(
    '%s with %s',
    (a, b, row, column) => {
      const both: NormExpression[] = [{ fact: 'grid' }, { fact: 'd' }];
      expect(valueOf({ all: both }, a, b)).toBe(and[row]?.split(' ')[column]);
      expect(valueOf({ any: both }, a, b)).toBe(or[row]?.split(' ')[column]);
      const unless: NormExpression = { except: { rule: { fact: 'grid' }, unless: { not: { fact: 'd' } } } };
      expect(valueOf(unless, a, b)).toBe(and[row]?.split(' ')[column]);
    },
  );
});

describe('supervaluation over definitions (P4.2)', () => {
  const library = libraryOf(
    { all: [{ term: 'responsible' }, { term: 'target' }] },
    {
      target: { narrow: { fact: 'grid' }, broad: { any: [{ fact: 'grid' }, { fact: 'election' }] } },
      responsible: { directed: { fact: 'd' }, support: { any: [{ fact: 'd' }, { fact: 's' }] } },
    },
  );
  const diagrams = new Diagrams(library);
  const none = { grid: 'false', election: 'false', d: 'false', s: 'false' } as const;
  it.each([
    ['grid and d', { grid: 'true', d: 'true' }, 'contrary', [4, 0, 0], null],
    ['election and d only', { election: 'true', d: 'true' }, 'gray', [2, 2, 0], null],
    ['grid, d unknown, s false', { grid: 'true', d: 'unknown' }, 'indeterminate', [0, 0, 4], null],
    ['grid and s, d unknown', { grid: 'true', d: 'unknown', s: 'true' }, 'indeterminate', [2, 0, 2], 'contrary'],
    ['nothing', {}, 'not-contrary', [0, 4, 0], null],
  ] as const)('%s', (_, facts, verdict, [yes, no, unknown], leans) => {
    const diagram = diagrams.ofTarget(factsWith({ ...none, ...facts }))[normRoot(library, 'test/1') ?? -1] ?? -1;
    const shares = diagrams.shares(diagram);
    const counts = { true: shares.true * 4, false: shares.false * 4, unknown: shares.unknown * 4 };
    expect(verdictOf(counts)).toEqual({ verdict, counts: { true: yes, false: no, unknown }, leans });
  });
});

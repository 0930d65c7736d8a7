/** Laws of the frontier: branch and bound finds what visiting every text finds, and the gap it states is honest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FrontierInput,
  allTexts,
  acceptingParties,
  compileProblem,
  computeFrontier,
  enumerateFrontier,
  participationOf,
  searchFrontier,
  searchOrder,
  strengthOf,
  warmStart,
  type Measure,
  type Problem,
} from '../../src/negotiation/index.ts';

const hundredths = fc.integer({ min: -100, max: 100 }).map((n) => n / 100);

/** Random negotiations; `most` bounds the number of texts. */
function negotiation(most: number, mostParties: number): fc.Arbitrary<FrontierInput> {
  return fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 })
    .map((sizes) => {
      let texts = 1;
      return sizes.filter((size) => texts * size <= most && (texts *= size));
    })
    .filter((sizes) => sizes.length > 0)
    .chain((sizes) => {
      const clauses = fc.tuple(
        ...sizes.map((size, clause) =>
          fc.array(fc.integer({ min: 0, max: 6 }), { minLength: size, maxLength: size }).map((strengths) => ({
            id: `c${clause}`,
            options: strengths.map((strength, option) => ({ id: `o${option}`, strength })),
          })),
        ),
      );
      const party = fc.record({
        reservation: fc.integer({ min: -200, max: 150 }).map((n) => n / 100),
        weight: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
        group: fc.constantFrom(null, 'x', 'y', 'z'),
        values: fc.tuple(...sizes.map((size) => fc.array(hundredths, { minLength: size, maxLength: size }))),
        red: fc.option(fc.tuple(fc.nat(sizes.length - 1), fc.nat(4)), { nil: null, freq: 2 }),
      });
      return fc.record({
        clauses,
        parties: fc.array(party, { minLength: 1, maxLength: mostParties }),
        quorum: fc.constantFrom(0.3, 0.5, 1),
      });
    })
    .map(({ clauses, parties, quorum }) =>
      FrontierInput.parse({
        clauses,
        quorum,
        measures: ['count', 'coverage', 'groups'],
        parties: parties.map(({ reservation, weight, group, values, red }, index) => ({
          id: `p${index}`,
          reservation,
          weight,
          group,
          utilities: Object.fromEntries(
            values.map((row, clause) => [`c${clause}`, Object.fromEntries(row.map((x, option) => [`o${option}`, x]))]),
          ),
          // A red line only where a wording is left.
          redLines:
            red !== null && (clauses[red[0]]?.options.length ?? 0) > 1 + red[1]
              ? [{ clause: `c${red[0]}`, option: `o${red[1]}` }]
              : [],
        })),
      }),
    );
}

function bounded(problem: Problem, measure: Measure, nodeLimit = Infinity): ReturnType<typeof searchFrontier> {
  const order = searchOrder(problem);
  return searchFrontier(problem, { measure, nodeLimit, order, first: null, known: warmStart(problem, measure) });
}

const places = (points: readonly { strength: number; participation: number }[]): number[][] =>
  points.map(({ strength, participation }) => [strength, participation]);

const measures: Measure[] = ['count', 'coverage', 'groups'];

describe('brute force and branch and bound', () => {
  it.each(measures)('agree on random negotiations, by %s', (measure) => {
    fc.assert(
      fc.property(negotiation(2000, 9), (input) => {
        const problem = compileProblem(input);
        const found = bounded(problem, measure);
        expect(found.open).toEqual([]);
        expect(places(found.points)).toEqual(places(enumerateFrontier(problem, measure).staircase.points));
        for (const { text, strength, participation } of found.points) {
          expect(strengthOf(problem, text)).toBe(strength);
          expect(participationOf(problem, measure, acceptingParties(problem, text))).toBe(participation);
        }
      }),
      { numRuns: 150, seed: 8 },
    );
  });

  it('agree on negotiations of up to a million texts', () => {
    fc.assert(
      fc.property(
        negotiation(1_000_000, 6).filter((input) => compileProblem(input).texts > 50_000),
        fc.constantFrom(...measures),
        (input, measure) => {
          const problem = compileProblem(input);
          expect(places(bounded(problem, measure).points)).toEqual(
            places(enumerateFrontier(problem, measure).staircase.points),
          );
        },
      ),
      { numRuns: 6, seed: 8 },
    );
  }, 240_000);
});

describe('a search that stops early', () => {
  it('says what may be missing, and nothing lies beyond that', () => {
    fc.assert(
      fc.property(
        negotiation(2000, 9),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...measures),
        (input, limit, measure) => {
          const problem = compileProblem(input);
          const { points, open } = bounded(problem, measure, limit);
          for (const truth of enumerateFrontier(problem, measure).staircase.points) {
            const isFound = points.some((p) => p.strength >= truth.strength && p.participation >= truth.participation);
            const isBounded = open.some((b) => b.strength >= truth.strength && b.participation >= truth.participation);
            expect(isFound || isBounded).toBe(true);
          }
        },
      ),
      { numRuns: 200, seed: 9 },
    );
  });

  it('is marked in the result', () => {
    const clauses = Array.from({ length: 9 }, (_, c) => ({
      id: `c${c}`,
      options: Array.from({ length: 4 }, (_, o) => ({ id: `o${o}`, strength: o })),
    }));
    const parties = Array.from({ length: 30 }, (_, p) => ({
      id: `p${p}`,
      reservation: -0.5,
      utilities: Object.fromEntries(
        clauses.map(({ id, options }, c) => [
          id,
          Object.fromEntries(options.map((o, k) => [o.id, Math.sin(p * 7 + c * 3 + k * 5)])),
        ]),
      ),
    }));
    const asked = { clauses, parties, measures: ['count'] };
    const whole = computeFrontier(FrontierInput.parse(asked)).frontiers[0];
    const part = computeFrontier(FrontierInput.parse({ ...asked, nodeLimit: 40 })).frontiers[0];
    expect(whole).toMatchObject({ engine: 'branch-and-bound', proof: 'optimal', gap: null });
    expect(part?.proof).toBe('gap');
    expect(part?.gap?.participation).toBeGreaterThan(0);
    expect(part?.points.at(-1)?.value ?? 0).toBeLessThanOrEqual(whole?.points.at(-1)?.value ?? 0);
  });
});

describe('what is said of a text', () => {
  const sample = negotiation(300, 6);

  it('every party accepts or blocks; a single change that is named brings the blocker in', () => {
    fc.assert(
      fc.property(sample, (input) => {
        const { strongest } = computeFrontier(input);
        expect([...strongest.accepts, ...strongest.blockers.map(({ party }) => party)].sort()).toEqual(
          input.parties.map(({ id }) => id).sort(),
        );
        const problem = compileProblem(input);
        for (const { party, wouldAcceptWith } of strongest.blockers) {
          const index = input.parties.findIndex(({ id }) => id === party);
          for (const { clause, option } of wouldAcceptWith) {
            const changed = { ...strongest.text, [clause]: option };
            const text = input.clauses.map(({ id, options }) => options.findIndex((o) => o.id === changed[id]));
            expect(acceptingParties(problem, text)).toContain(index);
          }
        }
      }),
      { numRuns: 100, seed: 10 },
    );
  });

  it('prices are differences of participation', () => {
    fc.assert(
      fc.property(sample, (input) => {
        for (const { text, words } of computeFrontier(input).prices) {
          const problem = compileProblem(input);
          const indices = (named: Record<string, string>): number[] =>
            input.clauses.map(({ id, options }) => options.findIndex((o) => o.id === named[id]));
          const before = acceptingParties(problem, indices(text)).length;
          for (const { clause, to, countChange, joins, leaves } of words) {
            const after = acceptingParties(problem, indices({ ...text, [clause]: to })).length;
            expect(countChange).toBe(after - before);
            expect(joins.length - leaves.length).toBe(countChange);
          }
        }
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('ties are counted: the texts of all points and of none add up to all', () => {
    fc.assert(
      fc.property(negotiation(300, 5), (input) => {
        const problem = compileProblem(input);
        const { points } = enumerateFrontier(problem, 'count').staircase;
        for (const { strength, participation, tied } of points) {
          const equal = [...allTexts(problem.sizes)].filter(
            (text) =>
              strengthOf(problem, text) === strength && acceptingParties(problem, text).length === participation,
          );
          expect(tied).toBe(equal.length);
        }
      }),
      { numRuns: 60, seed: 12 },
    );
  });
});

describe('robustness', () => {
  const input = {
    clauses: [
      {
        id: 'a',
        options: [
          { id: 'out', strength: 0 },
          { id: 'in', strength: 1 },
        ],
      },
    ],
    parties: [
      { id: 'sure', reservation: 0, utilities: { a: { out: 0, in: 5 } } },
      { id: 'doubtful', reservation: 0, utilities: { a: { out: 1, in: 0.01 } } },
    ],
    measures: ['count'],
  };
  it('without noise every text stays; with it what hangs on a hair does not always', () => {
    const calm = computeFrontier(FrontierInput.parse({ ...input, robustness: { draws: 50, spread: 0, seed: 3 } }));
    expect(calm.frontiers[0]?.points.map(({ stays }) => stays)).toEqual([1]);
    const moved = computeFrontier(FrontierInput.parse({ ...input, robustness: { draws: 400, spread: 0.1, seed: 3 } }));
    // The strongest text is never dominated here: nothing is stronger, whoever accepts.
    expect(moved.frontiers[0]?.points[0]?.stays).toBe(1);
    const again = computeFrontier(FrontierInput.parse({ ...input, robustness: { draws: 400, spread: 0.1, seed: 3 } }));
    expect(again).toEqual(moved);
  });
  it('a weaker text with more parties stays only while those parties would not take the stronger one', () => {
    const parties = [
      { id: 'sure', reservation: 0, utilities: { a: { out: 0.5, in: 5 } } },
      { id: 'doubtful', reservation: 0, utilities: { a: { out: 1, in: -0.05 } } },
    ];
    const asked = { ...input, parties, robustness: { draws: 1000, spread: 0.1, seed: 5 } };
    const stays = computeFrontier(FrontierInput.parse(asked)).frontiers[0]?.points[1]?.stays ?? 0;
    // It stays unless noise on utility and reservation (0.1 each) lifts -0.05 to 0: 1 - Φ(0.05/√0.02) = 0.362.
    expect(Math.abs(stays - (1 - 0.362))).toBeLessThan(3 * Math.sqrt((0.362 * 0.638) / 1000));
  });
});

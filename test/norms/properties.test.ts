/** Laws of the norm language: one value however it is computed, and what more knowledge or more definitions may change. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { anyTruth, type NormExpression, type Truth } from '../../src/model/index.ts';
import {
  Columns,
  Diagrams,
  compilePlanes,
  evaluate,
  formatExpression,
  normRoot,
  openQuestions,
  pickedBy,
  planeValue,
  runPlanes,
  supervaluate,
  takeStep,
  valueOverCompletions,
  verdictOf,
  type Library,
  type TargetFacts,
} from '../../src/norms/index.ts';
import { anyExpression, anyLibrary, anyTargets, factsWith, libraryOf } from './samples.ts';

const norm = (library: Library): NormExpression => library.expressions.get('norm test/1') ?? false;
const root = (library: Library): number => normRoot(library, 'test/1') ?? -1;

function valueUnder(library: Library, picks: Readonly<Record<string, string>>, targets: readonly TargetFacts[]): Truth {
  return anyTruth(targets.map((facts) => evaluate(library, norm(library), picks, facts).value));
}

/** Every product of variants, by brute force. */
function products(library: Library): Record<string, string>[] {
  return library.terms.reduce<Record<string, string>[]>(
    (choices, { id, variants }) =>
      choices.flatMap((choice) => variants.map((variant) => ({ ...choice, [id]: variant }))),
    [{}],
  );
}

describe('three ways to one value', () => {
  it('expression by expression, decision diagrams and bit-planes agree on every incident and choice', () => {
    fc.assert(
      fc.property(anyLibrary, fc.array(anyTargets, { minLength: 1, maxLength: 70 }), (library, incidents) => {
        const diagrams = new Diagrams(library);
        const columns = new Columns(library, 1);
        for (const targets of incidents) columns.add(targets);
        const choices = products(library);
        const wanted = choices.map((picks) => ({ root: root(library), picked: pickedBy(library, picks) }));
        const planes = runPlanes(compilePlanes(library, wanted), columns);
        incidents.forEach((targets, row) => {
          const diagram = targets
            .map((facts) => diagrams.ofTarget(facts)[root(library)] ?? -1)
            .reduce((a, b) => diagrams.any(a, b));
          choices.forEach((picks, at) => {
            const value = valueUnder(library, picks, targets);
            expect(diagrams.at(diagram, pickedBy(library, picks))).toBe(value);
            const answer = planes[at];
            if (!answer) throw new Error('an answer is missing');
            expect(planeValue(answer, row)).toBe(value);
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  it('the shares of a diagram are those of the product, however large', () => {
    fc.assert(
      fc.property(anyLibrary, anyTargets, (library, targets) => {
        const diagrams = new Diagrams(library);
        const diagram = targets
          .map((facts) => diagrams.ofTarget(facts)[root(library)] ?? -1)
          .reduce((a, b) => diagrams.any(a, b));
        const choices = products(library);
        const { counts } = supervaluate(choices.map((picks) => valueUnder(library, picks, targets)));
        const shares = diagrams.shares(diagram);
        expect(shares.true * choices.length).toBeCloseTo(counts.true, 9);
        expect(shares.false * choices.length).toBeCloseTo(counts.false, 9);
        expect(shares.unknown * choices.length).toBeCloseTo(counts.unknown, 9);
      }),
      { numRuns: 200 },
    );
  });
});

describe('more knowledge', () => {
  it('never flips what is decided', () => {
    fc.assert(
      fc.property(anyLibrary, anyTargets, fc.array(fc.nat(), { maxLength: 4 }), (library, before, steps) => {
        let after = before;
        for (const step of steps) {
          const all = openQuestions(library, [root(library)], after).flatMap((question) => question.steps);
          const taken = all[step % Math.max(1, all.length)];
          if (taken) after = takeStep(after, taken);
        }
        for (const { picks } of library.sets) {
          const value = valueUnder(library, picks, before);
          if (value !== 'unknown') expect(valueUnder(library, picks, after)).toBe(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an unknown value has an open question, and answering all of them decides', () => {
    fc.assert(
      fc.property(anyLibrary, anyTargets, fc.infiniteStream(fc.nat(1000)), (library, targets, chance) => {
        const picks = library.sets[0]?.picks ?? {};
        let now = targets;
        for (let step = 0; step < 200; step += 1) {
          const question = openQuestions(library, [root(library)], now)[0];
          if (!question) break;
          const answer = question.steps[(chance.next().value as number) % question.steps.length];
          if (answer) now = takeStep(now, answer);
        }
        expect(valueUnder(library, picks, now)).not.toBe('unknown');
      }),
      { numRuns: 150 },
    );
  });

  it('completing the record in every way never contradicts Kleene logic, and decides "p or not p"', () => {
    fc.assert(
      fc.property(anyExpression(), anyTargets, (expression, targets) => {
        const library = libraryOf(expression);
        const valueOf = (of: readonly TargetFacts[]): Truth => valueUnder(library, {}, of);
        const questions = openQuestions(library, [root(library)], targets);
        fc.pre(questions.reduce((sum, { steps }) => sum + steps.length, 0) <= 12);
        const { value } = valueOverCompletions(library, [root(library)], targets, valueOf);
        if (valueOf(targets) !== 'unknown') expect(value).toBe(valueOf(targets));
      }),
      { numRuns: 200 },
    );
    const either: NormExpression = { any: [{ fact: 'grid' }, { not: { fact: 'grid' } }] };
    const library = libraryOf(either);
    const targets = [factsWith({})];
    expect(valueUnder(library, {}, targets)).toBe('unknown');
    expect(valueOverCompletions(library, [root(library)], targets, (of) => valueUnder(library, {}, of))).toEqual({
      value: 'true',
      unknowns: 1,
    });
  });
});

describe('more definitions', () => {
  it('adding a variant moves a verdict only toward gray or indeterminate', () => {
    fc.assert(
      fc.property(
        anyExpression(['word']),
        fc.array(anyExpression(), { minLength: 2, maxLength: 4 }),
        anyTargets,
        (expression, variants, targets) => {
          const verdictWith = (count: number): string => {
            const library = libraryOf(expression, {
              word: Object.fromEntries(variants.slice(0, count).map((variant, at) => [`v${at}`, variant])),
            });
            const diagrams = new Diagrams(library);
            return verdictOf(
              diagrams.shares(
                targets
                  .map((facts) => diagrams.ofTarget(facts)[root(library)] ?? -1)
                  .reduce((a, b) => diagrams.any(a, b)),
              ),
            ).verdict;
          };
          const fewer = verdictWith(variants.length - 1);
          const more = verdictWith(variants.length);
          if (fewer === 'gray') expect(more).toBe('gray');
          else if (fewer === 'indeterminate') expect(['indeterminate', 'gray']).toContain(more);
          else expect([fewer, 'gray', 'indeterminate']).toContain(more);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the formatter', () => {
  it('writes what reads back as the same meaning, and the same text again', () => {
    fc.assert(
      fc.property(anyExpression(['one']), anyTargets, (expression, targets) => {
        const text = formatExpression(expression);
        const again = parse(text) as NormExpression;
        expect(formatExpression(again)).toBe(text);
        for (const line of text.split('\n')) expect(line.trim()).not.toBe('');
        const terms = { one: { a: { fact: 'grid' } } } as const;
        const valueOf = (of: NormExpression): Truth => valueUnder(libraryOf(of, terms), { one: 'a' }, targets);
        expect(valueOf(again)).toBe(valueOf(expression));
      }),
      { numRuns: 300 },
    );
  });
});

/** Libraries and facts for tests of norms, and arbitrary ones for property tests. */
import fc from 'fast-check';
import {
  effects,
  purposes,
  sectors,
  targetKinds,
  truthValues,
  type NormExpression,
  type Truth,
} from '../../src/model/index.ts';
import {
  assumedRelations,
  compileLibrary,
  type CodeList,
  type Library,
  type LibrarySource,
  type TargetFacts,
} from '../../src/norms/index.ts';

export const factNames = ['grid', 'election', 'd', 's', 'significant-harm', 'indiscriminate'] as const;

const day = { from: 17_000, to: 17_001 };
const list = (
  held: readonly string[],
  others: 'false' | 'unknown' = 'false',
  unsure: readonly string[] = [],
): CodeList => ({
  held: new Set(held),
  unsure: new Set(unsure),
  others,
});

/** A target of which only the named facts are known. */
export function factsWith(facts: Readonly<Record<string, Truth>>, more: Partial<TargetFacts> = {}): TargetFacts {
  return {
    effect: list([]),
    purpose: list([]),
    sector: list([]),
    kind: list([]),
    victim: list(['AAA']),
    actor: list([]),
    conduct: { start: day, end: day },
    facts: new Map(Object.entries(facts)),
    relations: assumedRelations,
    ...more,
  };
}

/** A library of one norm called test/1 over terms given as variants. */
export function libraryOf(
  norm: NormExpression,
  terms: Readonly<Record<string, Readonly<Record<string, NormExpression>>>> = {},
  sets: LibrarySource['sets'] = [],
): Library {
  return compileLibrary({
    variants: Object.entries(terms).flatMap(([term, variants]) =>
      Object.entries(variants).map(([variant, expression]) => ({
        id: `${term}/${variant}`,
        expression,
        component: false,
      })),
    ),
    norms: [{ id: 'test/1', expression: norm }],
    links: [],
    facts: factNames,
    sets,
  });
}

const someOf = <Code extends string>(codes: readonly Code[]) =>
  fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 4 });

const leafExpression: fc.Arbitrary<NormExpression> = fc.oneof(
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 4, arbitrary: someOf(effects).map((effect): NormExpression => ({ effect })) },
  { weight: 3, arbitrary: someOf(purposes).map((purpose): NormExpression => ({ purpose })) },
  { weight: 3, arbitrary: someOf(sectors).map((sector): NormExpression => ({ sector })) },
  { weight: 2, arbitrary: someOf(targetKinds).map((kind): NormExpression => ({ kind })) },
  { weight: 1, arbitrary: someOf(['AAA', 'BBB', 'CCC', 'eu-members']).map((victim): NormExpression => ({ victim })) },
  { weight: 4, arbitrary: fc.constantFrom(...factNames).map((fact): NormExpression => ({ fact })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('foreign' as const, 'at-peace' as const)
      .map((relation): NormExpression => ({ relation })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2015-01-01', '2016-07-18', '2020-01-01').map((from): NormExpression => ({ from })),
  },
);

/** Expressions that may name the terms given. */
export function anyExpression(terms: readonly string[] = []): fc.Arbitrary<NormExpression> {
  const leaf =
    terms.length === 0
      ? leafExpression
      : fc.oneof(
          leafExpression,
          fc.constantFrom(...terms).map((term): NormExpression => ({ term })),
        );
  return fc.letrec<{ node: NormExpression }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((all): NormExpression => ({ all })),
      fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((any): NormExpression => ({ any })),
      tie('node').map((not): NormExpression => ({ not })),
      fc.record({ rule: tie('node'), unless: tie('node') }).map((except): NormExpression => ({ except })),
    ),
  })).node;
}

/** Libraries with three terms, the later ones resting on the earlier, a norm over them, and three sets. */
export const anyLibrary: fc.Arbitrary<Library> = fc
  .record({
    norm: anyExpression(['one', 'two', 'three']),
    one: fc.array(anyExpression(), { minLength: 1, maxLength: 3 }),
    two: fc.array(anyExpression(['one']), { minLength: 1, maxLength: 3 }),
    three: fc.array(anyExpression(['one', 'two']), { minLength: 1, maxLength: 3 }),
    picks: fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 3, maxLength: 3 }),
  })
  .map(({ norm, picks, ...terms }) => {
    const named = Object.fromEntries(
      Object.entries(terms).map(([term, list]) => [
        term,
        Object.fromEntries(list.map((variant, at) => [`v${at}`, variant])),
      ]),
    );
    const sets = picks.map(([one, two, three], at) => ({
      id: `set-${at}`,
      kind: 'view' as const,
      picks: {
        one: `v${one % terms.one.length}`,
        two: `v${two % terms.two.length}`,
        three: `v${three % terms.three.length}`,
      },
    }));
    return libraryOf(norm, named, sets);
  });

const truth = fc.constantFrom(...truthValues);
const codeList = (codes: readonly string[]): fc.Arbitrary<CodeList> =>
  fc.record({
    held: fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 4 }).map((held) => new Set(held)),
    unsure: fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 2 }).map((unsure) => new Set(unsure)),
    others: fc.constantFrom('false' as const, 'unknown' as const),
  });

const span = fc
  .tuple(fc.integer({ min: 16_000, max: 19_000 }), fc.integer({ min: 1, max: 400 }))
  .map(([from, days]) => ({ from, to: from + days }));

export const anyTarget: fc.Arbitrary<TargetFacts> = fc.record({
  effect: codeList(effects),
  purpose: codeList(purposes),
  sector: codeList(sectors),
  kind: codeList(targetKinds),
  victim: codeList(['AAA', 'BBB', 'CCC', 'eu-members']),
  actor: codeList(['state-organ', 'criminal']),
  conduct: fc.record({ start: span, end: fc.option(span) }).map(({ start, end }) => ({
    start,
    end: end === null ? null : { from: Math.max(start.from, end.from), to: Math.max(start.to, end.to) },
  })),
  facts: fc.dictionary(fc.constantFrom(...factNames), truth).map((facts) => new Map(Object.entries(facts))),
  relations: fc.record({ foreign: truth, 'at-peace': truth }),
});

/** Targets of one incident: purposes, actor, dates and facts are the incident's. */
export const anyTargets = fc.array(anyTarget, { minLength: 1, maxLength: 3 }).map((targets) =>
  targets.map((target): TargetFacts => {
    const { purpose, actor, conduct, facts } = targets[0] ?? target;
    return { ...target, purpose, actor, conduct, facts };
  }),
);

/** Method norm-verdict: a norm over named facts and contested terms, to a verdict with counts and pivots (method 4). */
import { z } from 'zod';
import { NormExpression, ServandaError, method, truthValues, type Truth } from '#model';
import { Diagrams } from '../diagram.ts';
import { checkExceptions } from '../exceptions.ts';
import { compileLibrary, normRoot } from '../library.ts';
import { verdictOf, verdicts } from '../verdict.ts';

const Name = z.string().regex(/^[a-z0-9-]+$/);

const Input = z.strictObject({
  norm: NormExpression.describe('written with fact: and term: only'),
  terms: z.record(Name, z.record(Name, NormExpression)).default({}).describe('term to variant to expression'),
  facts: z.record(Name, z.enum(truthValues)).describe('a fact that is asked for and not given is unknown'),
});

const Verdict = z.enum(verdicts);
const Output = z.strictObject({
  verdict: Verdict,
  leans: z.enum(['contrary', 'not-contrary']).nullable(),
  counts: z.strictObject({ true: z.number().int(), false: z.number().int(), unknown: z.number().int() }),
  pivotFacts: z.array(z.strictObject({ fact: z.string(), ifTrue: Verdict, ifFalse: Verdict })),
  pivotTerms: z.array(z.strictObject({ term: z.string(), variants: z.record(z.string(), Verdict) })),
});

export const normVerdict = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'norm-verdict',
  version: 1,
  question: 'Does this act contravene this norm under every reading, some, or none, and what decides it?',
  source: 'Kleene 1952, section 64; Fine 1975, Synthese 30; methods section 4',
  input: Input,
  output: Output,
  assumptions: [
    'strong Kleene logic for each choice of variants, supervaluation over the product of all variants',
    'the share of readings that are true is no probability',
    'the verdict is on the text; commitment and responsibility are asked apart',
  ],
  compute: ({ norm, terms, facts }) => {
    const asked = factNames([norm, ...Object.values(terms).flatMap((variants) => Object.values(variants))]);
    const library = compileLibrary({
      norms: [{ id: 'input/norm', expression: norm }],
      variants: Object.entries(terms).flatMap(([term, variants]) =>
        Object.entries(variants).map(([variant, expression]) => ({
          id: `${term}/${variant}`,
          expression,
          component: false,
        })),
      ),
      terms: Object.keys(terms),
      links: [],
      facts: [...asked],
      sets: [],
    });
    const fault = checkExceptions(library)[0];
    if (fault) throw fault;
    const diagrams = new Diagrams(library);
    const root = normRoot(library, 'input/norm') ?? -1;
    const diagramWith = (known: Readonly<Record<string, Truth>>): number =>
      diagrams.ofAtoms((atom) => {
        if (atom.is === 'fact') return known[atom.name] ?? 'unknown';
        throw new ServandaError(
          'INPUT_INVALID',
          'norm-verdict knows facts by name only; write "fact: name" instead of fields of an incident.',
          { place: { field: 'norm' } },
        );
      })[root] ?? 1;
    const size = [...(library.reaches[root] ?? [])].reduce(
      (product, term) => product * (library.terms[term]?.variants.length ?? 1),
      1,
    );
    const judge = (diagram: number): ReturnType<typeof verdictOf> => {
      const shares = diagrams.shares(diagram);
      const count = (share: number): number => Math.round(share * size);
      return verdictOf({ true: count(shares.true), false: count(shares.false), unknown: count(shares.unknown) });
    };
    const diagram = diagramWith(facts);
    const { verdict, counts, leans } = judge(diagram);
    return {
      verdict,
      leans,
      counts,
      pivotFacts: [...asked]
        .filter((fact) => (facts[fact] ?? 'unknown') === 'unknown')
        .map((fact) => ({
          fact,
          ifTrue: judge(diagramWith({ ...facts, [fact]: 'true' })).verdict,
          ifFalse: judge(diagramWith({ ...facts, [fact]: 'false' })).verdict,
        }))
        .filter(({ ifTrue, ifFalse }) => ifTrue !== verdict || ifFalse !== verdict),
      pivotTerms: library.terms.flatMap(({ id, variants }, term) => {
        if (!library.reaches[root]?.has(term)) return [];
        const outcomes = Object.fromEntries(
          variants.map((variant, at) => [variant, judge(diagrams.fix(diagram, term, at)).verdict]),
        );
        return Object.values(outcomes).some((outcome) => outcome !== verdict) ? [{ term: id, variants: outcomes }] : [];
      }),
    };
  },
});

function factNames(expressions: readonly NormExpression[]): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'fact' && typeof inner === 'string') names.add(inner);
        else visit(inner);
      }
    }
  };
  visit(expressions);
  return names;
}

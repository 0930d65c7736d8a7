/** What a wording would decide: each variant of each term, or an expression that nobody recorded, over past incidents. */
import type { Incident, NormExpression } from '#model';
import { supervaluate, verdictOfTruth, withNorm, type Verdict } from '#norms';
import type { View } from '#registry';
import { findDefinitions, lawsFor, lawsOf, verdictUnder } from './laws.ts';
import { incidentsBy, testedProvisions, type TableQuery } from './table.ts';
import { readingOf, textDiagram } from './text.ts';

/** How many open cases fixing one term to one variant would decide. */
export interface WordingEffect {
  term: string;
  variant: string;
  /** Cases that are gray or indeterminate now and would be decided. A case is one operation under one provision. */
  decides: number;
  /** Of these, how many would be contrary. */
  contrary: number;
  /** Open cases that hang on the term at all. */
  hanging: number;
  /** The decided cases, for lists: incident and provision. */
  cases: { incident: string; provision: string; verdict: Verdict }[];
}

/**
 * For every pickable variant of every term: how many open past cases the wording would decide, if all parties agreed on
 * it and on nothing else. `provisions` limits the question, such as to the clauses of one agreement.
 */
export function wordingEffects(view: View, query: TableQuery, provisions?: ReadonlySet<string>): WordingEffect[] {
  const laws = lawsOf(view);
  const { diagrams, library } = laws;
  const definitions = findDefinitions(view, query.definitions);
  const effects = library.terms.flatMap(({ id, variants }, term) =>
    variants.map((variant, at) => ({
      term,
      at,
      effect: emptyEffect(id, variant),
    })),
  );
  // Equal diagrams say the same of every incident.
  const known = new Map<number, (Verdict | null)[]>();
  const tested = testedProvisions(view).filter(({ id }) => provisions?.has(id) ?? true);
  for (const incident of incidentsBy(view, query.asOf)) {
    const reading = readingOf(view, incident, null);
    for (const { id } of tested) {
      const diagram = textDiagram(laws, reading, library.roots.get(`norm ${id}`) ?? -1);
      let outcomes = known.get(diagram);
      if (!outcomes) {
        const isOpen = !isDecided(verdictUnder(laws, diagram, definitions).verdict);
        const support = diagrams.support(diagram);
        outcomes = isOpen
          ? effects.map(({ term, at }) =>
              support.has(term) ? verdictUnder(laws, diagram, definitions, new Map([[term, at]])).verdict : null,
            )
          : [];
        known.set(diagram, outcomes);
      }
      outcomes.forEach((verdict, at) => {
        const effect = effects[at]?.effect;
        if (verdict === null || !effect) return;
        effect.hanging += 1;
        if (!isDecided(verdict)) return;
        effect.decides += 1;
        if (verdict === 'contrary') effect.contrary += 1;
        effect.cases.push({ incident: incident.id, provision: id, verdict });
      });
    }
  }
  return effects.map(({ effect }) => effect);
}

function emptyEffect(term: string, variant: string): WordingEffect {
  return { term, variant, decides: 0, contrary: 0, hanging: 0, cases: [] };
}

function isDecided(verdict: Verdict): boolean {
  return verdict === 'contrary' || verdict === 'not-contrary';
}

/** A proposed wording judged on past incidents. */
export interface JudgedWording {
  incident: string;
  /** Under each set, in the order of the view's sets. */
  sets: { id: string; verdict: Verdict }[];
  verdict: Verdict;
}

/**
 * Judges an expression of the norm language over incidents (of the view, or hypothetical ones) as if it were a clause;
 * it may refer to the terms and norms of the record. Throws REFERENCE_BROKEN, with a suggestion, for an unknown name.
 */
export function judgeWording(
  view: View,
  expression: NormExpression,
  query: TableQuery,
  incidents: readonly Incident[] = incidentsBy(view, query.asOf),
): JudgedWording[] {
  const name = 'proposed/wording';
  const laws = lawsFor(view, withNorm(lawsOf(view).library, name, expression));
  const root = laws.library.roots.get(`norm ${name}`) ?? -1;
  const { sets } = findDefinitions(view, query.definitions);
  const wanted = sets === null ? null : new Set(sets.map(({ id }) => id));
  return incidents.map((incident) => {
    const diagram = textDiagram(laws, readingOf(view, incident, null, laws), root);
    const values = laws.sets.map((set) => ({ id: set.id, value: laws.diagrams.at(diagram, set.picked) }));
    const verdict =
      wanted === null
        ? verdictUnder(laws, diagram, { sets: null }).verdict
        : supervaluate(values.filter(({ id }) => wanted.has(id)).map(({ value }) => value)).verdict;
    return {
      incident: incident.id,
      sets: values.map(({ id, value }) => ({ id, verdict: verdictOfTruth(value) })),
      verdict,
    };
  });
}

/** Why a finding is open: no attribution, a contested term, a missing fact by name, no party, a clause not verifiable. */
import type { Diagram, Library, Verdict } from '#norms';
import { atomValue, openQuestions, unknownsOfAtom, type TargetFacts } from '#norms';
import { verdictUnder, type CompiledSet, type Definitions, type Laws } from './laws.ts';
import type { Reading } from './text.ts';

export const causeKinds = [
  'missing-fact',
  'contested-term',
  'no-attribution',
  'commitment-dates',
  'link',
  'clause-not-verifiable',
] as const;
export type CauseKind = (typeof causeKinds)[number];

/** One cause. `name` is a fact, a term, a provision, or empty. */
export interface Cause {
  kind: CauseKind;
  name: string;
}

/**
 * Unknown facts that keep the text open under the sets in use: the unknown leaves below unknown steps, in every set
 * whose value is unknown. For the product the sets of the view stand in for it.
 */
export function missingFacts(
  laws: Laws,
  reading: Reading,
  root: number,
  sets: readonly CompiledSet[],
  among?: ReadonlySet<number>,
): string[] {
  const names = new Set<string>();
  for (const { picked } of sets) {
    const values = reading.nodes.map((nodes, target) =>
      among && !among.has(target) ? 'false' : laws.diagrams.at(nodes[root] ?? 1, picked),
    );
    if (values.includes('true')) continue;
    values.forEach((value, target) => {
      const [facts, nodes] = [reading.targets[target], reading.nodes[target]];
      if (value === 'unknown' && facts && nodes) collect(laws, nodes, facts, root, picked, names);
    });
  }
  return [...names].sort();
}

function collect(
  { library, diagrams }: Laws,
  nodes: Int32Array,
  facts: TargetFacts,
  root: number,
  picked: Int32Array,
  names: Set<string>,
): void {
  const seen = new Set<number>();
  const visit = (at: number): void => {
    if (seen.has(at) || diagrams.at(nodes[at] ?? 1, picked) !== 'unknown') return;
    seen.add(at);
    const node = library.nodes[at];
    if (node?.is === 'atom') {
      const atom = library.atoms[node.atom];
      if (atom && atomValue(atom, facts) === 'unknown')
        for (const { name } of unknownsOfAtom(atom, facts)) names.add(name);
    } else if (node?.is === 'choice') visit(node.parts[picked[node.term] ?? 0] ?? 0);
    else if (node?.is === 'not') visit(node.part);
    else if (node?.is === 'all' || node?.is === 'any') node.parts.forEach(visit);
  };
  visit(root);
}

/** Terms that decide: the value hangs on them, and the definitions in use read them differently. */
export function contestedTerms({ diagrams, library }: Laws, diagram: Diagram, { sets }: Definitions): string[] {
  return [...diagrams.support(diagram)]
    .filter((term) => sets === null || new Set(sets.map(({ picked }) => picked[term])).size > 1)
    .map((term) => library.terms[term]?.id ?? '')
    .sort();
}

/** Causes of an open text. Empty where the text is decided. */
export function causesOfText(
  laws: Laws,
  reading: Reading,
  root: number,
  diagram: Diagram,
  verdict: Verdict,
  definitions: Definitions,
  among?: ReadonlySet<number>,
): Cause[] {
  if (verdict === 'contrary' || verdict === 'not-contrary') return [];
  const facts = missingFacts(laws, reading, root, definitions.sets ?? laws.sets, among).map((name): Cause => ({
    kind: 'missing-fact',
    name,
  }));
  const terms =
    verdict === 'gray'
      ? contestedTerms(laws, diagram, definitions).map((name): Cause => ({ kind: 'contested-term', name }))
      : [];
  return [...terms, ...facts];
}

/** A single fact or a single term whose settling alone changes the verdict on the text. */
export interface Pivot {
  kind: 'fact' | 'term';
  name: string;
  /** The value or variant, and the verdict it leads to. */
  settled: { to: string; verdict: Verdict }[];
}

/** Terms whose fixing alone changes the verdict (methods section 4). */
export function pivotTerms(laws: Laws, diagram: Diagram, definitions: Definitions): Pivot[] {
  const { verdict } = verdictUnder(laws, diagram, definitions);
  return laws.library.terms.flatMap(({ id, variants }, term): Pivot[] => {
    if (!laws.diagrams.support(diagram).has(term)) return [];
    const settled = variants
      .map((to, variant) => ({
        to,
        verdict: verdictUnder(laws, diagram, definitions, new Map([[term, variant]])).verdict,
      }))
      .filter((one) => one.verdict !== verdict);
    return settled.length > 0 ? [{ kind: 'term', name: id, settled }] : [];
  });
}

/** The names of everything unknown that the expressions below a root ask of an incident. */
export function unknownsBelow(library: Library, root: number, targets: readonly TargetFacts[]): string[] {
  return [...new Set(openQuestions(library, [root], targets).map(({ unknown }) => unknown.name))];
}

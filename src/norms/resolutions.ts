/** What may become known about an incident, as far as a norm can notice; and supervaluation over all of it. */
import { InvariantError, ServandaError, type Truth } from '#model';
import { atomValue, codeValue, type Atom, type TargetFacts } from './facts.ts';
import { atomsBelow, type Library } from './library.ts';
import { resolve, unknownsOfAtom, type Resolution, type Unknown } from './unknowns.ts';

/** One way in which something may become known, with the targets that it is about (null: the whole incident). */
export type Step = Resolution & { target: number | null };

/** An unknown with the ways in which it may become known. Yes-no questions have two. */
export interface Open {
  unknown: Unknown;
  target: number | null;
  steps: Step[];
}

/** Facts, relations, dates and purposes are of the incident; effects, sectors, kinds and victims of a target. */
const ofIncident = (unknown: Unknown): boolean =>
  unknown.is === 'fact' ||
  unknown.is === 'relation' ||
  unknown.is === 'dates' ||
  ['purpose', 'actor'].includes(unknown.of);

/**
 * The unknowns that the expressions below these roots ask for, each with its steps. Codes of an open list that the
 * expressions never tell apart are one step. `leavesOf` may name the leaves of a target that can still matter.
 */
export function openQuestions(
  library: Library,
  roots: readonly number[],
  targets: readonly TargetFacts[],
  leavesOf?: (target: number) => readonly Atom[],
): Open[] {
  const below = [...new Set(roots.flatMap((root) => atomsBelow(library, root)))];
  const found = new Map<string, Open>();
  targets.forEach((facts, target) => {
    const atoms = leavesOf?.(target) ?? below;
    for (const atom of atoms) {
      for (const unknown of unknownsOfAtom(atom, facts)) {
        if (unknown.is === 'dates' && atomValue(atom, facts) !== 'unknown') continue;
        const whose = ofIncident(unknown) ? null : target;
        const key = `${whose ?? ''} ${unknown.name}`;
        if (found.has(key)) continue;
        found.set(key, { unknown, target: whose, steps: stepsFor(unknown, whose, facts, atoms) });
      }
    }
  });
  return [...found.values()].sort((a, b) =>
    a.unknown.name < b.unknown.name ? -1 : a.unknown.name > b.unknown.name ? 1 : 0,
  );
}

function stepsFor(unknown: Unknown, target: number | null, facts: TargetFacts, atoms: readonly Atom[]): Step[] {
  if (unknown.is !== 'list') {
    return [
      { unknown, value: 'true', target },
      { unknown, value: 'false', target },
    ];
  }
  // Codes asked for by the same leaves have the same effect: they are one step.
  const asked = new Map<string, string[]>();
  const leaves = atoms.filter((atom) => atom.is === 'list' && atom.field === unknown.of);
  const codes = new Set(leaves.flatMap((atom) => (atom.is === 'list' ? atom.codes : [])));
  for (const code of [...codes].sort()) {
    if (codeValue(facts[unknown.of as 'sector'], code) !== 'unknown') continue;
    const signature = leaves.map((atom) => (atom.is === 'list' && atom.codes.includes(code) ? '1' : '0')).join('');
    const group = asked.get(signature);
    if (group) group.push(code);
    else asked.set(signature, [code]);
  }
  const steps = [...asked.values()].map((includes): Step => ({ unknown, includes, target }));
  return [...steps, { unknown, complete: true, target }];
}

/** The facts of all targets once a step is taken. */
export function takeStep(targets: readonly TargetFacts[], step: Step): TargetFacts[] {
  return targets.map((facts, at) => (step.target === null || step.target === at ? resolve(facts, step) : facts));
}

/** At most 2^12 completions are tried. */
export const mostUnknowns = 12;

/**
 * Supervaluation over unknown facts: the value if every way of completing the record gives the same, so that `p or not
 * p` is true where strong Kleene logic leaves it unknown. Label it wherever it is shown. Throws REFUSED beyond 12
 * yes-no unknowns.
 */
export function valueOverCompletions(
  library: Library,
  roots: readonly number[],
  targets: readonly TargetFacts[],
  valueOf: (targets: readonly TargetFacts[]) => Truth,
  leavesOf?: (target: number) => readonly Atom[],
): { value: Truth; unknowns: number } {
  const questions = openQuestions(library, roots, targets, leavesOf).flatMap(({ unknown, target, steps }): Step[][] =>
    unknown.is === 'list'
      ? steps.flatMap((step) => ('includes' in step ? [[step, { unknown, target, includes: [] }]] : []))
      : [steps],
  );
  if (questions.length > mostUnknowns) {
    throw new ServandaError(
      'REFUSED',
      `${questions.length} facts are unknown: completing the record in every way is tried for at most ${mostUnknowns}.`,
      { details: { unknowns: questions.length, most: mostUnknowns } },
    );
  }
  let value: Truth | null = null;
  for (let mask = 0; mask < 2 ** questions.length; mask += 1) {
    let completed: readonly TargetFacts[] = targets;
    questions.forEach((steps, at) => {
      const step = steps[(mask >> at) & 1];
      if (!step) throw new InvariantError('a question without an answer');
      if (!('includes' in step) || step.includes.length > 0) completed = takeStep(completed, step);
    });
    // What no step included is absent: the completed record leaves nothing open.
    const one = valueOf(completed.map(closeLists));
    if (one === 'unknown' || (value !== null && one !== value)) return { value: 'unknown', unknowns: questions.length };
    value = one;
  }
  return { value: value ?? 'unknown', unknowns: questions.length };
}

function closeLists(facts: TargetFacts): TargetFacts {
  return {
    ...facts,
    purpose: { ...facts.purpose, others: 'false' },
    sector: { ...facts.sector, others: 'false' },
    kind: { ...facts.kind, others: 'false' },
    victim: { ...facts.victim, others: 'false' },
    actor: { ...facts.actor, others: 'false' },
  };
}

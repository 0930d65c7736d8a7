/** What would change an outcome: inclusion-minimal sets of at most three moves, exact; reversals of known facts apart. */
import { attributionStandards } from '#attribution';
import type { PartyId, Truth } from '#model';
import {
  atomsBelow,
  nodesBelow,
  openQuestions,
  takeStep,
  type Atom,
  type Diagram,
  type Step,
  type TargetFacts,
  type Verdict,
} from '#norms';
import { commitmentStandards } from './commitment.ts';
import type { Commitment } from './committed.ts';
import {
  commitmentFor,
  linkUnder,
  namedStates,
  resultOf,
  targetsFor,
  type FindingContext,
  type Result,
} from './finding.ts';
import { verdictUnder, type Fixed } from './laws.ts';
import { relevantTo } from './relevant.ts';
import { readingOf } from './text.ts';

/** One move. A fact becomes known, a definition is fixed, a standard is exchanged, or the state had been a party. */
export type Move =
  | { move: 'fact'; name: string; target: number | null; to: string; codes?: readonly string[] }
  | { move: 'definition'; term: string; variant: string }
  | { move: 'standard'; standard: string }
  | { move: 'commitment-standard'; commitment: string }
  | { move: 'membership'; agreement: string };

/** A set of moves that changes the outcome while no part of it does. */
export interface Flip<Outcome extends string = string> {
  moves: Move[];
  outcome: Outcome;
}

/** More than this many moves in one flip are not looked for. */
export const mostMoves = 3;

interface Candidate {
  move: Move;
  /** Moves with the same key exclude each other: two values of one fact, two variants of one term. */
  key: string;
  step?: Step;
  fixed?: readonly [term: number, variant: number];
  met?: boolean;
  commitment?: Commitment;
}

interface Situation {
  steps: readonly Step[];
  fixed: Fixed;
  met: boolean | null;
  commitment: Commitment | null;
}

/** Flips of the text verdict of the operation. */
export function flipsOfText(context: FindingContext): Flip<Verdict>[] {
  const texts = textEvaluator(context, null, [context.root]);
  const outcome = ({ steps, fixed }: Situation): Verdict => {
    const { diagrams } = texts(steps);
    return verdictUnder(context.laws, diagrams[0] ?? 1, context.definitions, fixed).verdict;
  };
  return search(
    candidatesFor(context, null, [context.root]),
    { steps: [], fixed: new Map(), met: null, commitment: null },
    outcome,
  );
}

/** Flips of the result for a state: contravenes, would contravene, open or missing. */
export function flipsOfResult(context: FindingContext, state: PartyId): Flip<Result>[] {
  const { query, laws, definitions, view, incident } = context;
  const texts = textEvaluator(context, state, [context.root, context.link]);
  const commitment = commitmentFor(context, state, query.commitment);
  const met = namedStates(view, incident.id, query.standard).some((answer) => answer.state === state && answer.met);
  const memo = new Map<string, { verdict: Verdict; link: Truth }>();
  const outcome = (situation: Situation): Result => {
    const bound = situation.commitment ?? commitment;
    const among = targetsFor(context, bound);
    const key = `${situation.steps.map(keyOfStep).join('|')} ${[...situation.fixed].join(';')} ${[...(among ?? [])].join(',')}`;
    let parts = memo.get(key);
    if (!parts) {
      const { diagrams } = texts(situation.steps, among);
      parts = {
        verdict: verdictUnder(laws, diagrams[0] ?? 1, definitions, situation.fixed).verdict,
        link: linkUnder(laws, diagrams[1] ?? 1, definitions, situation.fixed),
      };
      memo.set(key, parts);
    }
    return resultOf(parts.verdict, bound, situation.met ?? met, parts.link).result;
  };
  const candidates = [
    ...candidatesFor(context, state, [context.root, context.link]),
    ...standardsFor(context, state, met),
    ...commitmentsFor(context, state, commitment),
  ];
  return search(candidates, { steps: [], fixed: new Map(), met: null, commitment: null }, outcome);
}

function keyOfStep(step: Step): string {
  const to = 'value' in step ? step.value : 'includes' in step ? step.includes.join(',') : 'complete';
  return `${step.target ?? ''} ${step.unknown.name} ${to}`;
}

type TextEvaluator = (steps: readonly Step[], among?: ReadonlySet<number>) => { diagrams: Diagram[] };

/** The diagrams of roots once steps are taken; each combination of steps is computed once. */
function textEvaluator(
  { view, laws, incident }: FindingContext,
  state: PartyId | null,
  roots: readonly number[],
): TextEvaluator {
  const { targets } = readingOf(view, incident, state);
  const order = [...new Set(roots.flatMap((root) => nodesBelow(laws.library, root)))].sort((a, b) => a - b);
  const memo = targets.map(() => new Map<string, Int32Array>());
  return (steps, among) => {
    let facts: readonly TargetFacts[] | null = null;
    // A target is computed again only for the steps that are about it.
    const all = memo.map((own, target) => {
      const key = steps
        .map((step) => (step.target === null || step.target === target ? keyOfStep(step) : ''))
        .join('|');
      let nodes = own.get(key);
      if (!nodes) {
        facts ??= steps.reduce<readonly TargetFacts[]>(takeStep, targets);
        own.set(key, (nodes = laws.diagrams.ofTarget(facts[target] ?? ({} as TargetFacts), order)));
      }
      return nodes;
    });
    const diagrams = roots.map((root, at) => {
      // The link is the incident's own, alike on every target.
      if (at > 0) return all[0]?.[root] ?? 1;
      return all.reduce(
        (most, own, target) => (among && !among.has(target) ? most : laws.diagrams.any(most, own[root] ?? 1)),
        0,
      );
    });
    return { diagrams };
  };
}

function candidatesFor(context: FindingContext, state: PartyId | null, roots: readonly number[]): Candidate[] {
  const { laws, view, incident, definitions } = context;
  const reading = readingOf(view, incident, state);
  const { targets } = reading;
  const several = targets.length > 1;
  const relevant = reading.nodes.map((nodes) => relevantTo(laws, nodes, roots));
  const leavesOf = (target: number): readonly Atom[] => relevant[target]?.atoms ?? [];
  const facts = openQuestions(laws.library, roots, targets, leavesOf).flatMap((question) =>
    question.steps.map((step): Candidate => ({
      key: `fact ${question.target ?? ''} ${question.unknown.name}`,
      step,
      move: {
        move: 'fact',
        name: question.unknown.name,
        target: several ? question.target : null,
        to: 'value' in step ? step.value : 'includes' in step ? 'includes' : 'complete',
        ...('includes' in step ? { codes: step.includes } : {}),
      },
    })),
  );
  const reached = new Set(relevant.flatMap((own) => [...own.terms]));
  const terms = [...reached].flatMap((term) => {
    const own = laws.library.terms[term];
    if (!own) return [];
    const current = new Set((definitions.sets ?? []).map(({ picked }) => picked[term]));
    return own.variants.flatMap((variant, at): Candidate[] =>
      definitions.sets !== null && current.size === 1 && current.has(at)
        ? []
        : [{ key: `term ${own.id}`, fixed: [term, at], move: { move: 'definition', term: own.id, variant } }],
    );
  });
  return [...facts, ...terms];
}

function standardsFor({ view, incident, query }: FindingContext, state: PartyId, met: boolean): Candidate[] {
  return attributionStandards.flatMap(({ id }): Candidate[] => {
    if (id === query.standard) return [];
    const other = namedStates(view, incident.id, id).some((answer) => answer.state === state && answer.met);
    return other === met ? [] : [{ key: 'standard', met: other, move: { move: 'standard', standard: id } }];
  });
}

function commitmentsFor(context: FindingContext, state: PartyId, current: Commitment): Candidate[] {
  const others = commitmentStandards.flatMap(({ id }): Candidate[] => {
    const commitment = commitmentFor(context, state, id);
    return id === context.query.commitment || commitment.value === current.value
      ? []
      : [{ key: 'commitment', commitment, move: { move: 'commitment-standard', commitment: id } }];
  });
  if (current.value === 'true' || current.owed === 'false') return others;
  const bound: Commitment = { ...current, value: current.owed, straddles: false };
  return bound.value === current.value
    ? others
    : [
        ...others,
        { key: 'commitment', commitment: bound, move: { move: 'membership', agreement: context.agreement.id } },
      ];
}

/** Every inclusion-minimal set of at most three compatible moves whose outcome differs from that of no move. */
function search<Outcome extends string>(
  candidates: readonly Candidate[],
  start: Situation,
  outcomeOf: (situation: Situation) => Outcome,
): Flip<Outcome>[] {
  const before = outcomeOf(start);
  const flips: { members: ReadonlySet<number>; flip: Flip<Outcome> }[] = [];
  const flippedBy = new Map<number, ReadonlySet<number>[]>();
  const containsFlip = (members: readonly number[]): boolean =>
    members.some((member) => flippedBy.get(member)?.some((set) => [...set].every((other) => members.includes(other))));
  const grow = (size: number, members: number[], from: number, situation: Situation): void => {
    if (members.length === size) {
      if (containsFlip(members)) return;
      const outcome = outcomeOf(situation);
      if (outcome === before) return;
      const moves = members.flatMap((member) => candidates[member]?.move ?? []);
      const set = new Set(members);
      flips.push({ members: set, flip: { moves, outcome } });
      for (const member of members) flippedBy.set(member, [...(flippedBy.get(member) ?? []), set]);
      return;
    }
    for (let next = from; next < candidates.length; next += 1) {
      const candidate = candidates[next];
      if (!candidate || members.some((member) => candidates[member]?.key === candidate.key)) continue;
      const grown = [...members, next];
      if (grown.length < size && containsFlip(grown)) continue;
      grow(size, grown, next + 1, apply(situation, candidate));
    }
  };
  // Sizes in order, so that a larger set is kept only where no part of it flips.
  for (let size = 1; size <= mostMoves; size += 1) grow(size, [], 0, start);
  return flips.map(({ flip }) => flip);
}

function apply(situation: Situation, { step, fixed, met, commitment }: Candidate): Situation {
  return {
    steps: step ? [...situation.steps, step] : situation.steps,
    fixed: fixed ? new Map([...situation.fixed, fixed]) : situation.fixed,
    met: met ?? situation.met,
    commitment: commitment ?? situation.commitment,
  };
}

/** A fact that is recorded, and what its reversal would change. Kept apart from flips: the record says otherwise. */
export interface Reversal {
  name: string;
  target: number | null;
  from: string;
  to: string;
  outcome: Verdict;
}

/** Recorded facts and relations, one at a time, whose reversal changes the text verdict of the operation or a state. */
export function reversals(context: FindingContext, state: PartyId | null): Reversal[] {
  const { laws, view, incident, definitions, root } = context;
  const { targets } = readingOf(view, incident, state);
  const order = nodesBelow(laws.library, root);
  const verdictFor = (facts: readonly TargetFacts[]): Verdict => {
    const strongest = facts
      .map((target) => laws.diagrams.ofTarget(target, order)[root] ?? 1)
      .reduce((a, b) => laws.diagrams.any(a, b), 0);
    return verdictUnder(laws, strongest, definitions).verdict;
  };
  const before = verdictFor(targets);
  const out: Reversal[] = [];
  const seen = new Set<string>();
  const consider = (
    name: string,
    target: number | null,
    from: string,
    to: string,
    change: (facts: TargetFacts) => TargetFacts,
  ): void => {
    const key = `${target ?? ''} ${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    const outcome = verdictFor(targets.map((facts, at) => (target === null || target === at ? change(facts) : facts)));
    if (outcome !== before) out.push({ name, target: targets.length > 1 ? target : null, from, to, outcome });
  };
  for (const atom of atomsBelow(laws.library, root)) {
    targets.forEach((facts, target) => {
      if (atom.is === 'fact') {
        const value = facts.facts.get(atom.name) ?? 'unknown';
        if (value === 'unknown') return;
        const to = value === 'true' ? 'false' : 'true';
        consider(atom.name, null, value, to, (own) => ({ ...own, facts: new Map([...own.facts, [atom.name, to]]) }));
      } else if (atom.is === 'relation') {
        const value = facts.relations[atom.relation];
        if (value === 'unknown') return;
        const to = value === 'true' ? 'false' : 'true';
        consider(atom.relation, target, value, to, (own) => ({
          ...own,
          relations: { ...own.relations, [atom.relation]: to },
        }));
      } else if (atom.is === 'list') {
        for (const code of atom.codes) {
          const list = facts[atom.field];
          if (!list.held.has(code)) continue;
          consider(`${atom.field}: ${code}`, target, 'true', 'false', (own) => ({
            ...own,
            [atom.field]: {
              ...own[atom.field],
              held: new Set([...own[atom.field].held].filter((other) => other !== code)),
            },
          }));
        }
      }
    });
  }
  return out;
}

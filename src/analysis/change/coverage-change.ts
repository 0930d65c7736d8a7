/** Why did coverage change between two days: conduct, evidence, membership, or method? */
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import { View, membersOf, unMembers, type ViewOptions } from '#registry';
import { computeCoverage, type Operation } from '../coverage/coverage.ts';
import { partyTruths } from '../coverage/of-agreement.ts';
import { recordedOperations } from '../coverage/operations.ts';
import { shapley } from './shapley.ts';

/**
 * `conduct`: operations that began in between, with all that was said of them. `evidence`: what became public, or was
 * recorded, in between on operations that had begun before. `membership`: who joined or left. `method`: other standards, where the two questions name them.
 */
export const changeFactors = ['conduct', 'evidence', 'membership', 'method'] as const;
export type ChangeFactor = (typeof changeFactors)[number];

/** One end of the comparison: a day with what was public and recorded by then, and the standards used. */
export interface ChangeEnd {
  asOf: string;
  publicAt: string | null;
  knownAt: string | null;
  standard: string;
  commitment: string;
}

export interface ChangeOfNumber {
  name: 'conduct coverage' | 'headcount' | 'gap';
  from: number;
  to: number;
  /** Shares of the change; they add up to it. */
  contributions: Record<ChangeFactor, number>;
}

export interface CoverageChange {
  agreement: string;
  from: ChangeEnd;
  to: ChangeEnd;
  numbers: ChangeOfNumber[];
  /** What lies behind the factors, in words of the record. */
  behind: {
    /** Incidents that count at the later end only: begun in between, or become public or attributed in between. */
    newConduct: string[];
    newEvidence: string[];
    noLonger: string[];
    joined: string[];
    left: string[];
  };
}

/** Throws REFUSED where at some step no operation names a state, so that there is no share to compare. */
export function coverageChange(view: View, agreement: string, from: ChangeEnd, to: ChangeEnd): CoverageChange {
  const id = view.get('agreement', agreement).id;
  const views = [viewAt(view, from), viewAt(view, to)] as const;
  const operationsAt = (standard: string, later: ReadonlySet<ChangeFactor>): Operation[] => {
    const rule = findStandard(standard);
    const old = recordedOperations(later.has('evidence') ? views[1] : views[0], rule, from.asOf).operations;
    if (!later.has('conduct')) return old;
    const begunBefore = new Set(recordedOperations(views[1], rule, from.asOf).operations.map(({ id }) => id));
    return [...old, ...recordedOperations(views[1], rule, to.asOf).operations.filter(({ id }) => !begunBefore.has(id))];
  };
  const numbersAt = (later: ReadonlySet<ChangeFactor>): Record<ChangeOfNumber['name'], number> => {
    const end = (factor: ChangeFactor): ChangeEnd => (later.has(factor) ? to : from);
    const method = end('method');
    const { conduct, headcount, gap } = computeCoverage({
      operations: operationsAt(method.standard, later),
      // Who is party on a day is read from what is known at the later end: learning of an old bond is no new bond.
      parties: partyTruths(views[1], id, end('membership').asOf, commitmentStandard(method.commitment).bases),
      universe: membersOf(views[1], unMembers),
    });
    return { 'conduct coverage': conduct.value, headcount: headcount.value, gap: gap.value };
  };
  const kept = new Map<string, ReturnType<typeof numbersAt>>();
  const cached = (later: ReadonlySet<ChangeFactor>): ReturnType<typeof numbersAt> => {
    const key = [...later].join(' ');
    const known = kept.get(key) ?? numbersAt(later);
    kept.set(key, known);
    return known;
  };
  return {
    agreement: id,
    from,
    to,
    numbers: (['conduct coverage', 'headcount', 'gap'] as const).map((name) => ({
      name,
      ...shapley(changeFactors, (later) => cached(later)[name]),
    })),
    behind: behindChange(views, id, from, to),
  };
}

function viewAt(view: View, { publicAt, knownAt }: ChangeEnd): View {
  const options: ViewOptions = { publicAt: publicAt ?? undefined, knownAt: knownAt ?? undefined };
  return new View(view.registry, options);
}

function behindChange(
  [before, after]: readonly [View, View],
  agreement: string,
  from: ChangeEnd,
  to: ChangeEnd,
): CoverageChange['behind'] {
  const named = (view: View, { standard }: ChangeEnd, asOf: string): Set<string> =>
    new Set(
      recordedOperations(view, findStandard(standard), asOf)
        .operations.filter(({ credences }) => Object.keys(credences).length > 0)
        .map(({ id }) => id),
    );
  const [old, now] = [named(before, from, from.asOf), named(after, to, to.asOf)];
  const oldConductNowKnown = named(after, to, from.asOf);
  const parties = ({ asOf, commitment }: ChangeEnd): Set<string> =>
    new Set(
      [...partyTruths(after, agreement, asOf, commitmentStandard(commitment).bases)]
        .filter(([, truth]) => truth === 'true')
        .map(([party]) => party),
    );
  const [were, are] = [parties(from), parties(to)];
  const minus = (a: Set<string>, b: Set<string>): string[] => [...a].filter((id) => !b.has(id)).sort();
  return {
    newConduct: minus(now, oldConductNowKnown),
    newEvidence: minus(oldConductNowKnown, old),
    noLonger: minus(old, now),
    joined: minus(are, were),
    left: minus(were, are),
  };
}

/** Are destructive acts on critical infrastructure off limits while the rest is gray? Findings on the text, every view at once. */
import { findingTable } from '#findings';
import type { Incident } from '#model';
import type { Verdict } from '#norms';
import { exactly, notASample, note, type ClaimQuery } from '../answer.ts';
import { listParameter } from '../parameters.ts';

const destructive = new Set(['destruction', 'disruption']);

export const offLimitsAndGray: ClaimQuery = {
  id: 'off-limits-and-gray',
  rule: 'two halves, each by operations, under every view at once: more than half of the operations that destroyed or disrupted something in the sectors named are contrary to one of the clauses named; and more than half of all other operations are contrary to none of them and gray under one, that is, the views disagree. Both: holds; one: in part',
  answer(view, query, claim) {
    const provisions = new Set(listParameter(claim, 'provisions'));
    const sectors = new Set(listParameter(claim, 'sectors'));
    const table = findingTable(view, { ...query, definitions: 'every-view' });
    const verdicts = new Map<string, Verdict[]>();
    for (const { incident, provision, state, text } of table.rows) {
      if (state !== null || !provisions.has(provision)) continue;
      const own = verdicts.get(incident);
      if (own) own.push(text);
      else verdicts.set(incident, [text]);
    }
    const isDestructive = (incident: Incident): boolean =>
      incident.effects.some((effect) => destructive.has(effect)) &&
      incident.targets.some((target) => target.sectors.some((sector) => sectors.has(sector)));
    const groups = { destructive: tally(), other: tally() };
    for (const [id, texts] of verdicts) {
      const group = isDestructive(view.get('incident', id)) ? groups.destructive : groups.other;
      group[summary(texts)] += 1;
    }
    const [all, rest] = [total(groups.destructive), total(groups.other)];
    const offLimits = groups.destructive.contrary > all / 2;
    const gray = groups.other.gray > rest / 2;
    const figures = [
      { label: 'destructive or disruptive operations in the sectors named', group: groups.destructive, n: all },
      { label: 'all other operations', group: groups.other, n: rest },
    ].flatMap(({ label, group, n }) => [
      // What is gray or indeterminate may turn out contrary: the upper bound of the count of contrary cases.
      {
        label: `${label}: contrary`,
        value: group.contrary,
        lower: group.contrary,
        upper: group.contrary + group.gray + group.indeterminate,
        unit: 'count' as const,
        n,
      },
      {
        label: `${label}: gray (the views disagree)`,
        value: group.gray,
        lower: group.gray,
        upper: group.gray + group.indeterminate,
        unit: 'count' as const,
        n,
      },
      exactly(`${label}: indeterminate (a fact is missing)`, group.indeterminate, n),
      exactly(`${label}: not reached`, group.unreached, n),
    ]);
    return {
      standing:
        all + rest === 0 ? 'open' : offLimits && gray ? 'holds' : offLimits || gray ? 'holds-in-part' : 'does-not-hold',
      answer: `Under the clauses named, read in every view at once, ${groups.destructive.contrary} of ${all} destructive or disruptive operations in the sectors that every list names are contrary, ${groups.destructive.gray} gray and ${groups.destructive.indeterminate} indeterminate; of the ${rest} others, ${groups.other.contrary} are contrary, ${groups.other.gray} gray, ${groups.other.indeterminate} indeterminate, and ${groups.other.unreached} not reached by these clauses.`,
      figures,
      speaksFor: [
        ...(offLimits ? [note('Most of the destructive operations are contrary in every view.')] : []),
        ...(gray ? [note('On most of the others the views disagree.')] : []),
      ],
      speaksAgainst: [
        ...(offLimits ? [] : [note('Not even most of the destructive operations are contrary in every view.')]),
        ...(gray
          ? []
          : [note('Most of the others are not gray: the views agree on them, or a fact is missing in every view.')]),
      ],
      limits: [
        notASample,
        'Clauses and terms are coded by the project, unreviewed; a clause that does not reach an operation says nothing on whether it was allowed.',
        'Judged for an actor foreign to and at peace with the victim; who it was and whether that state was bound is another finding.',
      ],
      missing: [],
    };
  },
};

type Tally = Record<'contrary' | 'gray' | 'indeterminate' | 'unreached', number>;

function tally(): Tally {
  return { contrary: 0, gray: 0, indeterminate: 0, unreached: 0 };
}

function total({ contrary, gray, indeterminate, unreached }: Tally): number {
  return contrary + gray + indeterminate + unreached;
}

/** Over several clauses the strongest verdict counts for the operation. */
function summary(texts: readonly Verdict[]): keyof Tally {
  for (const verdict of ['contrary', 'gray', 'indeterminate'] as const) if (texts.includes(verdict)) return verdict;
  return 'unreached';
}

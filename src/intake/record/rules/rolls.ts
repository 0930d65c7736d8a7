/** Rolls recompute: nobody votes twice, the sides add up to the totals, and a full roll holds every member once. */
import type { ServandaError } from '#model';
import { fault, type Placed } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

const sides = ['yes', 'no', 'abstain', 'didNotVote'] as const;

export const rolls: RecordRule = {
  id: 'rolls',
  rule: 'In a roll nobody stands on two sides, each side adds up to the published total, and a full roll names every member of the United Nations once (NAM is Namibia, not a missing value).',
  needsWhole: true,
  check(record) {
    const members = record.all('party').filter(({ body }) => body.unMember).map(({ body }) => body.id);
    return record.all('vote').flatMap((vote) => [...twice(vote), ...sums(vote), ...complete(vote, members)]);
  },
};

function twice(vote: Placed<'vote'>): ServandaError[] {
  const { roll } = vote.body;
  if (!roll) return [];
  const seen = new Map<string, string>();
  return sides.flatMap((side) =>
    (roll[side] ?? []).flatMap((party, index) => {
      const before = seen.get(party);
      seen.set(party, side);
      return before === undefined ? [] : [fault(rolls.id, vote, ['roll', side, index], `${party} stands under ${before} already.`, 'Keep the side that the source gives.')];
    }),
  );
}

function sums(vote: Placed<'vote'>): ServandaError[] {
  const { roll, totals } = vote.body;
  return (['yes', 'no', 'abstain'] as const).flatMap((side) => {
    const [listed, total] = [roll?.[side], totals?.[side]];
    if (!listed || total === null || total === undefined || listed.length === total) return [];
    return [fault(rolls.id, vote, ['roll', side], `${listed.length} states are listed and the published total is ${total}.`, 'Compare with the source; where two sources differ, say so in the note and leave the doubtful side out.')];
  });
}

function complete(vote: Placed<'vote'>, members: readonly string[]): ServandaError[] {
  const { roll } = vote.body;
  if (!roll || sides.some((side) => roll[side] === null)) return [];
  const listed = new Set(sides.flatMap((side) => roll[side] ?? []));
  const lacking = members.filter((member) => !listed.has(member));
  const strange = [...listed].filter((party) => !members.includes(party));
  return [
    ...(lacking.length === 0 ? [] : [fault(rolls.id, vote, ['roll'], `the roll is full and ${lacking.join(', ')} ${lacking.length === 1 ? 'is' : 'are'} on no side.`, 'List them, if only under didNotVote.')]),
    ...(strange.length === 0 ? [] : [fault(rolls.id, vote, ['roll'], `${strange.join(', ')} cannot vote: no member of the United Nations.`, 'Correct the code.')]),
  ];
}


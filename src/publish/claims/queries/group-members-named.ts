/** Are members of a group among the states most often named as responsible, here and in other data sets? */
import { recordedOperations } from '#analysis';
import { findStandard } from '#attribution';
import { isMember, type View } from '#registry';
import { parseDay } from '#model';
import { partyName } from '../../sources.ts';
import { note, notASample, type ClaimFigure, type ClaimQuery } from '../answer.ts';
import { listParameter } from '../parameters.ts';

/** How many of the most often named states count as "among the most often named". Project convention. */
const top = 5;

export const groupMembersNamed: ClaimQuery = {
  id: 'group-members-named',
  rule: `holds if each group named has a member among the ${top} states most often named as responsible, in this record and in every other data set; in part if some have in some; membership is asked on the as-of date`,
  answer(view, query, claim) {
    const groups = listParameter(claim, 'groups');
    const day = parseDay(query.asOf);
    const lists = rankings(view, query.standard, query.asOf);
    const figures: ClaimFigure[] = [];
    const hits = groups.flatMap((group) =>
      lists.map(({ label, states, total }) => {
        const members = states.filter(({ state }) => isMember(view, group, state, day) === 'true');
        const amongTop = states.slice(0, top).filter((line) => members.includes(line));
        const share = members.reduce((sum, { mass }) => sum + mass, 0) / total;
        figures.push(
          {
            label: `${partyName(view, group)}: best rank of a member, ${label}`,
            value: rankOf(states, members),
            lower: rankOf(states, members),
            upper: rankOf(states, members),
            unit: 'rank',
            n: states.length,
          },
          {
            label: `${partyName(view, group)}: share of named conduct by members, ${label}`,
            value: share,
            lower: share,
            upper: share,
            unit: 'share',
            n: Math.round(total),
          },
        );
        return { group, label, amongTop };
      }),
    );
    const yes = hits.filter(({ amongTop }) => amongTop.length > 0);
    return {
      standing:
        lists.length === 0
          ? 'open'
          : yes.length === hits.length
            ? 'holds'
            : yes.length > 0
              ? 'holds-in-part'
              : 'does-not-hold',
      answer: `Members of the groups stand among the ${top} most often named states in ${yes.length} of ${hits.length} readings (${groups.length} groups, ${lists.length} data sets).`,
      figures,
      speaksFor: yes.map(({ group, label, amongTop }) =>
        note(`${partyName(view, group)}, ${label}: ${amongTop.map(({ state }) => partyName(view, state)).join(', ')}.`),
      ),
      speaksAgainst: hits
        .filter(({ amongTop }) => amongTop.length === 0)
        .map(({ group, label }) => note(`${partyName(view, group)}, ${label}: no member among the first ${top}.`)),
      limits: [
        notASample,
        'To be named is not to have done it; the rank depends on who attributes in public.',
        'Large groups hold many states, and so are likely to hold one of any five.',
      ],
      missing: [],
    };
  },
};

interface Ranking {
  label: string;
  states: { state: string; mass: number }[];
  total: number;
}

function rankings(view: View, standard: string, asOf: string): Ranking[] {
  const masses = new Map<string, number>();
  for (const { credences } of recordedOperations(view, findStandard(standard), asOf).operations) {
    for (const [state, credence] of Object.entries(credences)) masses.set(state, (masses.get(state) ?? 0) + credence);
  }
  const own = ranking('this record', Object.fromEntries(masses), 0);
  const others = view.all('external-count').map(({ dataSet, scope, windows }) => {
    const widest = [...windows].sort((a, b) => b.n - a.n)[0];
    return ranking(`${dataSet} (${scope})`, widest?.byState ?? {}, widest?.otherStates ?? 0);
  });
  return [own, ...others].filter(({ total }) => total > 0);
}

function ranking(label: string, byState: Readonly<Record<string, number>>, others: number): Ranking {
  const states = Object.entries(byState)
    .map(([state, mass]) => ({ state, mass }))
    .sort((a, b) => b.mass - a.mass || (a.state < b.state ? -1 : 1));
  return { label, states, total: states.reduce((sum, { mass }) => sum + mass, others) };
}

/** Rank of the first member, from 1; one more than the list where none is in it. */
function rankOf(states: Ranking['states'], members: Ranking['states']): number {
  const at = states.findIndex((line) => members.includes(line));
  return at === -1 ? states.length + 1 : at + 1;
}

/** Who is bound on a day, with three answers: yes, no, and possibly where dates are imprecise. */
import {
  anyTruth,
  allTruth,
  isInForce,
  parseDay,
  type Adherence,
  type AdherenceBasis,
  type PartyId,
  type Truth,
} from '#model';
import type { View } from './view.ts';

/** The group whose members are all parties with `unMember`: addressed by General Assembly texts. */
export const unMembers = 'un-members';

/** A party's bond to an agreement on a day. */
export interface Bond {
  party: PartyId;
  inForce: Truth;
  adherences: Adherence[];
}

/** Was `party` a member of `group` on the day? */
export function isMember(view: View, group: PartyId, party: PartyId, day: number): Truth {
  if (group === unMembers) return view.find('party', party)?.body.unMember === true ? 'true' : 'false';
  return anyTruth(
    view
      .by('membership', 'group', group)
      .filter((membership) => membership.party === party)
      .map(({ from, until }) => isInForce(from, until, day)),
  );
}

/** Members of a group, past and present. */
export function membersOf(view: View, group: PartyId): PartyId[] {
  if (group === unMembers)
    return view
      .all('party')
      .filter(({ unMember }) => unMember)
      .map(({ id }) => id);
  return [...new Set(view.by('membership', 'group', group).map(({ party }) => party))].sort();
}

/**
 * The parties to an agreement on a day, by the bases that count. Adherence through a group is expanded to its members
 * on the day. Parties whose answer is surely no are left out.
 */
export function bondsOn(
  view: View,
  agreement: string,
  asOf: string,
  bases: ReadonlySet<AdherenceBasis>,
): Map<PartyId, Bond> {
  const day = parseDay(asOf);
  const bonds = new Map<PartyId, Bond>();
  for (const adherence of view.by('adherence', 'agreement', agreement)) {
    if (!bases.has(adherence.basis)) continue;
    const inForce = isInForce(adherence.from, adherence.until, day);
    if (inForce === 'false') continue;
    for (const [party, through] of expand(view, adherence.party, day)) {
      const truth = allTruth([inForce, through]);
      if (truth === 'false') continue;
      const bond = bonds.get(party);
      if (bond) {
        bond.inForce = anyTruth([bond.inForce, truth]);
        bond.adherences.push(adherence);
      } else {
        bonds.set(party, { party, inForce: truth, adherences: [adherence] });
      }
    }
  }
  return new Map([...bonds].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function expand(view: View, party: PartyId, day: number): [PartyId, Truth][] {
  const isGroup = party === unMembers || view.find('party', party)?.body.partyKind === 'group-of-states';
  if (!isGroup) return [[party, 'true']];
  return membersOf(view, party).map((member) => [member, isMember(view, party, member, day)]);
}

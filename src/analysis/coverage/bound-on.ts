/** Was a state bound by an agreement on the day an operation began? For the contemporaneous reading. */
import {
  anyTruth,
  allTruth,
  isInForce,
  parseImpreciseDate,
  type AdherenceBasis,
  type PartyId,
  type Truth,
} from '#model';
import { isMember, unMembers, type View } from '#registry';

/**
 * The answer for a start date that may be imprecise: as on its first and on its last day where both agree, else unknown.
 */
export function boundWhenBegun(
  view: View,
  agreement: string,
  bases: ReadonlySet<AdherenceBasis>,
): (state: PartyId, startedOn: string) => Truth {
  const adherences = view.by('adherence', 'agreement', agreement).filter(({ basis }) => bases.has(basis));
  const isGroup = (party: PartyId): boolean =>
    party === unMembers || view.find('party', party)?.body.partyKind === 'group-of-states';
  const direct = new Map<PartyId, typeof adherences>();
  const throughGroup: typeof adherences = [];
  for (const adherence of adherences) {
    if (isGroup(adherence.party)) throughGroup.push(adherence);
    else direct.set(adherence.party, [...(direct.get(adherence.party) ?? []), adherence]);
  }
  const on = (state: PartyId, day: number): Truth =>
    anyTruth([
      ...(direct.get(state) ?? []).map(({ from, until }) => isInForce(from, until, day)),
      ...throughGroup.map(({ party, from, until }) =>
        allTruth([isInForce(from, until, day), isMember(view, party, state, day)]),
      ),
    ]);
  return (state, startedOn) => {
    const { from, to } = parseImpreciseDate(startedOn);
    const [first, last] = [on(state, from), on(state, to - 1)];
    return first === last ? first : 'unknown';
  };
}

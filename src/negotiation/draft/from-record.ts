/** What the record knows for a draft: positions with their holders, regional groups, shares of recorded conduct. */
import { recordedOperations } from '#analysis';
import { isOnOrBefore, parseDay, type AdherenceBasis, type PartyId } from '#model';
import { bondsOn, membersOf, unMembers, type View } from '#registry';
import type { DraftFacts, KnownPosition } from './resolve.ts';

/** Supporters of a text hold what it says only if they endorsed it themselves or through a group. */
const endorsing: ReadonlySet<AdherenceBasis> = new Set(['signed-or-endorsed', 'ratified', 'through-group']);

type Standard = Parameters<typeof recordedOperations>[1];

/** Collects the facts on a day. Positions stated after that day are left out. */
export function draftFacts(view: View, asOf: string, standard: Standard): DraftFacts {
  const shares = conductShares(view, asOf, standard);
  const positions = knownPositions(view, asOf);
  const everStated = knownPositions(view, '9999-12-31');
  return {
    positions,
    isStatedLater: (party, clause) =>
      everStated.some(({ position, parties }) => position.clause === clause && parties.has(party)),
    regionOf: (party) => view.find('party', party)?.body.region ?? null,
    conductShareOf: (party) => shares.get(party) ?? 0,
  };
}

/** Recorded positions with the parties behind them; a text's position is held by those who endorsed it. */
export function knownPositions(view: View, asOf: string): KnownPosition[] {
  return view
    .all('position')
    .filter(({ statedOn }) => isOnOrBefore(statedOn, parseDay(asOf)) !== 'false')
    .map((position) => {
      if (position.parties.length > 0 || position.agreement === null) {
        return { position, through: false, parties: expand(view, position.parties) };
      }
      const bonds = bondsOn(view, position.agreement, asOf, endorsing);
      const sure = [...bonds.values()].filter(({ inForce }) => inForce === 'true').map(({ party }) => party);
      return { position, through: true, parties: new Set(sure) };
    });
}

function expand(view: View, parties: readonly PartyId[]): ReadonlySet<PartyId> {
  return new Set(
    parties.flatMap((party) =>
      party === unMembers || view.find('party', party)?.body.partyKind === 'group-of-states'
        ? membersOf(view, party)
        : [party],
    ),
  );
}

/** Share of the recorded conduct with a named state; joint responsibility is split equally. */
function conductShares(view: View, asOf: string, standard: Standard): Map<PartyId, number> {
  const masses = new Map<PartyId, number>();
  let known = 0;
  for (const { weight, credences } of recordedOperations(view, standard, asOf).operations) {
    for (const [state, credence] of Object.entries(credences)) {
      masses.set(state, (masses.get(state) ?? 0) + weight * credence);
      known += weight * credence;
    }
  }
  return new Map([...masses].map(([state, mass]) => [state, mass / known]));
}

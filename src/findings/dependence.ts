/** How far an attribution standard depends on who attributes: what is left of it when one state, or a bloc, is silent. */
import { attributionStandards, isAdmission, standingAttributions, type AttributionStandard } from '#attribution';
import { isStateCode, type Attribution, type PartyId } from '#model';
import type { View } from '#registry';
import { incidentsBy } from './table.ts';

/** A speaker, or several at once, left out. */
export interface Silenced {
  id: string;
  parties: readonly PartyId[];
}

/** One standard without one speaker. */
export interface Dependence {
  standard: string;
  without: string;
  /** Pairs of incident and state for which the standard is met with all speakers, and without this one. */
  met: number;
  left: number;
  /** Of the pairs that fall, how many name each state. */
  lost: { state: PartyId; pairs: number }[];
}

/** Every state (and the European Union) that attributes on its own behalf, in order of code. */
export function attributingParties(view: View): PartyId[] {
  const all = view.all('attribution').flatMap(({ stance, by }) => (stance === 'attributes' ? by : []));
  return [...new Set(all.filter((party) => isStateCode(party) || party === 'eu'))].sort();
}

/** Groups of which the record holds members, bodies of the UN apart: the group and its members, past and present. */
export function attributingBlocs(view: View): Silenced[] {
  const speakers = new Set(attributingParties(view));
  const groups = [...new Set(view.all('membership').map(({ group }) => group))].filter(
    (group) => !group.startsWith('un-'),
  );
  return groups
    .sort()
    .map((id) => ({
      id,
      parties: [...new Set([id, ...view.by('membership', 'group', id).map(({ party }) => party)])].sort(),
    }))
    .filter(({ parties }) => parties.some((party) => speakers.has(party)));
}

/**
 * For each standard and each speaker left out: how many pairs of incident and named state still meet it. What rests
 * on a silenced speaker falls too: its co-signatures are struck out, and statements that only repeat its evidence.
 */
export function standardDependence(view: View, asOf: string, silenced: readonly Silenced[]): Dependence[] {
  const pairs: { state: PartyId; supporting: Attribution[]; standing: Attribution[] }[] = [];
  for (const { id } of incidentsBy(view, asOf)) {
    const standing = standingAttributions(view.by('attribution', 'incident', id));
    const states = new Set(standing.flatMap(({ responsible }) => (Array.isArray(responsible) ? responsible : [])));
    for (const state of states) {
      const supporting = standing.filter(
        ({ responsible }) => Array.isArray(responsible) && responsible.includes(state),
      );
      pairs.push({ state, supporting, standing });
    }
  }
  const meets = (
    standard: AttributionStandard,
    state: PartyId,
    supporting: Attribution[],
    standing: Attribution[],
  ): boolean =>
    supporting.some((statement) => isAdmission(statement, state)) || standard.isMet(supporting, state, standing);
  return attributionStandards.flatMap((standard) => {
    const met = pairs.filter(({ state, supporting, standing }) => meets(standard, state, supporting, standing));
    return silenced.map(({ id, parties }): Dependence => {
      const silent = new Set(parties);
      const touched = met.filter(({ supporting }) =>
        supporting.some(
          ({ by, reliesOn }) => by.some((party) => silent.has(party)) || reliesOn.some((party) => silent.has(party)),
        ),
      );
      const lost = new Map<PartyId, number>();
      for (const { state, supporting, standing } of touched) {
        if (meets(standard, state, without(supporting, silent), without(standing, silent))) continue;
        lost.set(state, (lost.get(state) ?? 0) + 1);
      }
      const fallen = [...lost.values()].reduce((sum, count) => sum + count, 0);
      return {
        standard: standard.id,
        without: id,
        met: met.length,
        left: met.length - fallen,
        lost: [...lost]
          .map(([state, count]) => ({ state, pairs: count }))
          .sort((a, b) => b.pairs - a.pairs || (a.state < b.state ? -1 : 1)),
      };
    });
  });
}

function without(statements: readonly Attribution[], silent: ReadonlySet<PartyId>): Attribution[] {
  return statements.flatMap((statement) => {
    const by = statement.by.filter((party) => !silent.has(party));
    const restsOnly = statement.reliesOn.length > 0 && statement.reliesOn.every((party) => silent.has(party));
    return by.length === 0 || restsOnly ? [] : [{ ...statement, by }];
  });
}

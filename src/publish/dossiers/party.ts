/** Everything the page of a party shows: promises, what it is named for, what was done to it, what it said. */
import { findStandard, responsibilities } from '#attribution';
import { commitmentStandard } from '#findings';
import type { Attribution, Membership, Party, Truth } from '#model';
import { bondsOn, type View } from '#registry';
import type { Query } from '../query.ts';
import { citedSources, partyName, type CitedSource } from '../sources.ts';

export interface IncidentLine {
  id: string;
  title: string;
  startedOn: string;
  met: boolean;
  contested: boolean;
}

export interface PartyDossier {
  party: Party & { sources: CitedSource[] };
  memberships: (Membership & { groupName: string })[];
  promises: { agreement: string; title: string; inForce: Truth; basis: string[]; from: string[] }[];
  /** Agreements with adherences in the record to which the party is surely not bound on the day. */
  notBoundBy: { agreement: string; title: string }[];
  namedAsResponsible: IncidentLine[];
  targetedIn: { id: string; title: string; startedOn: string }[];
  attributionsMade: {
    attribution: string;
    incident: string;
    incidentTitle: string;
    stance: Attribution['stance'];
    responsibleNames: string[];
    madeOn: string;
  }[];
}

/** Collects the dossier; throws NOT_FOUND for an unknown party. */
export function partyDossier(view: View, id: string, query: Query): PartyDossier {
  const party = view.get('party', id);
  const standard = findStandard(query.standard);
  const bases = commitmentStandard(query.commitment).bases;
  const promises: PartyDossier['promises'] = [];
  const notBoundBy: PartyDossier['notBoundBy'] = [];
  for (const agreement of view.all('agreement')) {
    const bonds = bondsOn(view, agreement.id, query.asOf, bases);
    const bond = bonds.get(party.id);
    if (bond) {
      const { adherences } = bond;
      promises.push({
        agreement: agreement.id,
        title: agreement.title,
        inForce: bond.inForce,
        basis: adherences.map(({ basis }) => basis),
        from: adherences.map(({ from }) => from),
      });
    } else if (bonds.size > 0) {
      notBoundBy.push({ agreement: agreement.id, title: agreement.title });
    }
  }
  const incidents = view.all('incident');
  return {
    party: { ...party, sources: citedSources(view, party.citations) },
    memberships: view
      .by('membership', 'party', party.id)
      .map((membership) => ({ ...membership, groupName: partyName(view, membership.group) })),
    promises,
    notBoundBy,
    namedAsResponsible: incidents.flatMap((incident) => {
      const answer = responsibilities(view, incident.id, standard).find(({ state }) => state === party.id);
      if (!answer) return [];
      return [
        {
          id: incident.id,
          title: incident.title,
          startedOn: incident.startedOn,
          met: answer.met,
          contested: answer.contested,
        },
      ];
    }),
    targetedIn: incidents
      .filter(({ targets }) => targets.some(({ victimStates }) => victimStates.includes(party.id)))
      .map((incident) => ({ id: incident.id, title: incident.title, startedOn: incident.startedOn })),
    attributionsMade: view
      .all('attribution')
      .filter(({ by }) => by.includes(party.id))
      .map((statement) => ({
        attribution: statement.id,
        incident: statement.incident,
        incidentTitle: view.find('incident', statement.incident)?.body.title ?? statement.incident,
        stance: statement.stance,
        responsibleNames: Array.isArray(statement.responsible)
          ? statement.responsible.map((state) => partyName(view, state))
          : [],
        madeOn: statement.madeOn,
      })),
  };
}

/** Everything the page of an agreement shows. */
import { coverageOfAgreement, type AgreementCoverage } from '#analysis';
import { commitmentStandard } from '#findings';
import {
  ServandaError,
  type Agreement,
  type AdherenceBasis,
  type Known,
  type PartyId,
  type Provision,
  type ReportedCount,
  type Truth,
} from '#model';
import { bondsOn, membersOf, unMembers, type View } from '#registry';
import type { Query } from '../query.ts';
import { citedSources, partyName, type CitedSource } from '../sources.ts';

export interface AdherenceLine {
  party: PartyId;
  name: string;
  partyKind: string;
  tile: { column: number; row: number } | null;
  inForce: Truth;
  acts: {
    act: string;
    basis: AdherenceBasis;
    from: string;
    until: string | null;
    known: Known;
    sources: CitedSource[];
  }[];
}

export interface AgreementDossier {
  agreement: Agreement & { sources: CitedSource[]; convenorNames: string[] };
  provisions: (Provision & { sources: CitedSource[] })[];
  adherences: AdherenceLine[];
  /** Every recorded adherence, lapsed and later ones included: what a timeline needs. */
  history: { party: PartyId; from: string; until: string | null; basis: AdherenceBasis }[];
  /** Titles of the earlier texts that `agreement.lineage` names. */
  lineageTitles: { id: string; title: string }[];
  /** States of the headcount universe that are surely no party on the day. */
  notParties: { party: PartyId; name: string; tile: { column: number; row: number } | null }[];
  reportedCounts: (ReportedCount & { sources: CitedSource[] })[];
  /** null, with the reason, where no share can be stated. */
  coverage: AgreementCoverage | null;
  coverageRefused: string | null;
  descendants: { id: string; title: string }[];
}

/** Collects the dossier; throws NOT_FOUND for an unknown agreement. */
export function agreementDossier(view: View, id: string, query: Query): AgreementDossier {
  const agreement = view.get('agreement', id);
  const adherences = adherenceLines(view, agreement.id, query);
  const bound = new Set(adherences.map(({ party }) => party));
  const { coverage, refused } = coverageOrRefusal(view, agreement.id, query);
  return {
    agreement: {
      ...agreement,
      sources: citedSources(view, agreement.citations),
      convenorNames: agreement.convenors.map((convenor) => partyName(view, convenor)),
    },
    provisions: inPrintedOrder(view.by('provision', 'agreement', agreement.id)).map((provision) => ({
      ...provision,
      sources: citedSources(view, provision.citations),
    })),
    adherences,
    history: adherenceHistory(view, agreement.id, query),
    lineageTitles: agreement.lineage.map((earlier) => ({
      id: earlier,
      title: view.find('agreement', earlier)?.body.title ?? earlier,
    })),
    notParties: membersOf(view, unMembers)
      .filter((party) => !bound.has(party))
      .map((party) => ({ party, name: partyName(view, party), tile: view.find('party', party)?.body.tile ?? null })),
    reportedCounts: view
      .by('reported-count', 'agreement', agreement.id)
      .sort((a, b) => (a.countedOn < b.countedOn ? -1 : a.countedOn > b.countedOn ? 1 : 0))
      .map((count) => ({ ...count, sources: citedSources(view, count.citations) })),
    coverage,
    coverageRefused: refused,
    descendants: view
      .all('agreement')
      .filter(({ lineage }) => lineage.includes(agreement.id))
      .map((later) => ({ id: later.id, title: later.title })),
  };
}

function adherenceHistory(view: View, agreement: string, query: Query): AgreementDossier['history'] {
  const { bases } = commitmentStandard(query.commitment);
  return view
    .by('adherence', 'agreement', agreement)
    .filter(({ basis }) => bases.has(basis))
    .map(({ party, from, until, basis }) => ({ party, from, until, basis }));
}

function adherenceLines(view: View, agreement: string, query: Query): AdherenceLine[] {
  return [...bondsOn(view, agreement, query.asOf, commitmentStandard(query.commitment).bases).values()].map((bond) => {
    const party = view.find('party', bond.party)?.body;
    return {
      party: bond.party,
      name: party?.name ?? bond.party,
      partyKind: party?.partyKind ?? 'other-body',
      tile: party?.tile ?? null,
      inForce: bond.inForce,
      acts: bond.adherences.map(({ act, basis, from, until, known, citations }) => ({
        act,
        basis,
        from,
        until,
        known,
        sources: citedSources(view, citations),
      })),
    };
  });
}

/** Clauses in the order of their numbers: 2 before 10, 13a before 13b. */
export function inPrintedOrder(provisions: readonly Provision[]): Provision[] {
  return [...provisions].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** Coverage, or the sentence that says why none can be stated. */
export function coverageOrRefusal(
  view: View,
  agreement: string,
  query: Query,
): { coverage: AgreementCoverage | null; refused: string | null } {
  try {
    return {
      coverage: coverageOfAgreement(view, {
        agreement,
        asOf: query.asOf,
        standard: query.standard,
        commitment: query.commitment,
      }),
      refused: null,
    };
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return { coverage: null, refused: error.message };
    throw error;
  }
}

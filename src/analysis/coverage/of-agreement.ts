/** Coverage of one agreement over the record, beside the same over the counts of other data sets. */
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import type { AdherenceBasis, PartyId, Truth } from '#model';
import { bondsOn, unMembers, membersOf, type View } from '#registry';
import { computeCoverage, type CoverageResult, type Operation, type Share } from './coverage.ts';
import { externalCoverage, type ExternalCoverage } from './external.ts';
import { recordedOperations, type RecordedOperations } from './operations.ts';

export interface CoverageQuery {
  agreement: string;
  asOf: string;
  standard: string;
  commitment: string;
}

/** A non-party with what its accession would add to coverage (marginal coverage; additive). */
export interface AbsentState {
  party: PartyId;
  name: string;
  adherence: Truth;
  /** Share of the conduct with a named state; adding the party adds exactly this to coverage. */
  wouldAdd: number;
  incidents: string[];
}

export interface AgreementCoverage {
  agreement: string;
  title: string;
  asOf: string;
  conduct: Share;
  headcount: Share;
  gap: CoverageResult['gap'];
  headcountAmongConductStates: Share;
  bounds: CoverageResult['bounds'] & { rivalAttributions: { lower: number; upper: number } };
  unknownShare: number;
  effectiveNumberOfStates: number;
  parties: { certain: PartyId[]; possible: PartyId[]; certainStates: number; possibleStates: number };
  absent: AbsentState[];
  present: AbsentState[];
  operations: RecordedOperations['counted'];
  collection: string;
  otherDataSets: ExternalCoverage[];
  /** The headline: lowest and highest conduct coverage over the record and the other data sets. */
  range: { lower: number; upper: number; sources: number };
}

/** Computes the coverage of an agreement on a date. Pure: the same view and query give the same bytes. */
export function coverageOfAgreement(view: View, query: CoverageQuery): AgreementCoverage {
  const agreement = view.get('agreement', query.agreement);
  const standard = findStandard(query.standard);
  const bases = commitmentStandard(query.commitment).bases;
  const recorded = recordedOperations(view, standard, query.asOf);
  const parties = partyTruths(view, agreement.id, query.asOf, bases);
  const universe = membersOf(view, unMembers);
  const result = computeCoverage({ operations: recorded.operations, parties, universe });
  const states = result.states.map(({ state, share, party }) => ({
    party: state,
    name: view.find('party', state)?.body.name ?? state,
    adherence: party,
    wouldAdd: share,
    incidents: recorded.incidentsOf.get(state) ?? [],
  }));
  const otherDataSets = view.all('external-count').map((count) => externalCoverage(count, parties, query.asOf));
  return {
    agreement: agreement.id,
    title: agreement.title,
    asOf: query.asOf,
    conduct: result.conduct,
    headcount: result.headcount,
    gap: result.gap,
    headcountAmongConductStates: result.headcountAmongConductStates,
    bounds: { ...result.bounds, rivalAttributions: rivalBounds(recorded, parties) },
    unknownShare: result.unknownShare,
    effectiveNumberOfStates: result.effectiveNumberOfStates,
    parties: partyLists(parties, universe),
    absent: states.filter(({ adherence }) => adherence !== 'true'),
    present: states.filter(({ adherence }) => adherence === 'true'),
    operations: recorded.counted,
    collection: view.all('record-description')[0]?.collection ?? '',
    otherDataSets,
    range: rangeOver(result, otherDataSets),
  };
}

function partyTruths(
  view: View,
  agreement: string,
  asOf: string,
  bases: ReadonlySet<AdherenceBasis>,
): Map<PartyId, Truth> {
  return new Map([...bondsOn(view, agreement, asOf, bases)].map(([party, { inForce }]) => [party, inForce]));
}

function partyLists(parties: ReadonlyMap<PartyId, Truth>, universe: readonly PartyId[]): AgreementCoverage['parties'] {
  const states = new Set(universe);
  const where = (truth: Truth): PartyId[] =>
    [...parties].filter(([, value]) => value === truth).map(([party]) => party);
  const [certain, possible] = [where('true'), where('unknown')];
  const inUniverse = (list: PartyId[]): number => list.filter((party) => states.has(party)).length;
  return { certain, possible, certainStates: inUniverse(certain), possibleStates: inUniverse(possible) };
}

/** Coverage if, for every operation with rival attributions, the reading least or most favourable to parties held. */
function rivalBounds(
  { operations, rivals }: RecordedOperations,
  parties: ReadonlyMap<PartyId, Truth>,
): { lower: number; upper: number } {
  let [numeratorLow, numeratorHigh, known] = [0, 0, 0];
  const share = (states: readonly PartyId[]): number =>
    states.filter((state) => parties.get(state) === 'true').length / states.length;
  for (const operation of operations) {
    const states = statesOf(operation);
    if (states.length === 0) continue;
    const shares = (rivals.get(operation.id) ?? [states]).map(share);
    known += 1;
    numeratorLow += Math.min(...shares);
    numeratorHigh += Math.max(...shares);
  }
  return { lower: numeratorLow / known, upper: numeratorHigh / known };
}

function statesOf(operation: Operation): PartyId[] {
  return Object.keys(operation.credences);
}

function rangeOver(result: CoverageResult, others: readonly ExternalCoverage[]): AgreementCoverage['range'] {
  const { lower, upper } = result.bounds.undatedAdherence;
  const lows = [lower, ...others.map(({ conduct }) => conduct.lower)];
  const highs = [upper, ...others.map(({ conduct }) => conduct.upper)];
  return { lower: Math.min(...lows), upper: Math.max(...highs), sources: lows.length };
}

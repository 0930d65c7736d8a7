/** Coverage of one agreement over the record, beside the same over the counts of other data sets. */
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import type { AdherenceBasis, PartyId, Truth } from '#model';
import { bondsOn, unMembers, membersOf, type View } from '#registry';
import { computeCoverage, type CoverageResult, type Operation, type Share } from './coverage.ts';
import { externalCoverage, type ExternalCoverage } from './external.ts';
import { contraryIncidents } from './conduct-universe.ts';
import { credenceOperations } from './credence-operations.ts';
import { recordedOperations, type RecordedOperations } from './operations.ts';

/** All recorded operations, or those contrary to at least one clause of the agreement under a definition set. */
export const conductUniverses = ['recorded', 'contrary'] as const;
export type ConductUniverse = (typeof conductUniverses)[number];

/** Who is responsible: every state that meets the standard, in equal parts; or credences pooled from all reports. */
export const responsibilityModes = ['equal-split', 'credence'] as const;
export type ResponsibilityMode = (typeof responsibilityModes)[number];

export interface CoverageQuery {
  agreement: string;
  asOf: string;
  standard: string;
  commitment: string;
  /** Default: recorded. */
  universe?: ConductUniverse;
  /** Definition set of the universe `contrary`; required with it. */
  definitions?: string;
  /** Default: equal-split. */
  responsibility?: ResponsibilityMode;
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
  operations: ConductOfQuery['counted'];
  collection: string;
  otherDataSets: ExternalCoverage[];
  /** The headline: lowest and highest conduct coverage over the record and the other data sets. */
  range: { lower: number; upper: number; sources: number };
}

/** Computes the coverage of an agreement on a date. Pure: the same view and query give the same bytes. */
export function coverageOfAgreement(view: View, query: CoverageQuery): AgreementCoverage {
  const agreement = view.get('agreement', query.agreement);
  const bases = commitmentStandard(query.commitment).bases;
  const { operations, recorded, counted, incidentsOf } = conductUnder(view, query);
  const parties = partyTruths(view, agreement.id, query.asOf, bases);
  const universe = membersOf(view, unMembers);
  const result = computeCoverage({ operations, parties, universe });
  const states = result.states.map(({ state, share, party }) => ({
    party: state,
    name: view.find('party', state)?.body.name ?? state,
    adherence: party,
    wouldAdd: share,
    incidents: incidentsOf.get(state) ?? [],
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
    bounds: { ...result.bounds, rivalAttributions: rivalBounds(operations, recorded.rivals, parties) },
    unknownShare: result.unknownShare,
    effectiveNumberOfStates: result.effectiveNumberOfStates,
    parties: partyLists(parties, universe),
    absent: states.filter(({ adherence }) => adherence !== 'true'),
    present: states.filter(({ adherence }) => adherence === 'true'),
    operations: counted,
    collection: view.all('record-description')[0]?.collection ?? '',
    otherDataSets,
    range: rangeOver(result, otherDataSets),
  };
}

/** The operations that a query is over. */
export interface ConductOfQuery {
  operations: Operation[];
  /** Incidents of the universe; null: all. */
  among: ReadonlySet<string> | null;
  recorded: RecordedOperations;
  counted: RecordedOperations['counted'] & { outsideUniverse: number };
  incidentsOf: ReadonlyMap<PartyId, string[]>;
}

/** Selects the operations by universe and responsibility; throws NOT_FOUND for names that are not known. */
export function conductUnder(view: View, query: CoverageQuery): ConductOfQuery {
  const recorded = recordedOperations(view, findStandard(query.standard), query.asOf);
  const all = query.responsibility === 'credence' ? credenceOperations(view, query.asOf, 'main') : recorded.operations;
  const among = query.universe === 'contrary' ? contraryIncidents(view, query.agreement, query.definitions) : null;
  const operations = among === null ? all : all.filter(({ id }) => among.has(id));
  const withNamedState = operations.filter(({ credences }) => Object.keys(credences).length > 0).length;
  return {
    operations,
    among,
    recorded,
    counted: {
      ...recorded.counted,
      withNamedState,
      withoutNamedState: operations.length - withNamedState,
      outsideUniverse: all.length - operations.length,
    },
    incidentsOf:
      among === null && query.responsibility !== 'credence' ? recorded.incidentsOf : incidentsBehind(operations),
  };
}

function incidentsBehind(operations: readonly Operation[]): Map<PartyId, string[]> {
  const behind = new Map<PartyId, string[]>();
  for (const { id, credences } of operations) {
    for (const state of Object.keys(credences)) {
      const list = behind.get(state);
      if (list) list.push(id);
      else behind.set(state, [id]);
    }
  }
  return behind;
}

/** Parties on the day with the answer for each: true, or unknown where the date of adherence is not known. */
export function partyTruths(
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
  operations: readonly Operation[],
  rivals: RecordedOperations['rivals'],
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

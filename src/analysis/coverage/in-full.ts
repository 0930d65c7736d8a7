/** Coverage of an agreement with everything that must be shown beside it: readings, uncertainties, attributors. */
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import { isOnOrBefore, parseDay, type PartyId, type Truth } from '#model';
import type { View } from '#registry';
import { boundWhenBegun } from './bound-on.ts';
import { coverageByAttributor, type AttributorCoverage } from './by-attributor.ts';
import { computeCoverage, type Operation, type Share } from './coverage.ts';
import { credenceOperations, credencePools } from './credence-operations.ts';
import {
  conductUnder,
  coverageOfAgreement,
  partyTruths,
  type AgreementCoverage,
  type CoverageQuery,
} from './of-agreement.ts';
import { contemporaneousCoverage } from './readings.ts';
import { smallestSets, type SmallestSet } from './smallest-set.ts';
import {
  drawPart,
  massesFor,
  partSizes,
  summariseResponsibility,
  summariseSampling,
  type DrawnPart,
  type ResponsibilityUncertainty,
  type SamplingUncertainty,
} from './uncertainty.ts';

/** Coverage under other credences than the ones chosen. */
export interface AlternativeCoverage {
  id: string;
  meaning: string;
  conduct: Share;
}

export interface CoverageInFull extends AgreementCoverage {
  readings: {
    /** Parties on the as-of date, all operations of the window: the value of `conduct`. */
    snapshot: Share;
    /** Parties on each operation's own date. */
    contemporaneous: Share | null;
    /** The same over operations that surely began on or after the day of adoption. */
    contemporaneousSinceAdoption: Share | null;
  };
  uncertainty: {
    responsibility: ResponsibilityUncertainty;
    sampling: SamplingUncertainty | null;
    credences: { lower: number; upper: number; alternatives: AlternativeCoverage[] };
  };
  smallestSets: SmallestSet[];
  attributors: AttributorCoverage[];
}

export interface FullCoverageQuery extends CoverageQuery {
  targets?: readonly number[];
  draws?: number;
  seed?: number;
}

export const defaultTargets = [0.5, 0.75, 0.9] as const;
export const defaultDraws = 10_000;
export const defaultSeed = 1;

/** Throws what coverageOfAgreement throws. The draws run here in turn; the same parts may run in workers. */
export function coverageInFull(view: View, query: FullCoverageQuery): CoverageInFull {
  const { agreement, asOf, commitment, targets = defaultTargets, draws = defaultDraws, seed = defaultSeed } = query;
  const light = coverageOfAgreement(view, query);
  const { operations, among } = conductUnder(view, query);
  const { bases } = commitmentStandard(commitment);
  const parties = partyTruths(view, agreement, asOf, bases);
  const isParty = (state: PartyId): boolean => parties.get(state) === 'true';
  const masses = massesFor(operations, isParty);
  const parts: DrawnPart[] = partSizes(draws).map((size, part) =>
    drawPart(masses, { seed, part, draws: size, bootstraps: size }),
  );
  const alternatives = alternativeCoverages(view, query, parties, among);
  const values = [light.conduct.value, ...alternatives.map(({ conduct }) => conduct.value)];
  return {
    ...light,
    readings: readingsOf(view, query, operations, light.conduct),
    uncertainty: {
      responsibility: summariseResponsibility(masses, parts, seed),
      sampling: summariseSampling(parts, seed),
      credences: { lower: Math.min(...values), upper: Math.max(...values), alternatives },
    },
    smallestSets: smallestSets(light.conduct.value, light.absent, targets),
    attributors: coverageByAttributor(view, findStandard(query.standard), asOf, parties, among),
  };
}

function readingsOf(
  view: View,
  { agreement, commitment }: CoverageQuery,
  operations: readonly Operation[],
  snapshot: Share,
): CoverageInFull['readings'] {
  const bound = boundWhenBegun(view, agreement, commitmentStandard(commitment).bases);
  const startOf = (id: string): string => view.get('incident', id).startedOn;
  const reading = (among: readonly Operation[]): Share | null =>
    contemporaneousCoverage(among, (state, index) => bound(state, startOf(among[index]?.id ?? '')));
  const { adoptedOn } = view.get('agreement', agreement);
  const adopted = adoptedOn === null ? null : lastDayOf(adoptedOn);
  return {
    snapshot,
    contemporaneous: reading(operations),
    contemporaneousSinceAdoption:
      adopted === null
        ? null
        : reading(operations.filter(({ id }) => isOnOrBefore(startOf(id), adopted - 1) === 'false')),
  };
}

/** The latest day that an imprecise date may mean: later operations surely came after it. */
function lastDayOf(date: string): number {
  const parts = date.split('/');
  const last = parts.at(-1) ?? date;
  return parseDay(last.length === 4 ? `${last}-12-31` : last.length === 7 ? endOfMonth(last) : last);
}

function endOfMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

const poolMeanings = {
  main: 'credences pooled from all standing reports (method 3, main pool)',
  tempered: 'the same, tempered for dependence between clusters (τ = .5)',
  linear: 'the same by the linear pool, the cautious end',
} as const;

/** The equal split under the other standards of evidence, and the three pools of method 3. */
function alternativeCoverages(
  view: View,
  query: CoverageQuery,
  parties: ReadonlyMap<PartyId, Truth>,
  among: ReadonlySet<string> | null,
): AlternativeCoverage[] {
  const conductOf = (operations: readonly Operation[]): Share | null => {
    const counted = among === null ? operations : operations.filter(({ id }) => among.has(id));
    const isEmpty = counted.every(({ credences }) => Object.keys(credences).length === 0);
    return isEmpty ? null : computeCoverage({ operations: counted, parties, universe: ['any'] }).conduct;
  };
  const pooled = credencePools.map((pool) => ({
    id: `credence-${pool}`,
    meaning: poolMeanings[pool],
    conduct: conductOf(credenceOperations(view, query.asOf, pool)),
  }));
  const split = ['any-report', 'one-government', 'two-governments']
    .filter((standard) => standard !== query.standard || query.responsibility === 'credence')
    .map((standard) => ({
      id: `equal-split ${standard}`,
      meaning: `equal split under the attribution standard ${standard}`,
      conduct: conductOf(conductUnder(view, { ...query, standard, responsibility: 'equal-split' }).operations),
    }));
  return [...pooled, ...split].flatMap(({ conduct, ...rest }) => (conduct === null ? [] : [{ ...rest, conduct }]));
}

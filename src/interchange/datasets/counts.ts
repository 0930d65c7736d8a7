/** Counts over a data set: by responsible state and by year, with what is not known beside them. */
import { isOnOrBefore, parseDay, parseImpreciseDate, type PartyId } from '#model';
import type { Dataset, DatasetOperation } from './dataset.ts';

export interface DatasetCounts {
  /** Operations that surely began (or became public) on or before the day. */
  operations: number;
  withNamedState: number;
  withoutNamedState: number;
  /** Every named state is the only victim: conduct at home, kept apart. */
  domesticOnly: number;
  /** Actors are named and none is a state or near one: outside state conduct, kept apart. */
  nonStateOnly: number;
  possiblyInWindow: number;
  undated: number;
  /** How many are dated by when they became public, because the data set does not say when they began. */
  datedByDisclosure: number;
  /** Joint responsibility in the shares that the data set gives, else in equal parts. */
  byState: { state: PartyId; operations: number }[];
  byYear: { year: number; operations: number }[];
}

/** Operations of a data set in a window that ends on a day. */
export interface WindowedOperations {
  operations: { id: string; weight: number; credences: Record<PartyId, number> }[];
  counts: DatasetCounts;
}

/** The operations that surely lie in the window, as coverage takes them: conduct at home is kept apart. */
export function operationsUntil({ operations: all }: Pick<Dataset, 'operations'>, asOf: string): WindowedOperations {
  const day = parseDay(asOf);
  const operations: WindowedOperations['operations'] = [];
  const byState = new Map<PartyId, number>();
  const byYear = new Map<number, number>();
  const counts: DatasetCounts = {
    operations: 0,
    withNamedState: 0,
    withoutNamedState: 0,
    domesticOnly: 0,
    nonStateOnly: 0,
    possiblyInWindow: 0,
    undated: 0,
    datedByDisclosure: 0,
    byState: [],
    byYear: [],
  };
  for (const operation of all) {
    if (operation.on === null) {
      counts.undated += 1;
      continue;
    }
    const began = isOnOrBefore(operation.on, day);
    if (began === 'unknown') counts.possiblyInWindow += 1;
    if (began !== 'true') continue;
    const abroad = Object.entries(operation.responsible).filter(([state]) => !isDomestic(operation, state));
    if (abroad.length === 0 && Object.keys(operation.responsible).length > 0) {
      counts.domesticOnly += 1;
      continue;
    }
    if (abroad.length === 0 && operation.nonStateOnly) {
      counts.nonStateOnly += 1;
      continue;
    }
    counts.operations += 1;
    if (operation.dated === 'disclosed') counts.datedByDisclosure += 1;
    if (abroad.length > 0) counts.withNamedState += 1;
    else counts.withoutNamedState += 1;
    for (const [state, share] of abroad) byState.set(state, (byState.get(state) ?? 0) + share);
    const year = new Date(parseImpreciseDate(operation.on).from * 86_400_000).getUTCFullYear();
    byYear.set(year, (byYear.get(year) ?? 0) + 1);
    operations.push({ id: operation.id, weight: 1, credences: Object.fromEntries(abroad) });
  }
  counts.byState = [...byState]
    .map(([state, number]) => ({ state, operations: number }))
    .sort((a, b) => b.operations - a.operations || (a.state < b.state ? -1 : 1));
  counts.byYear = [...byYear].map(([year, number]) => ({ year, operations: number })).sort((a, b) => a.year - b.year);
  return { operations, counts };
}

function isDomestic({ victims }: DatasetOperation, state: PartyId): boolean {
  return victims.length === 1 && victims[0] === state;
}

/** The same coverage over counts by responsible state from data sets of others. */
import { invariant, isOnOrBefore, parseDay, type ExternalCount, type PartyId, type Truth } from '#model';
import type { Share } from './coverage.ts';

export interface ExternalCoverage {
  id: string;
  dataSet: string;
  scope: string;
  url: string;
  collectionBias: string;
  /** Operations up to this date; null: all that the data set holds. */
  until: string | null;
  conduct: Share;
}

/**
 * Coverage over one data set: the value and lower bound count certain parties among the states listed; the upper bound
 * adds possible parties and every state not listed. The window is the latest that ends on or before `asOf`, else the
 * earliest that is known.
 */
export function externalCoverage(
  count: ExternalCount,
  parties: ReadonlyMap<PartyId, Truth>,
  asOf: string,
): ExternalCoverage {
  const window = windowFor(count, asOf);
  const massOf = (truths: readonly Truth[]): number =>
    Object.entries(window.byState)
      .filter(([state]) => truths.includes(parties.get(state) ?? 'false'))
      .reduce((total, [, mass]) => total + mass, 0);
  const total = Object.values(window.byState).reduce((sum, mass) => sum + mass, 0) + window.otherStates;
  const certain = massOf(['true']);
  return {
    id: count.id,
    dataSet: count.dataSet,
    scope: count.scope,
    url: count.url,
    collectionBias: count.collectionBias,
    until: window.until,
    conduct: {
      value: certain / total,
      lower: certain / total,
      upper: (massOf(['true', 'unknown']) + window.otherStates) / total,
      n: window.n,
    },
  };
}

/** Windows with an end count up to it; one without an end counts everything and serves every later date. */
function windowFor(count: ExternalCount, asOf: string): ExternalCount['windows'][number] {
  const day = parseDay(asOf);
  const dated = count.windows
    .filter(({ until }) => until !== null)
    .sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1));
  const open = count.windows.find(({ until }) => until === null);
  const last = dated.at(-1);
  const isLater = last?.until === undefined || last.until === null || isBeforeDay(last.until, day);
  if (open && isLater) return open;
  const fitting = dated.filter(({ until }) => until !== null && isOnOrBefore(until, day) === 'true').at(-1);
  const chosen = fitting ?? dated[0] ?? open;
  invariant(chosen, 'a count without windows cannot pass its schema');
  return chosen;
}

function isBeforeDay(date: string, day: number): boolean {
  return isOnOrBefore(date, day - 1) === 'true';
}

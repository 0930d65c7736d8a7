/** Credence from the record: the standing statements on an incident as reports over sets of states. */
import type { Attribution, PartyId } from '#model';
import { echoClusters } from './clusters.ts';
import { poolWithBand, spread, type PooledHypothesis, type PoolInput } from './pool.ts';
import { confidenceReliability, probabilityWithoutWord, rangeOfWords, speakerReliability } from './words.ts';

/** What everything that is nobody named here is called. */
export const otherHypothesis = 'other';

/** The credence of one state: summed over the sets that name it, joint responsibility being no rival. */
export interface StateCredence {
  state: PartyId;
  main: number;
  lower: number;
  upper: number;
}

export interface IncidentCredence {
  /** Sets of states joined by "+", and "other". */
  hypotheses: PooledHypothesis[];
  states: StateCredence[];
  /** Reports and the clusters they fall into: how much rests on repetition. */
  reports: number;
  clusters: number;
}

/**
 * Pools standing statements that name states. The prior is uniform over the named sets and "other". A statement that
 * names nobody is no report; a denial is an event, never a report (its likelihood ratio is 1 by default). Null where no
 * state is named.
 */
export function credenceOf(standing: readonly Attribution[]): IncidentCredence | null {
  const naming = standing.filter((statement): statement is Attribution & { responsible: PartyId[] } =>
    Array.isArray(statement.responsible),
  );
  if (naming.length === 0) return null;
  const sets = [...new Set(naming.map(({ responsible }) => nameOfSet(responsible)))].sort();
  const hypotheses = [...sets, otherHypothesis];
  const prior = hypotheses.map(() => 1 / hypotheses.length);
  const clusters = echoClusters(naming);
  const input: PoolInput = {
    hypotheses,
    prior,
    reports: naming.map((statement) => ({
      id: statement.id,
      probabilities: spread(prior, hypotheses.indexOf(nameOfSet(statement.responsible)), probabilityOf(statement)),
      reliability: reliabilityOf(statement),
      cluster: clusters.get(statement.id) ?? statement.id,
    })),
  };
  const pooled = poolWithBand(input);
  return {
    hypotheses: pooled,
    states: stateCredences(sets, pooled),
    reports: naming.length,
    clusters: new Set(clusters.values()).size,
  };
}

function nameOfSet(states: readonly PartyId[]): string {
  return [...states].sort().join('+');
}

/** Each pool is summed on its own; the band of a state is over the three sums. */
function stateCredences(sets: readonly string[], pooled: readonly PooledHypothesis[]): StateCredence[] {
  const states = [...new Set(sets.flatMap((set) => set.split('+')))].sort();
  return states.map((state) => {
    const naming = pooled.filter(({ hypothesis }) => hypothesis.split('+').includes(state));
    const sum = (pool: 'main' | 'tempered' | 'linear'): number =>
      Math.min(
        1,
        naming.reduce((total, hypothesis) => total + hypothesis[pool], 0),
      );
    const sums = [sum('main'), sum('tempered'), sum('linear')];
    return { state, main: sums[0] ?? 0, lower: Math.min(...sums), upper: Math.max(...sums) };
  });
}

/** The middle of the published words' range; without words the convention. */
export function probabilityOf(statement: Attribution): number {
  const range = rangeOfWords(statement.likelihoodWords, statement.by.includes('GBR'));
  return range ? (range.lower + range.upper) / 2 : probabilityWithoutWord;
}

/** Published confidence as reliability; else by who speaks. Unnamed officials are media. */
export function reliabilityOf(statement: Attribution): number {
  const word = statement.confidenceWords?.toLowerCase() ?? '';
  const published = Object.entries(confidenceReliability).find(([level]) => word.includes(level));
  if (published) return published[1];
  const kind = statement.form === 'anonymous-officials' ? 'media' : statement.byKind;
  return speakerReliability[kind] ?? 0.5;
}

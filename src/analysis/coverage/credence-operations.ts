/** Operations with graded responsibility: credences pooled from all standing reports, in place of a standard's yes or no. */
import { credenceOf, isNonStateOnly, otherHypothesis, standingAttributions, type IncidentCredence } from '#attribution';
import { isOnOrBefore, parseDay, type Incident, type PartyId } from '#model';
import type { View } from '#registry';
import type { Operation } from './coverage.ts';
import { isDomestic } from './operations.ts';

/** Which pool of method 3: the main one, the tempered one (τ = .5), or the cautious linear one. */
export const credencePools = ['main', 'tempered', 'linear'] as const;
export type CredencePool = (typeof credencePools)[number];

/** An incident with its pooled reports; pools differ only in how the same reports are weighed. */
interface Pooled {
  incident: Incident;
  hypotheses: IncidentCredence['hypotheses'];
}

const kept = new WeakMap<View, Map<string, Pooled[]>>();

/**
 * Operations that surely began on or before `until`. A set of states shares its credence equally; what stays with
 * "other" is unknown responsibility. The credence of a state that is the only victim is conduct at home: it counts as
 * unknown, and the operation is left out where that state has the largest credence.
 */
export function credenceOperations(view: View, until: string, pool: CredencePool): Operation[] {
  let ofView = kept.get(view);
  if (!ofView) kept.set(view, (ofView = new Map<string, Pooled[]>()));
  let pooled = ofView.get(until);
  if (!pooled) ofView.set(until, (pooled = poolReports(view, until)));
  return pooled.flatMap(({ incident, hypotheses }) => {
    const shares = new Map<PartyId, number>();
    for (const hypothesis of hypotheses) {
      if (hypothesis.hypothesis === otherHypothesis) continue;
      const states = hypothesis.hypothesis.split('+');
      for (const state of states) shares.set(state, (shares.get(state) ?? 0) + hypothesis[pool] / states.length);
    }
    const top = [...shares].sort((a, b) => b[1] - a[1])[0]?.[0];
    if (top !== undefined && isDomestic(incident, top)) return [];
    const abroad = [...shares].filter(([state]) => !isDomestic(incident, state));
    return [{ id: incident.id, weight: 1, credences: capped(abroad) }];
  });
}

function poolReports(view: View, until: string): Pooled[] {
  const day = parseDay(until);
  return view.all('incident').flatMap((incident) => {
    if (isOnOrBefore(incident.startedOn, day) !== 'true' || isNonStateOnly(view, incident.id)) return [];
    const pooled = credenceOf(standingAttributions(view.by('attribution', 'incident', incident.id)));
    return [{ incident, hypotheses: pooled?.hypotheses ?? [] }];
  });
}

/** Sums of rounded shares may exceed one by a hair. */
function capped(shares: readonly (readonly [PartyId, number])[]): Record<PartyId, number> {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  return Object.fromEntries(shares.map(([state, share]) => [state, total > 1 ? share / total : share]));
}

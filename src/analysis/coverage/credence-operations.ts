/** Operations with graded responsibility: credences pooled from all standing reports, in place of a standard's yes or no. */
import { credenceOf, isNonStateOnly, otherHypothesis, standingAttributions } from '#attribution';
import { isOnOrBefore, parseDay, type PartyId } from '#model';
import type { View } from '#registry';
import type { Operation } from './coverage.ts';
import { isDomestic } from './operations.ts';

/** Which pool of method 3: the main one, the tempered one (τ = .5), or the cautious linear one. */
export const credencePools = ['main', 'tempered', 'linear'] as const;
export type CredencePool = (typeof credencePools)[number];

const kept = new WeakMap<View, Map<string, Operation[]>>();

/**
 * Operations that surely began on or before `until`. A set of states shares its credence equally; what stays with
 * "other" is unknown responsibility. The credence of a state that is the only victim is conduct at home: it counts as
 * unknown, and the operation is left out where that state has the largest credence.
 */
export function credenceOperations(view: View, until: string, pool: CredencePool): Operation[] {
  let ofView = kept.get(view);
  if (!ofView) kept.set(view, (ofView = new Map<string, Operation[]>()));
  const key = `${until} ${pool}`;
  let operations = ofView.get(key);
  if (!operations) ofView.set(key, (operations = collect(view, until, pool)));
  return operations;
}

function collect(view: View, until: string, pool: CredencePool): Operation[] {
  const day = parseDay(until);
  return view.all('incident').flatMap((incident) => {
    if (isOnOrBefore(incident.startedOn, day) !== 'true') return [];
    if (isNonStateOnly(view, incident.id)) return [];
    const pooled = credenceOf(standingAttributions(view.by('attribution', 'incident', incident.id)));
    const shares = new Map<PartyId, number>();
    for (const hypothesis of pooled?.hypotheses ?? []) {
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

/** Sums of rounded shares may exceed one by a hair. */
function capped(shares: readonly (readonly [PartyId, number])[]): Record<PartyId, number> {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  return Object.fromEntries(shares.map(([state, share]) => [state, total > 1 ? share / total : share]));
}

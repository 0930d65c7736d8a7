/** From recorded incidents to operations: window, domestic conduct kept apart, joint responsibility split, rivals. */
import { isNonStateOnly, responsibilities, type AttributionStandard } from '#attribution';
import { isOnOrBefore, parseDay, type Incident, type PartyId } from '#model';
import type { View } from '#registry';
import type { Operation } from './coverage.ts';

/** The operations of a window with, for each, the rival sets of states that count under the standard. */
export interface RecordedOperations {
  operations: Operation[];
  /** Per operation with more than one: the different sets of states that single statements name. */
  rivals: Map<string, PartyId[][]>;
  /** Incidents behind each state. */
  incidentsOf: Map<PartyId, string[]>;
  counted: {
    inWindow: number;
    withNamedState: number;
    withoutNamedState: number;
    nonStateOnly: number;
    domesticOnly: number;
    possiblyInWindow: number;
    contested: number;
  };
}

/**
 * Operations that surely began on or before `until`. Responsibility met by several states is split equally (the
 * convention of the data sets it is compared with). A state's conduct against itself alone is domestic: kept apart.
 * Operations named only as non-state are outside state conduct. An operation that names nobody stays in, as unknown.
 */
export function recordedOperations(view: View, standard: AttributionStandard, until: string): RecordedOperations {
  let ofView = computed.get(view);
  if (!ofView) computed.set(view, (ofView = new Map<string, RecordedOperations>()));
  const key = `${standard.id} ${until}`;
  let operations = ofView.get(key);
  if (!operations) ofView.set(key, (operations = collectOperations(view, standard, until)));
  return operations;
}

/** The same operations serve every agreement; views never change, so an answer may be kept with its view. */
const computed = new WeakMap<View, Map<string, RecordedOperations>>();

function collectOperations(view: View, standard: AttributionStandard, until: string): RecordedOperations {
  const day = parseDay(until);
  const result: RecordedOperations = {
    operations: [],
    rivals: new Map(),
    incidentsOf: new Map(),
    counted: {
      inWindow: 0,
      withNamedState: 0,
      withoutNamedState: 0,
      nonStateOnly: 0,
      domesticOnly: 0,
      possiblyInWindow: 0,
      contested: 0,
    },
  };
  const { counted } = result;
  for (const incident of view.all('incident')) {
    const began = isOnOrBefore(incident.startedOn, day);
    if (began === 'unknown') counted.possiblyInWindow += 1;
    if (began !== 'true') continue;
    counted.inWindow += 1;
    const named = responsibilities(view, incident.id, standard).filter(({ met }) => met);
    const abroad = named.filter(({ state }) => !isDomestic(incident, state));
    if (named.length > 0 && abroad.length === 0) {
      counted.domesticOnly += 1;
    } else if (abroad.length === 0 && isNonStateOnly(view, incident.id)) {
      counted.nonStateOnly += 1;
    } else {
      add(
        result,
        incident.id,
        abroad.map(({ state }) => state),
      );
      if (abroad.some(({ contested }) => contested)) counted.contested += 1;
      const sets = rivalSets(
        abroad.flatMap(({ supporting }) => supporting.map(({ responsible }) => responsible)),
        abroad.map(({ state }) => state),
      );
      if (sets.length > 1) result.rivals.set(incident.id, sets);
    }
  }
  return result;
}

function add(result: RecordedOperations, id: string, states: readonly PartyId[]): void {
  if (states.length > 0) result.counted.withNamedState += 1;
  else result.counted.withoutNamedState += 1;
  const credences = Object.fromEntries(states.map((state) => [state, 1 / states.length]));
  result.operations.push({ id, weight: 1, credences });
  for (const state of states) {
    const list = result.incidentsOf.get(state);
    if (list) list.push(id);
    else result.incidentsOf.set(state, [id]);
  }
}

/** True if the state is the only victim recorded. */
export function isDomestic(incident: Incident, state: PartyId): boolean {
  const victims = new Set(incident.targets.flatMap(({ victimStates }) => victimStates));
  return victims.size === 1 && victims.has(state);
}

/** The different sets of (met) states that single statements name: more than one means rival readings. */
function rivalSets(responsible: readonly (readonly PartyId[] | string)[], met: readonly PartyId[]): PartyId[][] {
  const sets = new Map<string, PartyId[]>();
  for (const named of responsible) {
    if (typeof named === 'string') continue;
    const set = named.filter((state) => met.includes(state)).sort();
    if (set.length > 0) sets.set(set.join(' '), set);
  }
  return [...sets.values()];
}

/** What a text says of an incident: for the operation itself, and for each state with its real relations. */
import { ServandaError, type Incident, type PartyId } from '#model';
import { conflictTruth, factsOf, relationsOf, type Diagram, type TargetFacts } from '#norms';
import type { View } from '#registry';
import { lawsOf, type Laws } from './laws.ts';

/** An incident as norms see it, for one actor: the assumed one (`state` null), or a named state. */
export interface Reading {
  incident: Incident;
  state: PartyId | null;
  targets: readonly TargetFacts[];
  /** Per target, the diagram of every node of the library. */
  nodes: readonly Int32Array[];
}

interface Kept {
  operations: Map<string, Reading>;
  states: Map<string, Reading>;
}

const kept = new WeakMap<Laws, Kept>();

/** The reading of an incident for the operation (`state` null) or a state; kept with the compiled laws. */
export function readingOf(view: View, incident: Incident, state: PartyId | null, laws: Laws = lawsOf(view)): Reading {
  let own = kept.get(laws);
  if (!own) kept.set(laws, (own = { operations: new Map(), states: new Map() }));
  const cache = state === null ? own.operations : own.states;
  const key = state === null ? incident.id : `${incident.id} ${state}`;
  let reading = cache.get(key);
  if (reading?.incident !== incident) {
    reading = read(incident, state, laws);
    cache.set(key, reading);
  }
  return reading;
}

function read(incident: Incident, state: PartyId | null, laws: Laws): Reading {
  const assumed = factsOf(incident, laws);
  const targets =
    state === null
      ? assumed
      : assumed.map((facts, at) => ({
          ...facts,
          relations: relationsOf(state, incident.targets[at]?.victimStates ?? [], (actor, victim) =>
            conflictTruth(laws.conflicts, actor, victim, facts.conduct),
          ),
        }));
  return { incident, state, targets, nodes: targets.map((facts) => laws.diagrams.ofTarget(facts)) };
}

/** The diagram of a root over all targets, or over some: an incident takes the strongest value of its targets. */
export function textDiagram(laws: Laws, reading: Reading, root: number, among?: ReadonlySet<number>): Diagram {
  let strongest: Diagram = 0;
  reading.nodes.forEach((nodes, target) => {
    if (!among || among.has(target)) strongest = laws.diagrams.any(strongest, nodes[root] ?? 1);
  });
  return strongest;
}

/** The root of a link; throws REFERENCE_BROKEN if the vocabulary in view does not define it. */
export function linkRoot({ library }: Laws, link: string): number {
  const root = library.roots.get(`link ${link}`);
  if (root === undefined) {
    throw new ServandaError(
      'REFERENCE_BROKEN',
      `The norm vocabulary defines no link "${link}"; add it to data/norm-vocabulary.yaml.`,
    );
  }
  return root;
}

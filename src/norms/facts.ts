/** The facts a norm is judged by, per target, with the open- and closed-world rule of each field. */
import { allTruth, anyTruth, notTruth, truthOf, type Effect, type Incident, type PartyId, type Truth } from '#model';
import { conductOf, overlap, overlapTruth, type Conduct } from './conduct.ts';

/** A recorded list: codes that hold, codes that are unknown, and what the absence of any other code means. */
export interface CodeList {
  held: ReadonlySet<string>;
  unsure: ReadonlySet<string>;
  others: 'false' | 'unknown';
}

export const listFields = ['effect', 'purpose', 'sector', 'kind', 'victim', 'actor'] as const;
export type ListField = (typeof listFields)[number];
export type Relations = Readonly<Record<'foreign' | 'at-peace', Truth>>;

/** Everything an expression can ask about one target, with an actor in view. */
export interface TargetFacts extends Readonly<Record<ListField, CodeList>> {
  readonly conduct: Conduct;
  readonly facts: ReadonlyMap<string, Truth>;
  readonly relations: Relations;
}

/** The operation itself: an actor foreign to and at peace with the victim is assumed. */
export const assumedRelations: Relations = { foreign: 'true', 'at-peace': 'true' };

/** What must be known about states beside the incident; handed in, since norms know no registry. */
export interface Surroundings {
  /** Was the state a member of the European Union when the conduct began? */
  isEuMember: (state: PartyId, conduct: Conduct) => Truth;
}

/** Effects that need an entry into systems: after one, taking data and keeping access cannot be excluded. */
const entries = new Set<string>([
  'foothold',
  'surveillance',
  'manipulation',
  'destruction',
  'financial-theft',
  'extortion',
  'data-theft',
  'data-leak',
] satisfies Effect[]);

const families: readonly ReadonlySet<string>[] = [
  new Set(['destruction', 'disruption', 'manipulation', 'defacement'] satisfies Effect[]),
  new Set(['data-theft', 'data-leak', 'surveillance', 'financial-theft'] satisfies Effect[]),
  new Set(['influence'] satisfies Effect[]),
];

const none: ReadonlySet<string> = new Set();

/** The facts of each target of an incident, with the assumed relations of the operation itself. */
export function factsOf(incident: Incident, surroundings: Surroundings): TargetFacts[] {
  const conduct = conductOf(incident);
  const complete = new Set<string>(incident.complete);
  const shared = {
    purpose: openList(incident.purposes, incident.purposes.length === 0, complete.has('purposes')),
    actor: actorList(incident.actorKinds),
    conduct,
    facts: new Map<string, Truth>([
      ...Object.entries(incident.facts),
      ['indiscriminate', incident.indiscriminate],
      ['significant-harm', incident.significantHarm],
    ]),
    relations: assumedRelations,
  };
  const hitAlike = incident.targets.length === 1 || isOneFamily(incident.effects);
  return incident.targets.map((target): TargetFacts => {
    const open = incident.indiscriminate === 'true';
    const closed = complete.has('targets');
    return {
      ...shared,
      effect: effectList(
        target.effects ?? incident.effects,
        target.effects !== null || hitAlike,
        complete.has('effects'),
      ),
      sector: openList(target.sectors, open || target.sectors.length === 0, closed),
      kind: openList(target.kinds, open || target.kinds.length === 0, closed),
      victim: victimList(target.victimStates, conduct, surroundings, closed),
    };
  });
}

/** `unknown` among the codes, like an empty or open list, leaves every absent code unknown. */
function openList(codes: readonly string[], open: boolean, closed: boolean): CodeList {
  const held = new Set(codes.filter((code) => code !== 'unknown'));
  const others = !closed && (open || held.size < codes.length) ? 'unknown' : 'false';
  return { held, unsure: none, others };
}

/** Who names a state as responsible asserts its hand: an actor list that is open gains `asserted`. */
function actorList(codes: readonly string[]): CodeList {
  const list = openList(codes, codes.length === 0, false);
  return list.others === 'unknown' ? { ...list, held: new Set([...list.held, 'asserted']) } : list;
}

function effectList(recorded: readonly string[], hitThis: boolean, closed: boolean): CodeList {
  const listed = new Set(recorded);
  if (listed.has('data-leak')) listed.add('data-theft');
  const held = hitThis ? listed : none;
  const unsure = new Set(hitThis ? [] : listed);
  if (!closed && recorded.some((code) => entries.has(code))) {
    for (const code of ['data-theft', 'foothold']) if (!held.has(code)) unsure.add(code);
  }
  return { held, unsure, others: 'false' };
}

/** Foothold and extortion join any family; effects of one family hit every target of the incident. */
function isOneFamily(effects: readonly string[]): boolean {
  return families.filter((family) => effects.some((effect) => family.has(effect))).length <= 1;
}

function victimList(
  states: readonly PartyId[],
  conduct: Conduct,
  { isEuMember }: Surroundings,
  closed: boolean,
): CodeList {
  const member = anyTruth(states.map((state) => isEuMember(state, conduct)));
  return {
    held: new Set(member === 'true' ? [...states, 'eu-members'] : states),
    unsure: member === 'unknown' ? new Set(['eu-members']) : none,
    others: states.length === 0 && !closed ? 'unknown' : 'false',
  };
}

/** Does the code hold? */
export function codeValue(list: CodeList, code: string): Truth {
  if (list.held.has(code)) return 'true';
  return list.unsure.has(code) ? 'unknown' : list.others;
}

/** A leaf of an expression: the smallest thing that is true, false or unknown of a target. */
export type Atom =
  | { is: 'list'; field: ListField; codes: readonly string[] }
  | { is: 'from'; day: string }
  | { is: 'fact'; name: string }
  | { is: 'relation'; relation: keyof Relations };

/** The value of a leaf for a target. */
export function atomValue(atom: Atom, facts: TargetFacts): Truth {
  switch (atom.is) {
    case 'list':
      return listValue(atom.codes, facts[atom.field]);
    case 'from':
      return overlapTruth(overlap(facts.conduct, sinceDay(atom.day)));
    case 'fact':
      return facts.facts.get(atom.name) ?? 'unknown';
    case 'relation':
      return facts.relations[atom.relation];
  }
}

function listValue(codes: readonly string[], list: CodeList): Truth {
  let most: Truth = 'false';
  for (const code of codes) {
    if (list.held.has(code)) return 'true';
    if (list.others === 'unknown' || list.unsure.has(code)) most = 'unknown';
  }
  return most;
}

const sinceDays = new Map<string, Parameters<typeof overlap>[1]>();

/** The period from a day on. */
export function sinceDay(day: string): Parameters<typeof overlap>[1] {
  let period = sinceDays.get(day);
  if (!period) {
    const from = conductOf({ startedOn: day, endedOn: null }).start;
    sinceDays.set(day, (period = { from, until: null }));
  }
  return period;
}

/**
 * The relations of a state to the victims of a target. `inConflict` says whether the state was in a listed armed
 * conflict with another at the time. At peace is asked of victims other than the actor; a purely domestic operation
 * is not one between parties to a conflict.
 */
export function relationsOf(
  state: PartyId,
  victims: readonly PartyId[],
  inConflict: (state: PartyId, victim: PartyId) => Truth,
): Relations {
  if (victims.length === 0) return { foreign: 'unknown', 'at-peace': 'unknown' };
  const others = victims.filter((victim) => victim !== state);
  return {
    foreign: truthOf(others.length > 0),
    'at-peace': others.length === 0 ? 'true' : anyTruth(others.map((victim) => notTruth(inConflict(state, victim)))),
  };
}

/** An armed conflict as the relation needs it. */
export interface ConflictPeriod {
  sides: readonly (readonly PartyId[])[];
  from: Parameters<typeof overlap>[1]['from'];
  /** The last day; null: no end recorded. */
  last: Conduct['end'];
  disputed: boolean;
}

/**
 * Were the two in a listed conflict throughout the conduct? Inside an undisputed one yes; on its first or last day, in
 * a disputed one, or partly overlapping, unknown.
 */
export function conflictTruth(conflicts: readonly ConflictPeriod[], a: PartyId, b: PartyId, conduct: Conduct): Truth {
  return anyTruth(
    conflicts
      .filter(
        ({ sides: [one = [], other = []] }) =>
          (one.includes(a) && other.includes(b)) || (one.includes(b) && other.includes(a)),
      )
      .map(({ from, last, disputed }) => {
        const whole = { from, until: last === null ? null : { from: last.from + 1, to: last.to + 1 } };
        if (overlap(conduct, whole) === 'outside') return 'false';
        // A day inward on both sides: the first and the last day answer unknown.
        const inner = {
          from: from === null ? null : { from: from.from + 1, to: from.to + 1 },
          until: last,
        };
        return allTruth([truthOf(overlap(conduct, inner) === 'within'), disputed ? 'unknown' : 'true']) === 'true'
          ? 'true'
          : 'unknown';
      }),
  );
}

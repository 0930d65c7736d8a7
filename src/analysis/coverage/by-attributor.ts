/** Coverage by who attributes: over what one state or bloc has named, and over what is left without it. */
import { isAdmission, responsibilities, standingAttributions, type AttributionStandard } from '#attribution';
import { isOnOrBefore, parseDay, type Attribution, type PartyId, type Truth } from '#model';
import { isMember, membersOf, type View } from '#registry';
import { computeCoverage, type Share } from './coverage.ts';
import { isDomestic } from './operations.ts';

export interface AttributorCoverage {
  /** A state, the European Union, or a bloc. */
  attributor: PartyId;
  name: string;
  kind: 'state' | 'bloc';
  /** The authors that count: the state itself, or the bloc and its members on the day. */
  authors: PartyId[];
  /** Operations with a named state by these authors alone, and coverage over them. Null where they name none. */
  only: { operations: number; conduct: Share | null };
  /** What is left when their statements are taken out. */
  without: { operations: number; conduct: Share | null };
  /** Operations whose named state rests on these authors alone. */
  restsOnThemAlone: number;
}

/** Expert panels and the membership of the United Nations are no blocs. */
const isPanel = (group: PartyId): boolean => /^un-/.test(group);

/** Groups with members on the day, without panels. */
export function blocsOn(view: View, asOf: string): { bloc: PartyId; members: PartyId[] }[] {
  const day = parseDay(asOf);
  const groups = [...new Set(view.all('membership').map(({ group }) => group))].filter((group) => !isPanel(group));
  return groups.sort().flatMap((bloc) => {
    const members = membersOf(view, bloc).filter((party) => isMember(view, bloc, party, day) === 'true');
    return members.length > 0 ? [{ bloc, members }] : [];
  });
}

/** States (and the European Union) that attribute on record, by number of statements, the largest `limit` of them. */
function attributors(view: View, asOf: string, limit: number): PartyId[] {
  const day = parseDay(asOf);
  const counts = new Map<PartyId, number>();
  for (const { stance, responsible, by, byKind, madeOn } of view.all('attribution')) {
    if (stance !== 'attributes' || !Array.isArray(responsible) || isOnOrBefore(madeOn, day) !== 'true') continue;
    if (!['government', 'court', 'self'].includes(byKind) && !by.includes('eu')) continue;
    for (const author of by) {
      if (/^[A-Z]{3}$/.test(author) || author === 'eu') counts.set(author, (counts.get(author) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([author]) => author);
}

/**
 * One row a state and one a bloc. An admission counts in every row, whoever attributes. The standard is applied to the
 * statements that are left, so under `two-governments` the row `only` of a single state is empty by definition.
 */
export function coverageByAttributor(
  view: View,
  standard: AttributionStandard,
  asOf: string,
  parties: ReadonlyMap<PartyId, Truth>,
  among: ReadonlySet<string> | null,
  limit = 12,
): AttributorCoverage[] {
  const nameOf = (party: PartyId): string => view.find('party', party)?.body.name ?? party;
  const states = attributors(view, asOf, limit).map((attributor) => ({
    attributor,
    kind: 'state' as const,
    authors: [attributor],
  }));
  const blocs = blocsOn(view, asOf).map(({ bloc, members }) => ({
    attributor: bloc,
    kind: 'bloc' as const,
    authors: [bloc, ...members],
  }));
  const naming = namings(view, standard, asOf, among);
  const all = coverageUnder(naming, parties, ({ met }) => met);
  return [...states, ...blocs].map(({ attributor, kind, authors }) => {
    const own = new Set(authors);
    const isOwn = (author: PartyId): boolean => own.has(author);
    const speaksOf = ({ authors: speakers }: Naming): boolean => speakers.some(isOwn);
    const only = coverageUnder(naming, parties, (incident) =>
      speaksOf(incident) ? metStates(incident, standard, isOwn) : admittedStates(incident),
    );
    const without = coverageUnder(naming, parties, (incident) =>
      speaksOf(incident) ? metStates(incident, standard, (author) => !isOwn(author)) : incident.met,
    );
    return {
      attributor,
      name: nameOf(attributor),
      kind,
      authors,
      only,
      without,
      restsOnThemAlone: all.operations - without.operations,
    };
  });
}

/** An incident of the window with the states that statements name abroad, read once for all rows. */
interface Naming {
  id: string;
  states: { state: PartyId; supporting: readonly Attribution[]; isAdmitted: boolean }[];
  standing: readonly Attribution[];
  /** Everyone who made a standing statement. */
  authors: readonly PartyId[];
  /** States that meet the standard with nobody taken out. */
  met: PartyId[];
}

function namings(view: View, standard: AttributionStandard, asOf: string, among: ReadonlySet<string> | null): Naming[] {
  const day = parseDay(asOf);
  return view.all('incident').flatMap((incident) => {
    if (among !== null && !among.has(incident.id)) return [];
    if (isOnOrBefore(incident.startedOn, day) !== 'true') return [];
    const states = responsibilities(view, incident.id, standard)
      .filter(({ state }) => !isDomestic(incident, state))
      .map(({ state, supporting }) => ({
        state,
        supporting,
        isAdmitted: supporting.some((statement) => isAdmission(statement, state)),
      }));
    const standing = standingAttributions(view.by('attribution', 'incident', incident.id));
    if (states.length === 0) return [];
    const authors = [...new Set(standing.flatMap(({ by }) => by))];
    const naming = { id: incident.id, states, standing, authors };
    return [{ ...naming, met: metStates(naming, standard) }];
  });
}

/** Statements by authors that count: other co-signatories are taken out, and statements without any left drop out. */
function keep(statements: readonly Attribution[], counts: (author: PartyId) => boolean): Attribution[] {
  return statements.flatMap((statement) => {
    const by = statement.by.filter(counts);
    if (by.length === statement.by.length) return [statement];
    return by.length > 0 ? [{ ...statement, by }] : [];
  });
}

/** States for which the standard is met by statements of authors that count alone (default: all); admitted ones always. */
function metStates(
  { states, standing }: Pick<Naming, 'states' | 'standing'>,
  standard: AttributionStandard,
  counts?: (author: PartyId) => boolean,
): PartyId[] {
  const left = (statements: readonly Attribution[]): readonly Attribution[] =>
    counts ? keep(statements, counts) : statements;
  const kept = left(standing);
  return states
    .filter(({ state, supporting, isAdmitted }) => isAdmitted || standard.isMet(left(supporting), state, kept))
    .map(({ state }) => state);
}

function admittedStates({ states }: Naming): PartyId[] {
  return states.filter(({ isAdmitted }) => isAdmitted).map(({ state }) => state);
}

/** Over operations with a named state alone: what these authors leave unattributed is no part of what they have said. */
function coverageUnder(
  naming: readonly Naming[],
  parties: ReadonlyMap<PartyId, Truth>,
  metOf: (incident: Naming) => readonly PartyId[],
): { operations: number; conduct: Share | null } {
  const operations = naming.flatMap((incident) => {
    const met = metOf(incident);
    const credences = Object.fromEntries(met.map((state) => [state, 1 / met.length]));
    return met.length === 0 ? [] : [{ id: incident.id, weight: 1, credences }];
  });
  if (operations.length === 0) return { operations: 0, conduct: null };
  return {
    operations: operations.length,
    conduct: computeCoverage({ operations, parties, universe: ['any'] }).conduct,
  };
}

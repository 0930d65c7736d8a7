/** Coverage by who attributes: over what one state or bloc has named, and over what is left without it. */
import type { AttributionStandard } from '#attribution';
import { isOnOrBefore, parseDay, type Attribution, type PartyId, type Truth } from '#model';
import { isMember, membersOf, type View } from '#registry';
import { computeCoverage, type Share } from './coverage.ts';
import { recordedOperations } from './operations.ts';

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

/** A standard over the statements of some authors: co-signatories that do not count are taken out of a statement. */
function restrict(
  standard: AttributionStandard,
  id: string,
  counts: (author: PartyId) => boolean,
): AttributionStandard {
  const keep = (statements: readonly Attribution[]): Attribution[] =>
    statements.flatMap((statement) => {
      const by = statement.by.filter(counts);
      return by.length > 0 ? [{ ...statement, by }] : [];
    });
  return {
    id: `${standard.id} ${id}`,
    rule: standard.rule,
    isMet: (statements, state, standing) => standard.isMet(keep(statements), state, keep(standing)),
  };
}

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
  return [...states, ...blocs].map(({ attributor, kind, authors }) => {
    const own = new Set(authors);
    const only = coverageUnder(
      view,
      restrict(standard, `only ${attributor}`, (author) => own.has(author)),
      asOf,
      parties,
      among,
    );
    const without = coverageUnder(
      view,
      restrict(standard, `without ${attributor}`, (author) => !own.has(author)),
      asOf,
      parties,
      among,
    );
    const all = coverageUnder(view, standard, asOf, parties, among);
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

function coverageUnder(
  view: View,
  standard: AttributionStandard,
  asOf: string,
  parties: ReadonlyMap<PartyId, Truth>,
  among: ReadonlySet<string> | null,
): { operations: number; conduct: Share | null } {
  // Operations that these authors leave unattributed are no part of what they have said.
  const operations = recordedOperations(view, standard, asOf).operations.filter(
    ({ id, credences }) => Object.keys(credences).length > 0 && (among === null || among.has(id)),
  );
  if (operations.length === 0) return { operations: 0, conduct: null };
  const { conduct } = computeCoverage({ operations, parties, universe: ['any'] });
  return { operations: operations.length, conduct };
}

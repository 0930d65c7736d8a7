/** Camps over the record: recorded votes and positions as one table, similarity of every pair that can be compared. */
import {
  CampsInput,
  campsMethod,
  computeCamps,
  computeSimilarity,
  knownPositions,
  similarityMethod,
  type CampsResult,
  type PairSimilarity,
} from '#negotiation';
import { ServandaError, isOnOrBefore, parseDay, parseImpreciseDate, type Envelope, type PartyId } from '#model';
import { membersOf, unMembers, type View } from '#registry';
import { envelope } from '../envelope.ts';
import type { Query } from '../query.ts';
import { citedSources, partyName, type CitedSource } from '../sources.ts';

/** A column of the table. */
export interface CampItem {
  id: string;
  kind: 'vote' | 'clause';
  title: string;
  on: string | null;
  yes: number;
  no: number;
  abstain: number;
  sources: CitedSource[];
}

export interface CampsQuery {
  /** How many of the items a party must have a known view on to be placed. */
  least: number;
  k: number | null;
  seed: number;
  /** Pairs shown: those of these parties; empty: the most and least alike. */
  parties: readonly PartyId[];
}

export interface CampsDossier {
  items: CampItem[];
  camps: CampsResult & { names: Record<PartyId, string> };
  /** Parties with too few known views: left out, not placed in the middle. */
  leftOut: { party: PartyId; known: number }[];
  similarity: { n: number; pairs: PairSimilarity[]; mostAlike: PairSimilarity[]; leastAlike: PairSimilarity[] };
}

interface Row {
  party: PartyId;
  views: (1 | 0 | -1 | null)[];
}

/** Builds the table on a day and groups it. Throws REFUSED where there is too little to tell camps apart. */
export function campsDossier(view: View, query: Query, asked: CampsQuery): Envelope<CampsDossier> {
  const { items, rows } = tableOf(view, query.asOf);
  const known = ({ views }: Row): number => views.filter((one) => one !== null).length;
  const placed = rows.filter((row) => known(row) >= asked.least);
  if (placed.length < 2) {
    throw new ServandaError(
      'REFUSED',
      `Fewer than two parties have ${asked.least} known views on the ${items.length} votes and clauses of this view, so there are no camps; ask for fewer with "least".`,
      { place: { field: 'least' } },
    );
  }
  const camps = computeCamps(
    CampsInput.parse({
      clauses: items.map(({ id }) => id),
      parties: placed.map(({ party, views }) => ({ id: party, views })),
      k: asked.k,
      seed: asked.seed,
    }),
  );
  const similarity = similarityOf(items, placed);
  const wanted = new Set(asked.parties);
  const comparable = similarity.filter(({ kappa, n }) => kappa !== null && n >= 4);
  const byKappa = [...comparable].sort(
    (a, b) => (b.kappa ?? 0) - (a.kappa ?? 0) || b.n - a.n || (a.a + a.b < b.a + b.b ? -1 : 1),
  );
  return envelope(
    view,
    `${campsMethod.id}/${campsMethod.version}`,
    query,
    { ...asked },
    [
      ...campsMethod.assumptions,
      ...similarityMethod.assumptions,
      'a recorded vote counts 1 (yes), 0 (abstain) or -1 (no); not voting is not known',
      'a recorded position counts 1 (support), 0 (conditional) or -1 (oppose), the latest of each party on each clause',
      `parties with fewer than ${asked.least} known views are left out; full rolls were found for few votes`,
    ],
    {
      items,
      camps: { ...camps, names: Object.fromEntries(placed.map(({ party }) => [party, partyName(view, party)])) },
      leftOut: rows.filter((row) => known(row) < asked.least).map((row) => ({ party: row.party, known: known(row) })),
      similarity: {
        n: similarity.length,
        pairs:
          wanted.size === 0
            ? []
            : similarity.filter(
                ({ a, b }) =>
                  (wanted.has(a) && (wanted.has(b) || wanted.size === 1)) || (wanted.size === 1 && wanted.has(b)),
              ),
        mostAlike: byKappa.slice(0, 10),
        leastAlike: byKappa.slice(-10).reverse(),
      },
    },
  );
}

/** Votes with a full roll and clauses with positions, as columns; states as rows. */
function tableOf(view: View, asOf: string): { items: CampItem[]; rows: Row[] } {
  const day = parseDay(asOf);
  const columns: { item: Omit<CampItem, 'yes' | 'no' | 'abstain'>; views: Map<PartyId, 1 | 0 | -1> }[] = [];
  for (const vote of view.all('vote')) {
    const { roll } = vote;
    if (
      !roll?.yes ||
      !roll.no ||
      !roll.abstain ||
      (vote.votedOn !== null && isOnOrBefore(vote.votedOn, day) !== 'true')
    )
      continue;
    const views = new Map<PartyId, 1 | 0 | -1>();
    for (const party of roll.yes) views.set(party, 1);
    for (const party of roll.abstain) views.set(party, 0);
    for (const party of roll.no) views.set(party, -1);
    columns.push({
      item: {
        id: vote.id,
        kind: 'vote',
        title: `${vote.resolution}: ${vote.title}`,
        on: vote.votedOn,
        sources: citedSources(view, vote.citations),
      },
      views,
    });
  }
  const positions = knownPositions(view, asOf);
  for (const clause of view.all('clause')) {
    const own = positions
      .filter(({ position }) => position.clause === clause.id)
      // Later statements stand before earlier ones, own statements before those through a text: the last one set stays.
      .sort(
        (a, b) =>
          Number(b.through) - Number(a.through) ||
          parseImpreciseDate(a.position.statedOn).from - parseImpreciseDate(b.position.statedOn).from,
      );
    const views = new Map<PartyId, 1 | 0 | -1>();
    for (const { position, parties } of own) {
      const value = position.stance === 'support' ? 1 : position.stance === 'oppose' ? -1 : 0;
      for (const party of parties) views.set(party, value);
    }
    const citations = own.flatMap(({ position }) => position.citations);
    columns.push({
      item: { id: clause.id, kind: 'clause', title: clause.title, on: null, sources: citedSources(view, citations) },
      views,
    });
  }
  const states = membersOf(view, unMembers);
  const rows = states
    .map((party) => ({ party, views: columns.map(({ views }) => views.get(party) ?? null) }))
    .filter(({ views }) => views.some((one) => one !== null));
  const items = columns.map(({ item, views }) => {
    const count = (value: number): number => states.filter((party) => views.get(party) === value).length;
    return { ...item, yes: count(1), no: count(-1), abstain: count(0) };
  });
  return { items, rows };
}

function similarityOf(items: readonly CampItem[], rows: readonly Row[]): PairSimilarity[] {
  const votes = items.flatMap(({ kind }, index) => (kind === 'vote' ? [index] : []));
  if (votes.length === 0 || rows.length < 2) return [];
  const code = (one: number | null): 1 | 2 | 3 | null => (one === null ? null : one === 1 ? 1 : one === 0 ? 2 : 3);
  return computeSimilarity({
    items: votes.map((index) => items[index]?.id ?? ''),
    voters: rows.map(({ party, views }) => ({ id: party, votes: votes.map((index) => code(views[index] ?? null)) })),
  }).pairs;
}

/** From a draft and what the record knows to a negotiation: each utility with where it comes from. */
import { parseImpreciseDate, type PartyId, type Position } from '#model';
import type { FrontierInput } from '../frontier/input.ts';
import { faultAt, fieldOf, type PlacedDraft } from './read.ts';
import type { Draft, DraftClause, DraftParty, DraftPath } from './schema.ts';

/** A recorded position with the parties that hold it, groups and supporters already expanded. */
export interface KnownPosition {
  position: Position;
  /** True where the parties hold it through an agreement they support, not in a statement of their own. */
  through: boolean;
  parties: ReadonlySet<PartyId>;
}

/** What the record holds, handed in. */
export interface DraftFacts {
  positions: readonly KnownPosition[];
  /** True if the record holds a position of the party on the clause that was stated only after the day asked about. */
  isStatedLater?: (party: PartyId, clause: string) => boolean;
  /** Regional group of a party; null: none recorded. */
  regionOf: (party: PartyId) => string | null;
  /** Share of the recorded conduct with a named state. */
  conductShareOf: (party: PartyId) => number;
}

/**
 * Where a party's utility of a clause comes from. `record`: a recorded position. `estimate`: written in the draft
 * without a source. `cited`: written in the draft with a source. `like`: taken from another party. `none`: nothing
 * known, so the party minds no wording.
 */
export const bases = ['record', 'cited', 'estimate', 'like', 'none'] as const;
export type Basis = (typeof bases)[number];

export interface Standing {
  clause: string;
  basis: Basis;
  stance: Position['stance'] | null;
  /** Id of the recorded position, of the party it is taken from, or null. */
  from: string | null;
  /** Recorded positions: stated in this round, before, or only after the negotiation. */
  timing: 'round' | 'before' | 'after' | null;
  through: boolean;
  why: string | null;
}

export interface ResolvedParty {
  party: PartyId;
  standings: Standing[];
}

export interface ResolvedDraft {
  input: FrontierInput;
  parties: ResolvedParty[];
  /** Pairs of party and clause by basis. */
  counts: Record<Basis, number>;
}

/** Resolves; throws INPUT_INVALID for a party of which nothing is known and nothing is said. */
export function resolveDraft({ draft, placeOf }: PlacedDraft, facts: DraftFacts): ResolvedDraft {
  const parties = draft.parties.map((party, at) => resolveParty(draft, party, at, facts, placeOf));
  const counts: Record<Basis, number> = { record: 0, cited: 0, estimate: 0, like: 0, none: 0 };
  for (const { standings } of parties) for (const { basis } of standings) counts[basis] += 1;
  return { input: inputOf(draft, parties, facts), parties, counts };
}

/** Checks and resolves plain data. */
export function resolveData(draft: Draft, facts: DraftFacts): ResolvedDraft {
  return resolveDraft({ draft, placeOf: fieldOf }, facts);
}

function resolveParty(
  draft: Draft,
  party: DraftParty,
  at: number,
  facts: DraftFacts,
  placeOf: PlacedDraft['placeOf'],
): ResolvedParty {
  const standings = draft.clauses.map((clause) => standingOn(draft, party, clause, facts));
  const isUnknown = standings.every(({ basis }) => basis === 'none');
  // Asked about an earlier day a party may not have spoken yet: that is no fault of the draft.
  const speaksLater = draft.clauses.some(
    ({ recordClause }) => recordClause !== null && (facts.isStatedLater?.(party.id, recordClause) ?? false),
  );
  if (isUnknown && !speaksLater && party.noPosition === null && party.redLines.length === 0) {
    const path: DraftPath = ['parties', at];
    throw faultAt(
      placeOf(path),
      `${party.id} has no position: none is recorded on these clauses and the draft gives none. Add positions or utilities, name a party it is like, or say in noPosition why it is in the draft.`,
    );
  }
  return { party: party.id, standings };
}

function standingOn(draft: Draft, party: DraftParty, clause: DraftClause, facts: DraftFacts): Standing {
  const nothing = { clause: clause.id, stance: null, from: null, timing: null, through: false, why: null };
  if (party.utilities[clause.id]) return { ...nothing, basis: 'estimate', why: 'utilities written in the draft' };
  const own = party.positions.find((position) => position.clause === clause.id);
  if (own) {
    const isCited = own.seen.length + own.recalled.length > 0;
    return { ...nothing, basis: isCited ? 'cited' : 'estimate', stance: own.stance, why: own.why };
  }
  const known = recordedPosition(draft, party.id, clause, facts);
  if (known) return { ...nothing, ...known, basis: 'record' };
  const like = draft.parties.find(({ id }) => id === party.like);
  if (like) {
    const theirs = standingOn(draft, like, clause, facts);
    if (theirs.basis !== 'none') {
      return { ...theirs, basis: 'like', from: like.id, why: `taken to be like ${like.id}` };
    }
  }
  return { ...nothing, basis: 'none', why: party.noPosition };
}

/** Statements of the round first, then the latest before the negotiation, then the earliest after; a party's own before those through a text. */
function recordedPosition(
  { heldOn, round }: Draft,
  party: PartyId,
  { recordClause }: DraftClause,
  { positions }: DraftFacts,
): Pick<Standing, 'stance' | 'from' | 'timing' | 'through'> | null {
  if (recordClause === null) return null;
  const held = parseImpreciseDate(heldOn);
  const candidates = positions
    .filter(({ position, parties }) => position.clause === recordClause && parties.has(party))
    .map(({ position, through }) => {
      const stated = parseImpreciseDate(position.statedOn);
      const timing =
        round !== null && position.round === round
          ? ('round' as const)
          : stated.from < held.to
            ? ('before' as const)
            : ('after' as const);
      const nearness = timing === 'after' ? stated.from - held.to : held.to - stated.from;
      return { position, through, timing, rank: ['round', 'before', 'after'].indexOf(timing), nearness };
    })
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        Number(a.through) - Number(b.through) ||
        a.nearness - b.nearness ||
        (a.position.id < b.position.id ? -1 : 1),
    );
  const first = candidates[0];
  if (!first) return null;
  return { stance: first.position.stance, from: first.position.id, timing: first.timing, through: first.through };
}

function inputOf(draft: Draft, resolved: readonly ResolvedParty[], facts: DraftFacts): FrontierInput {
  return {
    clauses: draft.clauses.map(({ id, options }) => ({
      id,
      options: options.map((option) => ({ id: option.id, strength: option.strength })),
    })),
    parties: draft.parties.map((party, at) => ({
      id: party.id,
      weight: party.weight ?? facts.conductShareOf(party.id),
      group: party.group ?? facts.regionOf(party.id),
      reservation: party.reservation,
      utilities: Object.fromEntries(
        draft.clauses.map((clause, k) => [clause.id, utilitiesOf(draft, party, clause, resolved[at]?.standings[k])]),
      ),
      redLines: party.redLines.map(({ clause, option }) => ({ clause, option })),
    })),
    measures: draft.measures,
    quorum: draft.quorum,
    engine: 'auto',
    nodeLimit: 400_000_000,
    robustness: draft.robustness === undefined ? defaultRobustness(draft) : draft.robustness,
  };
}

/** Repeats of a large draft would take hours: there they are for those who ask. */
function defaultRobustness({ clauses }: Draft): FrontierInput['robustness'] {
  const texts = clauses.reduce((product, { options }) => product * options.length, 1);
  return texts <= 10_000 ? { draws: 200, spread: 0.2, seed: 1 } : null;
}

/** Stance × how far the wording affirms × how much the clause matters; a wording that denies is valued the other way. */
function utilitiesOf(
  draft: Draft,
  party: DraftParty,
  clause: DraftClause,
  standing: Standing | undefined,
): Record<string, number> {
  const source = standing?.basis === 'like' ? sourceOfLike(draft, party, clause.id) : party;
  const written = source.utilities[clause.id];
  if (written) return written;
  const stance = standing?.stance ?? null;
  const value = stance === null ? 0 : draft.stances[stance];
  const weight = source.positions.find((position) => position.clause === clause.id)?.weight ?? clause.weight;
  // Adding 0 turns -0 into 0: nothing is nothing, whichever side it comes from.
  return Object.fromEntries(clause.options.map(({ id, affirms }) => [id, value * affirms * weight + 0]));
}

/** The party down the chain of `like` that says something on the clause itself. */
function sourceOfLike(draft: Draft, party: DraftParty, clause: string): DraftParty {
  let from = party;
  while (
    from.like !== null &&
    !from.utilities[clause] &&
    !from.positions.some((position) => position.clause === clause)
  ) {
    const next = draft.parties.find(({ id }) => id === from.like);
    if (!next) break;
    from = next;
  }
  return from;
}

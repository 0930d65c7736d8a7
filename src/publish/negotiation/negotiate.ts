/** Everything that the page and the command show of a draft: who stands where and why, the frontier, blockers, prices. */
import { findStandard } from '#attribution';
import type { Difference, Envelope, PartyId, Truth } from '#model';
import {
  draftFacts,
  frontierMethod,
  knownPositions,
  computeFrontier,
  joinFrontier,
  resolveDraft,
  splitFrontier,
  type ResolvedDraft,
  type Basis,
  type Draft,
  type FrontierResult,
  type PlacedDraft,
  type Standing,
} from '#negotiation';
import type { View } from '#registry';
import { runPartsHere, type PartRunner } from '../compute.ts';
import { envelope } from '../envelope.ts';
import type { Query } from '../query.ts';
import { incidentsUnder } from './definitions.ts';
import { citedSources, partyName, type CitedSource } from '../sources.ts';

/** A standing with the words and sources behind it. */
export interface StandingLine extends Standing {
  statedOn: string | null;
  forum: string | null;
  paraphrase: string | null;
  sources: CitedSource[];
}

export interface NegotiationParty {
  party: PartyId;
  name: string;
  group: string | null;
  /** Share of the recorded conduct with a named state, unless the draft gives a weight. */
  weight: number;
  reservation: number;
  reservationWhy: string | null;
  standings: StandingLine[];
  redLines: { clause: string; option: string; why: string; sources: CitedSource[] }[];
}

/** A difference that accounts of the recorded round name, with its source. */
export type RoundDifference = Pick<Difference, 'role' | 'matter' | 'text' | 'by'> & { sources: CitedSource[] };

export interface Negotiation {
  draft: Pick<Draft, 'id' | 'title' | 'about' | 'coding' | 'heldOn' | 'round'>;
  clauses: {
    id: string;
    title: string;
    question: string | null;
    note: string | null;
    options: {
      id: string;
      words: string;
      strength: number;
      affirms: number;
      terms: string[];
      sources: CitedSource[];
    }[];
  }[];
  parties: NegotiationParty[];
  /** Recorded incidents that each coded variant used by a wording covers, does not, or leaves open. */
  decides: { clause: string; option: string; variant: string; incidents: Record<Truth, number> }[];
  /** Pairs of party and clause by where their utility comes from. */
  counts: Record<Basis, number>;
  /** What published accounts say divided the round, where the draft names one. */
  accounts: RoundDifference[];
  frontier: FrontierResult;
}

/** Bounds on the work that one question may cause; what was cut is said in the assumptions. */
export interface NegotiationLimits {
  nodeLimit: number;
  /** Perturbed repeats are left out of drafts with more texts. */
  mostTextsForRobustness: number;
}

/** Resolves a draft against a view and computes its frontier. Parts may be lent to workers; the result is the same. */
export async function negotiate(
  view: View,
  query: Query,
  placed: PlacedDraft,
  { runParts = runPartsHere, limits }: { runParts?: PartRunner | undefined; limits?: NegotiationLimits } = {},
): Promise<Envelope<Negotiation>> {
  const resolved = resolve(view, query, placed, limits);
  const results = await runParts(frontierMethod.id, splitFrontier(resolved.input));
  return answerOf(view, query, placed.draft, resolved, joinFrontier(resolved.input, results as never[]));
}

/** The same in this thread, for drafts known to be small. */
export function negotiateHere(view: View, query: Query, placed: PlacedDraft): Envelope<Negotiation> {
  const resolved = resolve(view, query, placed);
  return answerOf(view, query, placed.draft, resolved, computeFrontier(resolved.input));
}

function resolve(view: View, query: Query, placed: PlacedDraft, limits?: NegotiationLimits): ResolvedDraft {
  const resolved = resolveDraft(placed, draftFacts(view, query.asOf, findStandard(query.standard)));
  const { input } = resolved;
  const texts = input.clauses.reduce((product, { options }) => product * options.length, 1);
  if (!limits) return resolved;
  const nodeLimit = Math.min(input.nodeLimit, limits.nodeLimit);
  const robustness = texts > limits.mostTextsForRobustness ? null : input.robustness;
  return { ...resolved, input: { ...input, nodeLimit, robustness } };
}

function answerOf(
  view: View,
  query: Query,
  draft: Draft,
  resolved: ResolvedDraft,
  frontier: FrontierResult,
): Envelope<Negotiation> {
  const positions = new Map(knownPositions(view, query.asOf).map(({ position }) => [position.id, position]));
  const result: Negotiation = {
    draft: pick(draft),
    clauses: draft.clauses.map(({ id, title, recordClause, note, options }) => ({
      id,
      title,
      question: recordClause === null ? null : (view.find('clause', recordClause)?.body.question ?? null),
      note,
      options: options.map(({ seen, recalled, ...option }) => ({
        ...option,
        sources: draftSources(draft, seen, recalled),
      })),
    })),
    parties: draft.parties.map((party, at) => ({
      party: party.id,
      name: partyName(view, party.id),
      group: resolved.input.parties[at]?.group ?? null,
      weight: resolved.input.parties[at]?.weight ?? 0,
      reservation: party.reservation,
      reservationWhy: party.reservationWhy,
      standings: (resolved.parties[at]?.standings ?? []).map((standing) => {
        const recorded = standing.from === null ? undefined : positions.get(standing.from);
        const own = party.positions.find(({ clause }) => clause === standing.clause);
        return {
          ...standing,
          statedOn: recorded?.statedOn ?? null,
          forum: recorded?.forum ?? null,
          paraphrase: recorded?.paraphrase ?? null,
          sources: recorded
            ? citedSources(view, recorded.citations)
            : own
              ? draftSources(draft, own.seen, own.recalled)
              : [],
        };
      }),
      redLines: party.redLines.map(({ clause, option, why, seen, recalled }) => ({
        clause,
        option,
        why,
        sources: draftSources(draft, seen, recalled),
      })),
    })),
    decides: draft.clauses.flatMap((clause) =>
      clause.options.flatMap((option) =>
        option.terms.map((variant) => ({
          clause: clause.id,
          option: option.id,
          variant,
          incidents: incidentsUnder(view, variant),
        })),
      ),
    ),
    counts: resolved.counts,
    accounts: accountsOf(view, draft.round),
    frontier,
  };
  return envelope(
    view,
    `${frontierMethod.id}/${frontierMethod.version}`,
    query,
    { draft },
    assumptionsOf(draft, query, resolved),
    result,
  );
}

function pick({ id, title, about, coding, heldOn, round }: Draft): Negotiation['draft'] {
  return { id, title, about, coding, heldOn, round };
}

function draftSources({ sources }: Draft, seen: readonly string[], recalled: readonly string[]): CitedSource[] {
  const cite = (keys: readonly string[], known: CitedSource['known']): CitedSource[] =>
    keys.flatMap((key) =>
      sources
        .filter(({ id }) => id === key)
        .map(({ id, title, url, publisher }) => ({ id, known, title, url, publisher, publishedOn: null })),
    );
  return [...cite(seen, 'seen'), ...cite(recalled, 'recalled')];
}

function accountsOf(view: View, round: string | null): RoundDifference[] {
  if (round === null) return [];
  return (view.find('round', round)?.body.differences ?? []).map(({ role, matter, text, by, citation }) => ({
    role,
    matter,
    text,
    by,
    sources: citation === null ? [] : citedSources(view, [citation]),
  }));
}

function assumptionsOf(draft: Draft, { standard }: Query, { input }: ResolvedDraft): string[] {
  const { support, conditional, oppose } = draft.stances;
  return [
    ...frontierMethod.assumptions,
    `${draft.coding}: wordings, strength points, reservation values and red lines are the draft's`,
    `a stance is worth ${support} (support), ${conditional} (conditional) or ${oppose} (oppose) times how far a wording affirms (convention)`,
    'positions come from the record: those of the round first, then the latest before, then the earliest after it',
    'what a text says counts as the position of those who endorsed it, where they have none of their own',
    input.robustness === null
      ? 'no perturbed repeats were computed: how long a text stays on the frontier is not known'
      : `${input.robustness.draws} repeats with noise of standard deviation ${input.robustness.spread}, seed ${input.robustness.seed}`,
    'where nothing is known a party minds no wording; that is a gap of the record, not consent',
    `coverage: shares of the recorded operations with a named state under attribution standard ${standard}; the shipped record is not a sample`,
  ];
}

/** The two labs: a draft or a scenario as its reader has changed it, computed as the commands compute it, with its figure. */
import { findStandard } from '#attribution';
import { ServandaError, type Envelope } from '#model';
import {
  compileProblem,
  draftFacts,
  judgeText,
  resolveDraft,
  type Draft,
  type PlacedDraft,
  type TextVerdict,
} from '#negotiation';
import type { View } from '#registry';
import type { PartRunner } from './compute.ts';
import type { PublishedFigure } from './figures/figure.ts';
import { frontierFigure, regionFigure } from './figures/labs.ts';
import { incentives, type Incentives, type Scenario } from './incentives/scenario.ts';
import { negotiate, type Negotiation, type NegotiationLimits } from './negotiation/negotiate.ts';
import type { Query } from './query.ts';

/** What a reader changed in a draft. */
export interface DraftChanges {
  /** Wording chosen for each clause; null: no text of the reader's own. */
  text: Readonly<Record<string, string>> | null;
  /** Reservation values by party, in place of those of the draft. */
  reservations: Readonly<Record<string, number>>;
  measure: string | undefined;
}

export interface NegotiationLab {
  negotiation: Negotiation;
  /** The reader's own text: who accepts it, who blocks it and why. */
  chosen: TextVerdict | null;
  figure: PublishedFigure;
  /** The draft as computed: saved as a file, `servanda negotiate FILE` gives the same. */
  source: Draft;
}

export interface IncentivesLab {
  incentives: Incentives;
  figure: PublishedFigure;
  /** The scenario as computed: saved as a file, `servanda incentives FILE` gives the same. */
  source: Scenario;
}

/** Drafts with more texts go to worker threads. */
const textsForWorkers = 2000;

/** Throws INPUT_INVALID for parties, clauses or wordings that the draft does not have. */
export async function negotiationLab(
  view: View,
  query: Query,
  placed: PlacedDraft,
  { text, reservations, measure }: DraftChanges,
  options: { runParts?: PartRunner | undefined; limits?: NegotiationLimits },
): Promise<Envelope<NegotiationLab>> {
  const strange = Object.keys(reservations).find((id) => !placed.draft.parties.some((party) => party.id === id));
  if (strange !== undefined) throw wrong(`reservations.${strange}`, 'the draft has no such party');
  const draft: Draft = {
    ...placed.draft,
    parties: placed.draft.parties.map((party) => {
      const reservation = reservations[party.id];
      return reservation === undefined || reservation === party.reservation
        ? party
        : { ...party, reservation, reservationWhy: 'set by the reader' };
    }),
  };
  const changed = { ...placed, draft };
  const texts = draft.clauses.reduce((product, { options: wordings }) => product * wordings.length, 1);
  // Waking a worker takes longer than a small draft.
  const { runParts, limits } = options;
  const answer = await negotiate(view, query, changed, {
    ...(texts > textsForWorkers ? { runParts } : {}),
    ...(limits ? { limits } : {}),
  });
  const chosen = text === null ? null : judge(view, query, changed, text);
  const used = answer.result.frontier.frontiers.find((one) => measure === undefined || one.measure === measure);
  const own =
    chosen && used
      ? { strength: chosen.strength, share: used.whole === 0 ? 0 : chosen.participation[used.measure] / used.whole }
      : null;
  const figure = frontierFigure(answer, measure, own).result;
  return {
    ...answer,
    parameters: { ...answer.parameters, text, measure: used?.measure ?? null },
    result: {
      negotiation: answer.result,
      chosen,
      figure: { kind: 'frontier', subject: draft.id, ...figure },
      source: draft,
    },
  };
}

function judge(view: View, query: Query, placed: PlacedDraft, text: Readonly<Record<string, string>>): TextVerdict {
  const { input } = resolveDraft(placed, draftFacts(view, query.asOf, findStandard(query.standard)));
  const strange = Object.keys(text).find((id) => !input.clauses.some((clause) => clause.id === id));
  if (strange !== undefined) throw wrong(`text.${strange}`, 'the draft has no such clause');
  const picked = input.clauses.map(({ id, options }) => {
    const at = options.findIndex((option) => option.id === text[id]);
    if (at < 0) throw wrong(`text.${id}`, `choose one of ${options.map((option) => option.id).join(', ')}`);
    return at;
  });
  return judgeText(input, compileProblem(input), picked);
}

function wrong(field: string, what: string): ServandaError {
  return new ServandaError('INPUT_INVALID', `${field.slice(0, 120)}: ${what}.`, { place: { field } });
}

/** The region of a scenario with its figure. */
export function incentivesLab(view: View, query: Query, scenario: Scenario): Envelope<IncentivesLab> {
  const answer = incentives(view, query, scenario);
  const figure = { kind: 'incentives', subject: scenario.agreement ?? 'record', ...regionFigure(answer).result };
  return { ...answer, result: { incentives: answer.result, figure, source: scenario } };
}

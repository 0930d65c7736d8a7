/** What a text means for each party: who accepts, who does not and why, and which single change would bring them in. */
import type { FrontierInput } from './input.ts';
import {
  acceptingParties,
  participationOf,
  strengthOf,
  unit,
  utilityOfText,
  type Problem,
  type Text,
} from './problem.ts';

/** A text by names: clause → wording. */
export type NamedText = Record<string, string>;

/** A party that does not accept a text. */
export interface Blocker {
  party: string;
  /** Clauses of the text that cross its red lines. */
  redLines: string[];
  /** Reservation value minus summed utility of the wordings it has no red line at. */
  shortfall: number;
  /** Clauses of the text by how much they cost it against the wording it likes best, costliest first; at most three. */
  costliest: { clause: string; option: string; utility: number; best: string; bestUtility: number }[];
  /** Single changes of wording after which it would accept, with what they do to strength; fewest points lost first. */
  wouldAcceptWith: { clause: string; option: string; strengthChange: number }[];
}

/** A text with its place in the trade-off. */
export interface TextVerdict {
  text: NamedText;
  strength: number;
  participation: { count: number; coverage: number; groups: number };
  accepts: string[];
  blockers: Blocker[];
}

export function nameText({ clauses }: FrontierInput, text: Text): NamedText {
  return Object.fromEntries(clauses.map(({ id, options }, clause) => [id, options[text[clause] ?? 0]?.id ?? '']));
}

/** Judges one text for every party. */
export function judgeText(input: FrontierInput, problem: Problem, text: Text): TextVerdict {
  const accepting = acceptingParties(problem, text);
  const isIn = new Set(accepting);
  return {
    text: nameText(input, text),
    strength: strengthOf(problem, text) / unit,
    participation: {
      count: accepting.length,
      coverage: participationOf(problem, 'coverage', accepting) / unit,
      groups: participationOf(problem, 'groups', accepting),
    },
    accepts: accepting.map((party) => partyName(input, party)),
    blockers: input.parties.flatMap((_, party) => (isIn.has(party) ? [] : [blockerOf(input, problem, text, party)])),
  };
}

function blockerOf(input: FrontierInput, problem: Problem, text: Text, party: number): Blocker {
  const { clauses } = input;
  const value = (clause: number, option: number): number => problem.utilities[clause]?.[option]?.[party] ?? 0;
  const chosen = text.map((option, clause) => ({ clause, option, utility: value(clause, option) }));
  const finite = chosen.filter(({ utility }) => utility > -Infinity);
  const costs = finite.map(({ clause, option, utility }) => {
    const best = indexOfBest(problem, clause, party);
    return { clause, option, utility, best, bestUtility: value(clause, best) };
  });
  return {
    party: partyName(input, party),
    redLines: chosen.filter(({ utility }) => utility === -Infinity).map(({ clause }) => clauses[clause]?.id ?? ''),
    shortfall: ((problem.reservations[party] ?? 0) - finite.reduce((sum, { utility }) => sum + utility, 0)) / unit,
    costliest: costs
      .filter(({ utility, bestUtility }) => bestUtility > utility)
      .sort((a, b) => b.bestUtility - b.utility - (a.bestUtility - a.utility) || a.clause - b.clause)
      .slice(0, 3)
      .map(({ clause, option, utility, best, bestUtility }) => ({
        clause: clauses[clause]?.id ?? '',
        option: clauses[clause]?.options[option]?.id ?? '',
        utility: utility / unit,
        best: clauses[clause]?.options[best]?.id ?? '',
        bestUtility: bestUtility / unit,
      })),
    wouldAcceptWith: singleChanges(problem, text)
      .filter(({ changed }) => utilityOfText(problem, changed, party) >= (problem.reservations[party] ?? 0))
      .map(({ clause, option, changed }) => ({
        clause: clauses[clause]?.id ?? '',
        option: clauses[clause]?.options[option]?.id ?? '',
        strengthChange: (strengthOf(problem, changed) - strengthOf(problem, text)) / unit,
      }))
      .sort((a, b) => b.strengthChange - a.strengthChange),
  };
}

/** Every text that differs in one wording. */
export function singleChanges({ sizes }: Problem, text: Text): { clause: number; option: number; changed: Text }[] {
  return sizes.flatMap((size, clause) =>
    Array.from({ length: size }, (_, option) => option)
      .filter((option) => option !== text[clause])
      .map((option) => ({ clause, option, changed: text.with(clause, option) })),
  );
}

function indexOfBest({ utilities }: Problem, clause: number, party: number): number {
  const rows = utilities[clause] ?? [];
  return rows.reduce((best, row, index) => ((row[party] ?? 0) > (rows[best]?.[party] ?? 0) ? index : best), 0);
}

export function partyName({ parties }: FrontierInput, party: number): string {
  return parties[party]?.id ?? '';
}

/** Claims tested: each with its query's answer, what speaks for and against, limits, and what is missing. */
import { invariant, type Claim } from '#model';
import type { View } from '#registry';
import type { Query } from '../query.ts';
import { citedSources, type CitedSource } from '../sources.ts';
import type { ClaimNote, QueryAnswer } from './answer.ts';
import { claimQueryTable } from './queries/index.ts';

export { standings, type ClaimFigure, type Standing } from './answer.ts';
export { claimQueryTable } from './queries/index.ts';

/** A point with its sources resolved. */
export interface ClaimPointLine {
  text: string;
  sources: CitedSource[];
}

export interface TestedClaim extends Omit<QueryAnswer, 'speaksFor' | 'speaksAgainst'> {
  id: string;
  title: string;
  saidBy: string;
  saidOn: string | null;
  query: Claim['query'];
  /** When the claim holds, in words. */
  rule: string;
  parameters: Claim['parameters'];
  speaksFor: ClaimPointLine[];
  speaksAgainst: ClaimPointLine[];
  sources: CitedSource[];
  note: string | null;
}

export const claimAssumptions: readonly string[] = [
  'each claim is put in the words of this project and tested by one named query; its rule says when it holds',
  'a claim is about what is recorded: counts are of recorded operations, never of what occurred',
  'what a cause, report or clause is about is coded by the project, unreviewed',
];

/** Every claim of the record, tested, in order of id. */
export function testedClaims(view: View, query: Query): TestedClaim[] {
  return view.all('claim').map((claim) => testClaim(view, query, claim));
}

/** One claim, tested. Throws NOT_FOUND for an unknown id. */
export function testedClaim(view: View, query: Query, id: string): TestedClaim {
  return testClaim(view, query, view.get('claim', id));
}

function testClaim(view: View, query: Query, claim: Claim): TestedClaim {
  const tested = claimQueryTable.find(({ id }) => id === claim.query);
  invariant(tested, `no query is called ${claim.query}`);
  const answer = tested.answer(view, query, claim);
  const points = (computed: readonly ClaimNote[], stated: Claim['speaksFor']): ClaimPointLine[] => [
    ...stated.map(({ text, citation }) => ({ text, sources: citedSources(view, citation ? [citation] : []) })),
    ...computed.map(({ text, citations }) => ({ text, sources: citedSources(view, citations) })),
  ];
  return {
    ...answer,
    id: claim.id,
    title: claim.title,
    saidBy: claim.saidBy,
    saidOn: claim.saidOn,
    query: claim.query,
    rule: tested.rule,
    parameters: claim.parameters,
    speaksFor: points(answer.speaksFor, claim.speaksFor),
    speaksAgainst: points(answer.speaksAgainst, claim.speaksAgainst),
    limits: [...claim.limits, ...answer.limits],
    sources: citedSources(view, claim.citations),
    note: claim.note,
  };
}

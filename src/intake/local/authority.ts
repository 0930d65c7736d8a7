/** Who may say what: one line a kind. A kind that is not listed is the operator's alone. */
import type { Adherence, Report, Statement, StatementKind, StatementOf } from '#model';
import type { Signer } from '#registry';
import type { JudgeContext } from './judge-context.ts';
import { judgeReport, judgeReview } from './reporting-rules.ts';

/** A ground on which a signer may say something. */
export interface Right {
  /** Who has it, for the message of a refusal. */
  who: string;
  holds: (signer: Signer) => boolean;
}

/** What a kind asks for. Keys, grants, revocations, redactions and withdrawals have rules of their own besides (draft.ts). */
export interface KindRule<Kind extends StatementKind> {
  may: (body: StatementOf<Kind>) => Right[];
  /** Records that must be known: in this log, or in any other that the instance holds. */
  refers?: (body: StatementOf<Kind>) => [kind: string, id: string][];
  /** What the kind asks for besides; throws with the rule that is broken. */
  judge?: (body: StatementOf<Kind>, context: JudgeContext) => void;
  /** The operator may not speak for others: party's own words. */
  notOperator?: true;
}

export const operator: Right = { who: 'the operator', holds: (signer) => signer.operator };
export const observer: Right = {
  who: 'an observer',
  holds: ({ grants }) => grants.some(({ role }) => role === 'observer'),
};
export const anyKey: Right = { who: 'any registered key', holds: () => true };

/** The keeper of an agreement's register. */
export function registrarOf(agreement: string): Right {
  return {
    who: `the registrar of ${agreement}`,
    holds: ({ grants }) => grants.some((grant) => grant.role === 'registrar' && grant.agreements.includes(agreement)),
  };
}

/** A reviewer of an agreement. */
export function reviewerOf(agreement: string): Right {
  return {
    who: `a reviewer of ${agreement}`,
    holds: ({ grants }) =>
      grants.some(
        (grant) => grant.role === 'reviewer' && (grant.agreements === null || grant.agreements.includes(agreement)),
      ),
  };
}

/** The party itself. */
export function partyItself(party: string): Right {
  return { who: `${party} itself`, holds: (signer) => signer.party === party };
}

/** A party that speaks for itself and for nobody else: co-signed statements are recorded by observers. */
function solely(by: readonly string[]): Right[] {
  const [party] = by;
  return by.length === 1 && party !== undefined ? [partyItself(party)] : [];
}

/** A reviewer under its own name. */
function reviewerNamed(agreement: string, reviewer: string): Right {
  const granted = reviewerOf(agreement);
  return {
    who: `${reviewer}, as a reviewer of ${agreement}`,
    holds: (signer) => signer.party === reviewer && granted.holds(signer),
  };
}

type Rules = { readonly [Kind in StatementKind]?: KindRule<Kind> };

export const kindRules: Rules = {
  source: { may: () => [anyKey] },
  agreement: { may: ({ id }) => [registrarOf(id)] },
  provision: {
    may: ({ agreement }) => [registrarOf(agreement)],
    refers: ({ agreement }) => [['agreement', agreement]],
  },
  adherence: {
    may: ({ agreement, party }) => [registrarOf(agreement), partyItself(party)],
    refers: adherenceRefers,
  },
  'reported-count': {
    may: ({ agreement }) => [registrarOf(agreement)],
    refers: ({ agreement }) => [['agreement', agreement]],
  },
  incident: { may: () => [observer] },
  attribution: { may: ({ by }) => [observer, ...solely(by)], refers: ({ incident }) => [['incident', incident]] },
  response: { may: ({ by }) => [observer, ...solely(by)], refers: ({ incident }) => [['incident', incident]] },
  'norm-invocation': { may: ({ by }) => [observer, ...solely(by)], refers: ({ incident }) => [['incident', incident]] },
  'reporting-duty': {
    may: ({ agreement }) => [registrarOf(agreement)],
    refers: ({ agreement }) => [['agreement', agreement]],
  },
  report: {
    may: ({ party }) => [partyItself(party)],
    refers: reportRefers,
    judge: judgeReport,
    notOperator: true,
  },
  review: {
    may: ({ agreement, reviewer }) => [reviewerNamed(agreement, reviewer)],
    refers: ({ report }) => [['report', report]],
    judge: judgeReview,
    notOperator: true,
  },
  reply: { may: ({ party }) => [partyItself(party)], refers: ({ to }) => [[to.kind, to.id]], notOperator: true },
  'rival-finding': {
    may: ({ party }) => [partyItself(party)],
    refers: ({ incident, provision }) => [
      ['incident', incident],
      ['provision', provision],
    ],
    notOperator: true,
  },
};

function reportRefers({ agreement, party, measures }: Report): [string, string][] {
  return [
    ['agreement', agreement],
    ['party', party],
    ...measures.map(({ provision }): [string, string] => ['provision', provision]),
  ];
}

function adherenceRefers({ agreement, party }: Adherence): [string, string][] {
  return [
    ['agreement', agreement],
    ['party', party],
  ];
}

function ruleOf(kind: StatementKind): KindRule<never> | undefined {
  return kindRules[kind];
}

/** The grounds on which a body may be said. */
export function rightsOf(body: Statement): Right[] {
  const rule = ruleOf(body.kind);
  const rights = rule?.may(body as never) ?? [];
  return rule?.notOperator ? rights : [operator, ...rights];
}

/** The records that a body speaks of and that must be known. */
export function referencesOf(body: Statement): [kind: string, id: string][] {
  return ruleOf(body.kind)?.refers?.(body as never) ?? [];
}

/** Judges what a kind asks for besides rights and references; throws with the rule that is broken. */
export function judgeKind(body: Statement, context: JudgeContext): void {
  ruleOf(body.kind)?.judge?.(body as never, context);
}

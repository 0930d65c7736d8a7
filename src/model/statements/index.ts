/** The table of statement kinds: one line a kind. Types, JSON Schemas and checks all come from here. */
import { z } from 'zod';
import { ServandaError } from '../errors.ts';
import { Adherence, ReportedCount } from './adherence.ts';
import { Agreement } from './agreement.ts';
import { ArmedConflict } from './armed-conflict.ts';
import { Attribution, NormInvocation, Response } from './attribution.ts';
import { CitedEvidence } from './cited-evidence.ts';
import { Claim } from './claim.ts';
import { DefinitionSet } from './definition-set.ts';
import { explainIssue } from './explain-issue.ts';
import { ExternalCount } from './external-count.ts';
import { ImportManifest } from './import-manifest.ts';
import { Incident } from './incident.ts';
import { AuthorityGrant, Key, KeyRevocation } from './key.ts';
import { NormVocabulary } from './norm-vocabulary.ts';
import { Membership, Party } from './party.ts';
import { Clause, Position } from './position.ts';
import { Process, Round } from './process.ts';
import { Provision } from './provision.ts';
import { MissingReport, PublishedReport } from './published-report.ts';
import { RecordDescription } from './record-description.ts';
import { Redaction } from './redaction.ts';
import { Reply } from './reply.ts';
import { Report } from './report.ts';
import { ReportingDuty } from './reporting-duty.ts';
import { Review } from './review.ts';
import { RivalFinding } from './rival-finding.ts';
import { Source } from './source.ts';
import { Definition, Encoding, Term } from './term.ts';
import { Vote } from './vote.ts';
import { Redirect, Withdrawal } from './withdrawal.ts';

/** Every kind of statement with its schema. */
export const statementKinds = {
  'record-description': RecordDescription,
  source: Source,
  agreement: Agreement,
  provision: Provision,
  party: Party,
  membership: Membership,
  adherence: Adherence,
  'reported-count': ReportedCount,
  term: Term,
  definition: Definition,
  encoding: Encoding,
  'definition-set': DefinitionSet,
  'norm-vocabulary': NormVocabulary,
  'armed-conflict': ArmedConflict,
  process: Process,
  round: Round,
  clause: Clause,
  position: Position,
  vote: Vote,
  'published-report': PublishedReport,
  'missing-report': MissingReport,
  claim: Claim,
  incident: Incident,
  attribution: Attribution,
  response: Response,
  'norm-invocation': NormInvocation,
  'external-count': ExternalCount,
  'cited-evidence': CitedEvidence,
  'import-manifest': ImportManifest,
  'reporting-duty': ReportingDuty,
  report: Report,
  review: Review,
  reply: Reply,
  'rival-finding': RivalFinding,
  key: Key,
  'key-revocation': KeyRevocation,
  'authority-grant': AuthorityGrant,
  redaction: Redaction,
  withdrawal: Withdrawal,
  redirect: Redirect,
} as const;

export type StatementKind = keyof typeof statementKinds;
export type StatementOf<Kind extends StatementKind> = z.infer<(typeof statementKinds)[Kind]>;
export type Statement = { [Kind in StatementKind]: StatementOf<Kind> }[StatementKind];
/** Kinds that describe something with a permanent id of its own. */
export type RecordKind = Exclude<StatementKind, 'withdrawal' | 'redirect'>;
export type RecordStatement = StatementOf<RecordKind>;

export const recordKinds = Object.keys(statementKinds).filter(
  (kind) => kind !== 'withdrawal' && kind !== 'redirect',
) as RecordKind[];

/** True for a statement that describes something with a permanent id (neither withdrawal nor redirect). */
export function isRecordStatement(statement: Statement): statement is RecordStatement {
  return statement.kind !== 'withdrawal' && statement.kind !== 'redirect';
}

/** Checks hostile input against the schema of its kind; throws INPUT_INVALID naming the field and what is wrong. */
export function parseStatement(value: unknown): Statement {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(statementKinds, kind)) {
    throw new ServandaError(
      'INPUT_INVALID',
      `${typeof kind === 'string' ? `"${kind}"` : 'A body without "kind"'} is not a kind of statement. Known kinds: ${Object.keys(statementKinds).join(', ')}.`,
      { place: { field: 'kind' } },
    );
  }
  return parseWith(statementKinds[kind as StatementKind] as z.ZodType<Statement>, value, kind);
}

/** Parses with a schema and turns its first complaint into a ServandaError that names the field. */
export function parseWith<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const { path, message } = issue ? explainIssue(issue, value) : { path: [], message: 'does not fit' };
  const field = path.map(String).join('.');
  throw new ServandaError('INPUT_INVALID', `${what}: ${field === '' ? '' : `field "${field}": `}${message}.`, {
    place: field === '' ? {} : { field },
    details: { issues: result.error.issues.slice(0, 20) },
  });
}

export * from './header.ts';
export * from './norm.ts';
export * from './agreement.ts';
export * from './provision.ts';
export * from './party.ts';
export * from './adherence.ts';
export * from './incident.ts';
export * from './attribution.ts';
export * from './cited-evidence.ts';
export * from './external-count.ts';
export * from './record-description.ts';
export * from './term.ts';
export * from './definition-set.ts';
export * from './norm-vocabulary.ts';
export * from './armed-conflict.ts';
export * from './import-manifest.ts';
export * from './key.ts';
export * from './redaction.ts';
export * from './process.ts';
export * from './position.ts';
export * from './vote.ts';
export * from './published-report.ts';
export * from './claim.ts';
export * from './reply.ts';
export * from './report.ts';
export * from './reporting-duty.ts';
export * from './review.ts';
export * from './rival-finding.ts';
export * from './source.ts';
export * from './withdrawal.ts';

/** JSON Schema (draft 2020-12) of a kind of statement, generated from its definition. */
export function statementSchema(kind: StatementKind): Record<string, unknown> {
  return { ...z.toJSONSchema(statementKinds[kind], { target: 'draft-2020-12', reused: 'inline' }) };
}

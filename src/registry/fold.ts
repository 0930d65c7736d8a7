/** The fold: statements of all logs become versions of records, each with the time it was recorded and superseded. */
import {
  InvariantError,
  isRecordStatement,
  type LogState,
  type RecordKind,
  type RecordStatement,
  type StatementId,
  type StatementOf,
} from '#model';
import type { LoggedStatement, LoggedStatements } from './logged-statement.ts';

/** One version of a record: in the registry from `recordedAt` until `replacedAt` (null: still stands). */
export interface RecordVersion<Kind extends RecordKind = RecordKind> {
  body: StatementOf<Kind>;
  statement: StatementId;
  origin: string;
  index: number;
  recordedAt: string;
  replacedAt: string | null;
  replacedBy: StatementId | null;
}

/** A leaf whose body was erased: readers are told that something stood here. */
export interface WithheldStatement {
  origin: string;
  index: number;
  statement: StatementId;
  recordedAt: string;
}

/** All versions of all records of all logs. The registry holds nothing else: fold the logs again and it comes back. */
export interface Registry {
  snapshot: LogState[];
  versions: ReadonlyMap<RecordKind, ReadonlyMap<string, readonly RecordVersion[]>>;
  byStatement: ReadonlyMap<StatementId, RecordVersion>;
  redirects: ReadonlyMap<string, string>;
  withheld: readonly WithheldStatement[];
}

/**
 * Folds logs into a registry. INVARIANT: nothing in one log supersedes or withdraws a statement of another; both
 * stand side by side with their origin (design, section 4).
 */
export function foldLogs(logs: readonly LoggedStatements[]): Registry {
  const versions = new Map<RecordKind, Map<string, RecordVersion[]>>();
  const byStatement = new Map<StatementId, RecordVersion>();
  const redirects = new Map<string, string>();
  const withheld: WithheldStatement[] = [];
  for (const log of logs) {
    const ofThisLog = new Map<StatementId, RecordVersion>();
    for (const logged of log.statements) {
      if (logged.body === null) {
        withheld.push({
          origin: logged.origin,
          index: logged.index,
          statement: logged.statement,
          recordedAt: logged.recordedAt,
        });
      } else if (isRecordStatement(logged.body)) {
        addVersion(versions, ofThisLog, logged, logged.body);
      } else if (logged.body.kind === 'withdrawal') {
        close(ofThisLog.get(logged.body.withdraws), logged, null);
      } else {
        redirects.set(`${logged.body.of.kind} ${logged.body.of.id}`, logged.body.to);
      }
    }
    for (const [id, version] of ofThisLog) byStatement.set(id, version);
  }
  return { snapshot: logs.map(({ state }) => state), versions, byStatement, redirects, withheld };
}

function addVersion(
  versions: Map<RecordKind, Map<string, RecordVersion[]>>,
  ofThisLog: Map<StatementId, RecordVersion>,
  logged: LoggedStatement,
  body: RecordStatement,
): void {
  const version: RecordVersion = {
    body,
    statement: logged.statement,
    origin: logged.origin,
    index: logged.index,
    recordedAt: logged.recordedAt,
    replacedAt: null,
    replacedBy: null,
  };
  ofThisLog.set(logged.statement, version);
  if (body.supersedes !== undefined) close(ofThisLog.get(body.supersedes), logged, logged.statement);
  let ofKind = versions.get(body.kind);
  if (!ofKind) versions.set(body.kind, (ofKind = new Map<string, RecordVersion[]>()));
  const list = ofKind.get(body.id);
  if (list) list.push(version);
  else ofKind.set(body.id, [version]);
}

function close(version: RecordVersion | undefined, by: LoggedStatement, replacement: StatementId | null): void {
  // A statement of another log, or one that was erased, cannot be closed from here.
  if (!version || version.replacedAt !== null) return;
  if (version.origin !== by.origin) throw new InvariantError('one log would supersede a statement of another');
  version.replacedAt = by.recordedAt;
  version.replacedBy = replacement;
}

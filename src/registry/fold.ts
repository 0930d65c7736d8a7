/** The fold: statements of all logs become versions of records, each with the time it was recorded and superseded. */
import {
  InvariantError,
  isRecordStatement,
  type KeyId,
  type LogState,
  type RecordKind,
  type RecordStatement,
  type Redaction,
  type Statement,
  type StatementId,
  type StatementOf,
} from '#model';
import { signerOf } from './key-ring.ts';
import { endedBy, redactionsIn } from './log-book.ts';
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
  /** The key that signed it; null in the record log. */
  signer: KeyId | null;
}

/** A leaf whose body was erased: readers are told that something stood here, since when it is withheld, and why. */
export interface WithheldStatement {
  origin: string;
  index: number;
  statement: StatementId;
  recordedAt: string;
  /** Null: the body is absent and the log does not say why. */
  redaction: (Pick<Redaction, 'of' | 'ground' | 'reason'> & { recordedAt: string; statement: StatementId }) | null;
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
  const fold = new Fold();
  for (const { state, statements } of logs) fold.add(state, statements);
  return fold.registry();
}

/** What the fold remembers of one log. */
interface FoldedLog {
  state: LogState;
  versions: Map<StatementId, RecordVersion>;
  withheld: Map<StatementId, WithheldStatement>;
}

/**
 * A fold that goes on: logs grow, and only what is new is looked at. INVARIANT: adding a log in pieces gives the
 * registry that folding it whole gives. Registries share their maps with the fold, so one that was given out goes
 * stale when more is added: ask for the next.
 */
export class Fold {
  readonly #logs = new Map<string, FoldedLog>();
  readonly #versions = new Map<RecordKind, Map<string, RecordVersion[]>>();
  readonly #byStatement = new Map<StatementId, RecordVersion>();
  readonly #redirects = new Map<string, string>();

  /** Adds what follows in a log; `state` is the log's state after it. */
  add(state: LogState, fresh: readonly LoggedStatement[]): void {
    let log = this.#logs.get(state.origin);
    if (!log) this.#logs.set(state.origin, (log = { state, versions: new Map(), withheld: new Map() }));
    log.state = state;
    const redactions = redactionsIn(fresh);
    for (const logged of fresh) this.#fold(log, logged, redactions.get(logged.statement));
  }

  /** The registry as it stands. */
  registry(): Registry {
    const logs = [...this.#logs.values()];
    return {
      snapshot: logs.map(({ state }) => state),
      versions: this.#versions,
      byStatement: this.#byStatement,
      redirects: this.#redirects,
      withheld: logs.flatMap(({ withheld }) => [...withheld.values()].sort((a, b) => a.index - b.index)),
    };
  }

  #fold(log: FoldedLog, logged: LoggedStatement, redaction: Redaction | undefined): void {
    const body = redaction ? null : logged.body;
    if (body === null) withhold(log, logged);
    else if (isRecordStatement(body)) this.#addVersion(log, logged, body);
    else if (body.kind === 'redirect') this.#redirects.set(`${body.of.kind} ${body.of.id}`, body.to);
    const ended = endedBy(body, redaction);
    if (ended !== null) {
      close(log.versions.get(ended), logged, isWithdrawal(body, redaction) ? null : logged.statement);
    }
    if (body?.kind === 'redaction') this.#redact(log, logged, body);
  }

  #addVersion(log: FoldedLog, logged: LoggedStatement, body: RecordStatement): void {
    const { statement, origin, index, recordedAt } = logged;
    const version: RecordVersion = {
      body,
      statement,
      origin,
      index,
      recordedAt,
      replacedAt: null,
      replacedBy: null,
      signer: signerOf(logged),
    };
    log.versions.set(statement, version);
    if (!this.#byStatement.has(statement)) this.#byStatement.set(statement, version);
    let ofKind = this.#versions.get(body.kind);
    if (!ofKind) this.#versions.set(body.kind, (ofKind = new Map<string, RecordVersion[]>()));
    const list = ofKind.get(body.id);
    if (list) list.push(version);
    else ofKind.set(body.id, [version]);
  }

  /** Takes the erased statement out, as if its body had not been there when the log was read. */
  #redact(log: FoldedLog, logged: LoggedStatement, redaction: Redaction): void {
    const { id, of, ground, reason } = redaction;
    const version = log.versions.get(id);
    if (version) this.#remove(log, version);
    const known = log.withheld.get(id);
    if (!known) return;
    // Read after it was erased and before the redaction: what it ended is known only now.
    const ended = endedBy(null, redaction);
    if (ended !== null) close(log.versions.get(ended), known, isWithdrawal(null, redaction) ? null : id);
    known.redaction ??= { of, ground, reason, recordedAt: logged.recordedAt, statement: logged.statement };
  }

  #remove(log: FoldedLog, version: RecordVersion): void {
    const { body, statement } = version;
    log.versions.delete(statement);
    withhold(log, version);
    if (this.#byStatement.get(statement) === version) this.#byStatement.delete(statement);
    const ofKind = this.#versions.get(body.kind);
    const rest = (ofKind?.get(body.id) ?? []).filter((other) => other !== version);
    if (rest.length > 0) ofKind?.set(body.id, rest);
    else ofKind?.delete(body.id);
    if (ofKind?.size === 0) this.#versions.delete(body.kind);
  }
}

function withhold(log: FoldedLog, { origin, index, statement, recordedAt }: LoggedStatement | RecordVersion): void {
  log.withheld.set(statement, { origin, index, statement, recordedAt, redaction: null });
}

function isWithdrawal(body: Statement | null, redaction: Redaction | undefined): boolean {
  const effect = redaction?.effect ?? null;
  return body?.kind === 'withdrawal' || (effect !== null && 'withdraws' in effect);
}

function close(
  version: RecordVersion | undefined,
  by: Pick<LoggedStatement, 'origin' | 'recordedAt'>,
  replacement: StatementId | null,
): void {
  // A statement of another log, or one that was erased, cannot be closed from here.
  if (!version || version.replacedAt !== null) return;
  if (version.origin !== by.origin) throw new InvariantError('one log would supersede a statement of another');
  version.replacedAt = by.recordedAt;
  version.replacedBy = replacement;
}

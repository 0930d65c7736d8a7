/** One log as far as it was read: its statements in order, what each ended, and the keys they made. */
import type { LogReader } from '#ledger';
import { isRecordStatement, type KeyId, type LogState, type Redaction, type Statement, type StatementId } from '#model';
import { KeyRing, signerOf } from './key-ring.ts';
import { readStatements, type LoggedStatement } from './logged-statement.ts';

/** A statement with what became of it. */
export interface BookEntry {
  readonly logged: LoggedStatement;
  /** The key that signed; null in a log without signatures. */
  readonly signer: KeyId | null;
  /** What it says something about; null where that is not known (an erased body without its redaction). */
  readonly of: { kind: string; id: string } | null;
  /** The statement that superseded or withdrew it; null while it stands. */
  endedBy: StatementId | null;
  /** The redaction that erased its body; null if none did. */
  redactedBy: StatementId | null;
}

/** Only grows. `extend` is pure bookkeeping; reading is `sync`. */
export class LogBook {
  readonly origin: string;
  readonly #statements: LoggedStatement[] = [];
  readonly #entries = new Map<StatementId, BookEntry>();
  readonly #standing = new Map<string, StatementId>();
  #overdue: number[] = [];
  #ring = new KeyRing();

  constructor(origin: string) {
    this.origin = origin;
  }

  get size(): number {
    return this.#statements.length;
  }

  get statements(): readonly LoggedStatement[] {
    return this.#statements;
  }

  get ring(): KeyRing {
    return this.#ring;
  }

  /** Recording time of the last statement; empty in an empty log. */
  get lastRecordedAt(): string {
    return this.#statements.at(-1)?.recordedAt ?? '';
  }

  get(statement: StatementId): BookEntry | undefined {
    return this.#entries.get(statement);
  }

  /** The standing statement about a record of this log. */
  standing(kind: string, id: string): BookEntry | undefined {
    const statement = this.#standing.get(`${kind} ${id}`);
    return statement === undefined ? undefined : this.#entries.get(statement);
  }

  /** Reads what the log has beyond this book; gives what was new. */
  async sync(reader: LogReader): Promise<LoggedStatement[]> {
    const [from, to] = [this.size, reader.size];
    if (from >= to) return [];
    const [entries, bodies] = await Promise.all([reader.readEntries(from, to), reader.readBodies(from, to)]);
    // Somebody else may have read on meanwhile.
    if (this.size !== from) return this.sync(reader);
    const fresh = readStatements(this.origin, entries, bodies, from);
    this.extend(fresh);
    return fresh;
  }

  /** Takes up statements that follow. Redactions among them count at once: whether a body is still there changes nothing. */
  extend(fresh: readonly LoggedStatement[]): void {
    const redactions = redactionsIn(fresh);
    for (const logged of fresh) this.#add(logged, redactions.get(logged.statement));
  }

  /** Entries whose bodies a redaction tells to erase and which were still there when they were read; asked for once. */
  takeOverdue(): number[] {
    const overdue = this.#overdue;
    this.#overdue = [];
    return overdue;
  }

  #add(logged: LoggedStatement, redaction: Redaction | undefined): void {
    const { statement } = logged;
    this.#statements.push(logged);
    // A foreign log may hold a statement twice: the first entry counts.
    if (this.#entries.has(statement)) return;
    if (redaction) this.#erase(logged);
    const { body } = logged;
    const of = redaction?.of ?? subjectOf(body);
    this.#entries.set(statement, { logged, signer: signerOf(logged), of, endedBy: null, redactedBy: null });
    this.#ring = this.#ring.with(logged);
    const ends = endedBy(body, redaction);
    if (ends !== null) this.#end(ends, statement);
    if (of !== null && body?.kind !== 'withdrawal' && body?.kind !== 'redirect') {
      this.#standing.set(`${of.kind} ${of.id}`, statement);
    }
    if (body?.kind === 'redaction') this.#redact(body, statement);
  }

  #end(target: StatementId, by: StatementId): void {
    const entry = this.#entries.get(target);
    if (!entry || entry.endedBy !== null) return;
    entry.endedBy = by;
    this.#vacate(entry);
  }

  #redact(redaction: Redaction, by: StatementId): void {
    const entry = this.#entries.get(redaction.id);
    if (!entry) return;
    entry.redactedBy = by;
    // Read after it was erased and before the redaction: what it ended is known only now.
    const ends = endedBy(null, redaction);
    if (ends !== null) this.#end(ends, redaction.id);
    this.#erase(entry.logged);
    this.#vacate(entry);
  }

  #erase(logged: LoggedStatement): void {
    if (logged.body === null) return;
    logged.body = null;
    this.#overdue.push(logged.index);
  }

  #vacate({ of, logged }: BookEntry): void {
    if (of === null) return;
    const name = `${of.kind} ${of.id}`;
    if (this.#standing.get(name) === logged.statement) this.#standing.delete(name);
  }
}

/** The redactions among statements, by the statement that each erases; the first one counts. */
export function redactionsIn(statements: readonly LoggedStatement[]): Map<StatementId, Redaction> {
  const redactions = new Map<StatementId, Redaction>();
  for (const { body } of statements) {
    if (body?.kind === 'redaction' && !redactions.has(body.id)) redactions.set(body.id, body);
  }
  return redactions;
}

/** What a statement says something about. */
export function subjectOf(body: Statement | null): { kind: string; id: string } | null {
  if (body === null) return null;
  return isRecordStatement(body) ? { kind: body.kind, id: body.id } : { kind: body.kind, id: body.of.id };
}

/**
 * The statement that one ends, by superseding or withdrawing it. Of an erased statement its redaction says so: what it
 * had ended stays ended.
 */
export function endedBy(body: Statement | null, redaction: Redaction | undefined): StatementId | null {
  if (redaction) {
    const { effect } = redaction;
    if (effect === null) return null;
    return 'supersedes' in effect ? effect.supersedes : effect.withdraws;
  }
  if (body === null) return null;
  if (body.kind === 'withdrawal') return body.withdraws;
  return supersededBy(body) ?? null;
}

/** The statement that a record statement replaces. */
export function supersededBy(body: object): StatementId | undefined {
  return 'supersedes' in body ? (body.supersedes as StatementId | undefined) : undefined;
}

/** The state of a reader, for a snapshot. */
export function stateOf({ origin, size, root }: Pick<LogReader, 'origin' | 'size' | 'root'>): LogState {
  return { origin, size, root: root.toString('base64') };
}

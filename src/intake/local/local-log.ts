/** The local log as its writer holds it: statements are judged, appended and acknowledged with a receipt. */
import {
  checkSignatures,
  jwsSigningInput,
  LedgerError,
  type Log,
  type NewEntry,
  type Receipt,
  type SigningKey,
} from '#ledger';
import { formatLogEntry, InvariantError, ServandaError, type KeyId, type StatementId } from '#model';
import { LogBook, type BookEntry, type LoggedStatement } from '#registry';
import type { SignatureCheck } from './audit.ts';
import { Draft, type KnownElsewhere } from './draft.ts';
import { genesisEntries } from './genesis.ts';
import { ReceiptMaker } from './receipt.ts';
import { placeRefusal, refuse } from './refusal.ts';
import { checkSubmission, intakeLimits, type CheckedSubmission, type Submission } from './submission.ts';

/** What the local log is made of. Clock and chance are handed in. */
export interface LocalLogParts {
  log: Log;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Without it signatures are checked on this thread. */
  check?: SignatureCheck;
  /** Records of other logs that statements may speak of; without it references are not asked for. */
  known?: KnownElsewhere;
}

/** What became of a batch. */
export interface Acknowledgement {
  /** In the order of the batch. */
  receipts: Receipt[];
  /** True if every statement had been recorded before. */
  repeated: boolean;
}

interface Waiting {
  items: CheckedSubmission[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Statements that are judged and written together. */
const groupLimit = 4096;
/** Several writers of one database take turns; who was overtaken judges again. */
const maxTurns = 100;

/**
 * INVARIANT: a statement is appended only after it was judged against every entry before it: the append names the size
 * that was judged, and is judged again if another process was quicker.
 */
export class LocalLog {
  readonly #log: Log;
  readonly #clock: () => number;
  readonly #check: SignatureCheck;
  readonly #known: KnownElsewhere | null;
  readonly #receipts: ReceiptMaker;
  readonly #followers = new Set<(fresh: readonly LoggedStatement[]) => void>();
  readonly #unfollow: () => void;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | null = null;
  #told = 0;
  readonly book: LogBook;

  private constructor({ log, clock, check, known }: LocalLogParts, book: LogBook) {
    this.#log = log;
    this.#clock = clock;
    this.#check = check ?? checkSignatures;
    this.#known = known ?? null;
    this.book = book;
    this.#receipts = new ReceiptMaker(log, book);
    this.#unfollow = log.follow(() => {
      // What this process appends is taken up by itself, in its turn.
      if (!this.#draining) void this.sync().catch(() => undefined);
    });
  }

  /** Takes a log up: reads it, and erases what redactions told to erase before a crash. */
  static async open(parts: LocalLogParts): Promise<LocalLog> {
    const book = new LogBook(parts.log.origin);
    const local = new LocalLog(parts, book);
    await local.sync();
    await local.#eraseOverdue();
    return local;
  }

  /** Writes the first two entries of a log that is empty; safe when several processes find it so. */
  static async found(
    log: Log,
    operator: SigningKey,
    logKey: SigningKey,
    at: number,
    nonce: () => string,
  ): Promise<void> {
    if (log.size > 0) return;
    const entries = genesisEntries(operator, logKey, new Date(at).toISOString(), nonce);
    try {
      await log.append(entries, { expectedSize: 0 });
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'LOG_MOVED') throw error;
      await log.refresh();
    }
  }

  get origin(): string {
    return this.#log.origin;
  }

  get reader(): Log {
    return this.#log;
  }

  /**
   * Takes a batch in, all or nothing, and gives a receipt for each statement. What was recorded before is not recorded
   * again: its receipt is given again. Throws a refusal that names the rule and the place in the batch. `count` is told,
   * once the signatures hold, how many statements each key signed; it may throw.
   */
  async submit(
    submissions: readonly Submission[],
    count: (key: KeyId, statements: number) => void = () => undefined,
  ): Promise<Acknowledgement> {
    if (submissions.length > intakeLimits.batch) {
      throw refuse('count', `A batch has at most ${intakeLimits.batch} statements, not ${submissions.length}.`);
    }
    const items = submissions.map(checkSubmission);
    await this.#checkSignatures(items);
    for (const [key, statements] of countKeys(items)) count(key, statements);
    const repeated = items.every(({ id }) => this.book.get(id));
    if (!repeated) await this.#enqueue(items);
    return { receipts: await this.receipts(items.map(({ id }) => id)), repeated };
  }

  /** Receipts of recorded statements with the proof to the log as it stands; throws NOT_FOUND or WITHHELD. */
  async receipts(statements: readonly StatementId[]): Promise<Receipt[]> {
    return this.#receipts.make(statements.map((id) => this.#recorded(id)));
  }

  /** Reads what other processes appended. */
  async sync(): Promise<void> {
    await this.book.sync(this.#log);
    this.#tell();
  }

  /** Calls back with what is new, in order and without gaps, whoever appended it; until undone. */
  follow(onGrowth: (fresh: readonly LoggedStatement[]) => void): () => void {
    this.#followers.add(onGrowth);
    return () => {
      this.#followers.delete(onGrowth);
    };
  }

  async close(): Promise<void> {
    await this.#draining;
    this.#unfollow();
    await this.#log.close();
  }

  #recorded(id: StatementId): BookEntry {
    const entry = this.book.get(id);
    if (!entry) throw new ServandaError('NOT_FOUND', `The statement ${id} is not in the log ${this.origin}.`);
    this.#requirePresent(id);
    return entry;
  }

  /** What was erased does not come back by being handed in again. */
  #requirePresent(id: StatementId, at?: number): void {
    const entry = this.book.get(id);
    if (!entry) return;
    if (entry.redactedBy === null && entry.logged.body !== null) return;
    const redaction = entry.redactedBy === null ? null : this.book.get(entry.redactedBy)?.logged;
    const reason =
      redaction?.body?.kind === 'redaction' ? ` since ${redaction.recordedAt}: ${redaction.body.reason}` : '.';
    throw refuse('withheld', `The statement ${id} was recorded, and its body is withheld${reason}`, {
      statement: id,
      ...(at !== undefined && { at }),
    });
  }

  /** The keys may be registered by the batch itself; which of them may sign is asked when the batch has its turn. */
  async #checkSignatures(items: readonly CheckedSubmission[]): Promise<void> {
    const own = new Map(items.map(({ body }) => (body.kind === 'key' ? [body.id, body.x] : ['', ''])));
    const keys = items.map(({ signature }) => this.book.ring.get(signature.kid)?.x ?? own.get(signature.kid));
    if (keys.includes(undefined)) {
      await this.#log.refresh();
      await this.sync();
    }
    const x = items.map(({ signature }, at) => {
      if (signature.log !== this.origin) {
        throw refuse('other-log', `The statement is signed for the log "${signature.log}", not for "${this.origin}".`, {
          at,
        });
      }
      const key = keys[at] ?? this.book.ring.get(signature.kid)?.x;
      if (key !== undefined) return key;
      throw refuse(
        'key-unknown',
        `The key ${signature.kid} is not registered in this log; the operator can register it.`,
        { at },
      );
    });
    const answers = await this.#check({
      x,
      input: items.map(({ signature, id }) => jwsSigningInput(signature.encodedHeader, id)),
      signature: items.map(({ signature }) => signature.signature),
    });
    const wrong = answers.indexOf(false);
    if (wrong >= 0 || answers.length !== items.length) {
      throw refuse('signature-wrong', 'The signature does not fit the statement; one of them was changed.', {
        at: wrong,
      });
    }
  }

  #enqueue(items: CheckedSubmission[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject });
      this.#draining ??= this.#drain().finally(() => {
        this.#draining = null;
      });
    });
  }

  async #drain(): Promise<void> {
    // Everything that arrives in this round of the event loop is written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        await this.#write(group);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    // What others appended meanwhile was not looked at.
    await this.sync().catch(() => undefined);
  }

  #takeGroup(): Waiting[] {
    let [count, taken] = [0, 0];
    for (const { items } of this.#waiting) {
      if (taken > 0 && count + items.length > groupLimit) break;
      count += items.length;
      taken += 1;
    }
    return this.#waiting.splice(0, taken);
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    for (let turn = 1; ; turn += 1) {
      await this.sync();
      const { admitted, fresh, entries, refused } = this.#judge(group);
      const first = this.book.size;
      try {
        if (entries.length > 0) await this.#log.append(entries, { expectedSize: first });
      } catch (error) {
        if (!(error instanceof LedgerError) || error.code !== 'LOG_MOVED' || turn === maxTurns) throw error;
        await this.#log.refresh();
        continue;
      }
      // A follower's look at the log may have been quicker than this line.
      if (this.book.size === first) this.book.extend(fresh);
      else await this.sync();
      for (const [{ reject }, error] of refused) reject(error);
      await this.#eraseOverdue();
      for (const { resolve } of admitted) resolve();
      this.#tell();
      return;
    }
  }

  /** Judges each batch of a group on what the ones before it leave; a batch that is refused leaves no trace. */
  #judge(group: readonly Waiting[]): {
    admitted: Waiting[];
    fresh: LoggedStatement[];
    entries: NewEntry[];
    refused: [Waiting, unknown][];
  } {
    const now = new Date(this.#clock()).toISOString();
    const recordedAt = now > this.book.lastRecordedAt ? now : this.book.lastRecordedAt;
    const all = new Draft(this.book, this.#known);
    const admitted: Waiting[] = [];
    const refused: [Waiting, unknown][] = [];
    const fresh: LoggedStatement[] = [];
    const entries: NewEntry[] = [];
    for (const waiting of group) {
      const draft = new Draft(all, this.#known);
      const added: { logged: LoggedStatement; item: CheckedSubmission }[] = [];
      try {
        for (const [at, item] of waiting.items.entries()) {
          if (draft.get(item.id)) {
            this.#requirePresent(item.id, at);
            continue;
          }
          const index = this.book.size + fresh.length + added.length;
          const { body, id: statement, jws } = item;
          const logged: LoggedStatement = { origin: this.origin, index, statement, recordedAt, jws, body };
          admit(draft, logged, item, at);
          added.push({ logged, item });
        }
      } catch (error) {
        refused.push([waiting, error]);
        continue;
      }
      all.absorb(draft);
      admitted.push(waiting);
      for (const { logged, item } of added) {
        fresh.push(logged);
        const entry = formatLogEntry({ recordedAt, statement: item.id, jws: item.jws });
        this.#receipts.remember(logged, item.text, Buffer.from(entry).toString('latin1'));
        entries.push({ entry, body: item.text });
      }
    }
    return { admitted, fresh, entries, refused };
  }

  async #eraseOverdue(): Promise<void> {
    for (const index of this.book.takeOverdue()) await this.#log.eraseBody(index);
  }

  /** Tells followers what they were not told, once. */
  #tell(): void {
    const from = this.#told;
    if (this.book.size === from) return;
    this.#told = this.book.size;
    const fresh = this.book.statements.slice(from);
    for (const follower of this.#followers) follower(fresh);
  }
}

function admit(draft: Draft, logged: LoggedStatement, { signature }: CheckedSubmission, at: number): void {
  try {
    draft.admit(logged, signature.kid);
  } catch (error) {
    if (error instanceof InvariantError) throw error;
    throw placeRefusal(error, at, 'form');
  }
}

function countKeys(items: readonly CheckedSubmission[]): Map<KeyId, number> {
  const counts = new Map<KeyId, number>();
  for (const { signature } of items) counts.set(signature.kid, (counts.get(signature.kid) ?? 0) + 1);
  return counts;
}

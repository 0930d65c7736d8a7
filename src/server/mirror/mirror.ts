/** Following a log of another instance: every growth is checked before it is kept; what contradicts is kept as evidence. */
import { auditStatements, type AuditFault } from '#intake';
import {
  checkSignatures,
  checkSuccession,
  LedgerError,
  makeVerifierKey,
  parseBase64Url,
  parseCheckpoint,
  type ForkEvidence,
  type Log,
  type VerifierKey,
} from '#ledger';
import { ServandaError } from '#model';
import { LogBook, readStatements, type LoggedStatement } from '#registry';
import type { RemoteLog } from './remote-log.ts';

/** Something that an honest log does not do. `message` says what; the rest proves it, as far as it can be proved. */
export interface MirrorAlarm {
  verdict: 'forked' | 'shrunk' | 'not-signed' | 'tiles-wrong' | 'bodies-wrong' | 'statements-refused';
  message: string;
  origin: string;
  /** The checkpoint that was kept; null at the first look. */
  known: string | null;
  /** The checkpoint that was shown. */
  shown: string;
  evidence: ForkEvidence | null;
  faults: AuditFault[];
}

/** What a look at a log found. */
export type MirrorLook =
  | { verdict: 'same' | 'grown'; origin: string; size: number; added: number }
  | { verdict: 'alarm'; origin: string; alarm: MirrorAlarm };

/** Appended at once; the checkpoint comes with the last part. */
const partSize = 4096;

/** A mirrored log: its copy here, and what was read of it. */
export class Mirror {
  readonly #copy: Log;
  readonly #remote: RemoteLog;
  readonly #pinned: readonly VerifierKey[];
  readonly #book: LogBook;
  #ready = false;

  /**
   * `pinned` are verifier keys known from elsewhere. Without them the log's own first statement says who its operator
   * is, and must fit the log's name; from then on that operator is held to it.
   */
  constructor(copy: Log, remote: RemoteLog, pinned: readonly VerifierKey[] = []) {
    this.#copy = copy;
    this.#remote = remote;
    this.#pinned = pinned;
    this.#book = new LogBook(copy.origin);
  }

  /** Looks once. Throws STORAGE_FAILED if the other side cannot be reached or the disk refuses: that is no alarm. */
  async look(): Promise<MirrorLook> {
    if (!this.#ready) await this.#readCopy();
    const origin = this.#copy.origin;
    const known = this.#copy.size > 0 ? this.#copy.checkpoint : null;
    const shown = await this.#remote.readCheckpoint();
    const alarm = (verdict: MirrorAlarm['verdict'], message: string, more: Partial<MirrorAlarm> = {}): MirrorLook => ({
      verdict: 'alarm',
      origin,
      alarm: { verdict, message, origin, known, shown, evidence: null, faults: [], ...more },
    });
    const size = sizeOf(shown);
    if (size === null) return alarm('not-signed', `What is shown as the checkpoint of ${origin} cannot be read.`);
    let fresh: Fresh = { statements: [], entries: [], bodies: [], faults: [] };
    if (size > this.#book.size) {
      try {
        fresh = await this.#fetchAndJudge(size);
      } catch (error) {
        if (!isAboutTheLog(error)) throw error;
        return alarm('bodies-wrong', `What is shown of ${origin} does not fit together: ${error.message}`);
      }
    }
    const found = await checkSuccession(
      { origin, keys: this.#keys(), known, knownTiles: this.#copy },
      shown,
      this.#remote.tilesAt(size),
    );
    switch (found.verdict) {
      case 'forked':
        return alarm('forked', found.message, { evidence: found.evidence });
      case 'shrunk':
      case 'not-signed':
      case 'tiles-wrong':
        return alarm(found.verdict, found.message);
      default:
    }
    if (fresh.faults.length > 0) {
      const [first] = fresh.faults;
      return alarm(
        'statements-refused',
        `${origin} holds statements that nobody had the right to: ${first?.message ?? ''}`,
        {
          faults: fresh.faults.slice(0, 100),
        },
      );
    }
    try {
      await this.#keep(fresh, shown);
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'LOG_FORKED') throw error;
      return alarm(
        'tiles-wrong',
        `The entries of ${origin} that are served do not lead to its checkpoint: ${error.message}`,
      );
    }
    return { verdict: found.verdict, origin, size, added: fresh.entries.length };
  }

  async #readCopy(): Promise<void> {
    const { size } = this.#copy;
    const [entries, bodies] = [await this.#copy.readEntries(0, size), await this.#copy.readBodies(0, size)];
    this.#book.extend(readStatements(this.#copy.origin, entries, bodies));
    await this.#eraseOverdue();
    this.#ready = true;
  }

  /** Reads what is new. A statement is judged as its own log should have judged it. */
  async #fetchAndJudge(size: number): Promise<Fresh> {
    const from = this.#book.size;
    const [entries, bodies] = [await this.#remote.readEntries(from, size), await this.#remote.readBodies(from, size)];
    const statements = readStatements(this.#copy.origin, entries, bodies, from);
    const hasKeys = statements.some(({ jws }) => jws !== null) || this.#book.ring.size > 0;
    if (!hasKeys) {
      this.#book.extend(statements);
      return { statements, entries, bodies, faults: [] };
    }
    const faults = await auditStatements(this.#book, statements, checkSignatures);
    // A body may have been erased by a redaction that this checkpoint does not reach yet.
    return { statements, entries, bodies, faults: faults.filter(({ rule }) => rule !== 'body-missing') };
  }

  #keys(): VerifierKey[] {
    const own = this.#book.ring
      .checkpointKeys()
      .map(({ x }) => makeVerifierKey(this.#copy.origin, parseBase64Url(x) ?? Buffer.alloc(32)));
    return [...this.#pinned, ...own];
  }

  async #keep({ entries, bodies }: Fresh, checkpoint: string): Promise<void> {
    for (let at = 0; at < entries.length; at += partSize) {
      const part = entries.slice(at, at + partSize).map((entry, step) => ({ entry, body: bodies[at + step] ?? null }));
      const last = at + partSize >= entries.length;
      await this.#copy.append(part, last ? { checkpoint } : {});
    }
    await this.#eraseOverdue();
    // The same head with more signatures: somebody cosigned.
    if (entries.length === 0 && this.#copy.checkpoint !== checkpoint && this.#copy.size > 0) {
      await this.#copy.replaceCheckpoint(checkpoint);
    }
  }

  /** What the other log tells to erase is erased here too. */
  async #eraseOverdue(): Promise<void> {
    for (const index of this.#book.takeOverdue()) if (index < this.#copy.size) await this.#copy.eraseBody(index);
  }
}

interface Fresh {
  statements: LoggedStatement[];
  entries: Buffer[];
  bodies: (string | null)[];
  faults: AuditFault[];
}

function sizeOf(checkpoint: string): number | null {
  try {
    return parseCheckpoint(checkpoint).size;
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}

/** Bytes that do not fit are the log's fault; a line that is cut is nobody's. */
function isAboutTheLog(error: unknown): error is Error {
  const isOurs = error instanceof LedgerError || error instanceof ServandaError;
  return isOurs && error.code !== 'STORAGE_FAILED';
}

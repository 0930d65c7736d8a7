/** A log in a folder, as its one writer holds it: journal first, tiles and checkpoint after. */
import path from 'node:path';
import {
  hashLeaves,
  LedgerError,
  parseEntries,
  tileWidth,
  type AppendOptions,
  type Log,
  type NewEntry,
  type SigningKey,
} from '#ledger';
import { acceptGroup, AppendQueue, type Waiting } from './append-queue.ts';
import { bodiesPath, checkpointFile, formatBodies, listPartials } from './file-layout.ts';
import { attempt, FileReader } from './file-reader.ts';
import { errorCode } from './file-system.ts';
import { formatJournalRecord, type Journal } from './journal.ts';
import { removeLeftovers } from './leftovers.ts';
import { messageOf, type LogFiles, type LogState } from './log-files.ts';
import { nextCheckpoint, parseReplacement } from './next-checkpoint.ts';
import type { WriterLock } from './writer-lock.ts';

/** The journal is carried over into tiles when it reaches this length. */
const journalLimit = 8 * 1024 * 1024;

/** What the writer is made of; openFileLog puts it together. */
export interface WriterParts {
  files: LogFiles;
  state: LogState;
  journal: Journal;
  lock: WriterLock;
  signer: SigningKey | null;
  /** Tiles are written after this many milliseconds without an append; Infinity: only when the journal is full, and on close. */
  writeTilesAfterMs: number;
}

/** INVARIANT: an append is acknowledged only after its journal record is synced; tiles follow later, the checkpoint file last. */
export class FileLog extends FileReader implements Log {
  readonly #journal: Journal;
  readonly #lock: WriterLock;
  readonly #signer: SigningKey | null;
  readonly #idleMs: number;
  readonly #queue = new AppendQueue((group) => this.#commit(group));
  readonly #knownFolders = new Set<string>();
  #idle: NodeJS.Timeout | null = null;
  #closed = false;
  #failure: string | null = null;
  /** Files of tiles that are synced, while the checkpoint that needs them is not yet known to be. */
  readonly #durable = new Set<string>();
  /** False after a crash or a failed write: there may be files that belong to no checkpoint. */
  #tidy = true;

  constructor({ files, state, journal, lock, signer, writeTilesAfterMs }: WriterParts) {
    super(files, state);
    this.#journal = journal;
    this.#lock = lock;
    this.#signer = signer;
    this.#idleMs = writeTilesAfterMs;
  }

  get writeFailure(): string | null {
    return this.#failure;
  }

  append(batch: readonly NewEntry[], options: AppendOptions = {}): Promise<number[]> {
    return attempt(() => {
      this.#requireOpen();
      return this.#queue.push(batch, options);
    });
  }

  async eraseBody(index: number): Promise<void> {
    this.#requireOpen();
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size) {
      throw new LedgerError('NOT_FOUND', 'index-range', `The log has no entry ${index}; it has ${this.size}.`);
    }
    await this.#inTurn(async () => {
      // The journal must not bring the body back.
      await this.#writeTiles();
      const bundle = Math.floor(index / tileWidth);
      const held = this.state.tail.bundle(bundle);
      const bodies = [...(held?.bodies ?? this.files.readBodies(bundle, tileWidth))];
      bodies[index % tileWidth] = null;
      await this.#replaceFile(bodiesPath(bundle), formatBodies(bodies));
      if (held) held.bodies = bodies;
    });
  }

  async replaceCheckpoint(note: string): Promise<void> {
    this.#requireOpen();
    await this.#inTurn(async () => {
      const replacement = parseReplacement(note, this.state.checkpoint);
      await this.#writeTiles();
      await this.#replaceFile(checkpointFile, note);
      this.state = { ...this.state, ...replacement };
    });
  }

  /** Writes acknowledged entries into tiles now, so that tools that know no journal see them too. */
  async writeTiles(): Promise<void> {
    this.#requireOpen();
    await this.#inTurn(() => this.#writeTiles());
  }

  /** Puts right what a crash left: acknowledged entries go into tiles, half-written files go. */
  async recover(): Promise<void> {
    this.#tidy = false;
    await this.writeTiles();
  }

  /** A writer needs to look nowhere: nobody else writes. */
  override refresh(): Promise<boolean> {
    return Promise.resolve(false);
  }

  protected override watch(): () => void {
    return () => undefined;
  }

  override async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#idle) clearTimeout(this.#idle);
    try {
      await this.#inTurn(async () => {
        await this.#queue.drain();
        await this.#writeTiles();
        await this.#journal.remove();
      });
    } finally {
      this.#journal.drop();
      await this.#lock.release();
      await super.close();
    }
  }

  #requireOpen(): void {
    if (this.#closed)
      throw new LedgerError(
        'STORAGE_FAILED',
        'log-closed',
        `The log ${this.origin} was closed; open it again to write.`,
      );
  }

  /** Runs work in turn; errors of the disk are explained. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    return this.#queue.inTurn(async () => {
      try {
        await work();
      } catch (error) {
        throw this.#explain(error);
      }
    });
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      if (this.#journal.length >= journalLimit) await this.#writeTiles();
      const { entries, checkpoint, acknowledge } = acceptGroup(group, this.size);
      if (entries.length > 0) {
        await this.#journal.prepare();
        this.#write(entries, checkpoint);
      }
      acknowledge();
      if (entries.length > 0) this.notify();
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #write(batch: readonly NewEntry[], given: string | undefined): void {
    const { tail } = this.state;
    const leafHashes = hashLeaves(batch.map(({ entry }) => entry));
    const tree = tail.treeAfter(leafHashes);
    const next = nextCheckpoint({ origin: this.origin, size: tree.size, root: tree.root() }, this.#signer, given);
    const record = formatJournalRecord(this.size, next.note, batch);
    this.#journal.append(record.bytes);
    this.#failure = null;
    const bodies = batch.map(({ body }) => body);
    tail.add(parseEntries(record.bundle, batch.length), bodies, leafHashes, tree);
    this.state = { ...this.state, ...next, hasJournal: true };
    this.#writeTilesWhenIdle();
  }

  #writeTilesWhenIdle(): void {
    if (this.#idleMs === Infinity) return;
    if (this.#idle) {
      this.#idle.refresh();
      return;
    }
    this.#idle = setTimeout(() => {
      // What fails here is tried again later; the entries are safe in the journal.
      if (!this.#closed) this.#inTurn(() => this.#writeTiles()).catch(() => undefined);
    }, this.#idleMs);
    this.#idle.unref();
  }

  /** Carries the journal over: files, then their names, then the checkpoint, then what is superseded goes. */
  async #writeTiles(): Promise<void> {
    const { size } = this.state.checkpoint;
    const before = this.state.writtenSize;
    if (before === size && this.#tidy) return;
    const wasTidy = this.#tidy;
    this.#tidy = false;
    if (before !== size) {
      await this.#writeFiles(before);
      await replaceFile(this.files, checkpointFile, this.state.note);
      this.state = { ...this.state, writtenSize: size };
      this.state.tail.markWritten();
      this.#durable.clear();
    }
    if (wasTidy) await this.#removeSuperseded(before, size);
    else await this.#removeLeftovers(size);
    this.#journal.reset();
    this.#tidy = true;
    this.#failure = null;
  }

  /** INVARIANT: a file that a published checkpoint may need is never written again, lest a power cut tear it. */
  async #writeFiles(before: number): Promise<void> {
    const { fs } = this.files;
    const published = new Set(listPartials(before));
    const changed = new Set<string>();
    const written: string[] = [];
    const renames: [string, string][] = [];
    for (const [name, bytes] of this.state.tail.unwrittenFiles()) {
      if (published.has(name) || this.#durable.has(name)) continue;
      const file = this.files.path(name);
      this.#makeFolder(path.dirname(file), changed);
      // Bodies keep their name while they grow: a reader must find the old lines or the new ones.
      const grows = name.startsWith('bodies/');
      const target = grows ? `${file}.tmp` : file;
      if (grows) renames.push([target, file]);
      fs.writeFile(target, bytes);
      written.push(target);
    }
    await fs.syncFiles(written);
    for (const [from, to] of renames) fs.rename(from, to);
    await fs.syncFolders([...changed]);
    for (const name of this.state.tail.unwrittenFiles().keys())
      if (!name.startsWith('bodies/')) this.#durable.add(name);
  }

  #makeFolder(folder: string, changed: Set<string>): void {
    changed.add(folder);
    if (this.#knownFolders.has(folder)) return;
    for (const parent of this.files.fs.makeFolder(folder)) changed.add(parent);
    this.#knownFolders.add(folder);
  }

  async #replaceFile(name: string, content: string): Promise<void> {
    this.#tidy = false;
    await replaceFile(this.files, name, content);
    this.#tidy = true;
  }

  async #removeLeftovers(size: number): Promise<void> {
    this.#knownFolders.clear();
    await removeLeftovers(this.files, size);
  }

  async #removeSuperseded(before: number, now: number): Promise<void> {
    const current = new Set(listPartials(now));
    const changed = new Set<string>();
    for (const name of listPartials(before)) {
      if (current.has(name)) continue;
      const file = this.files.path(name);
      const folder = path.dirname(file);
      this.files.fs.removeFile(file);
      changed.add(folder);
      if (!this.files.fs.removeFolder(folder)) continue;
      this.#knownFolders.delete(folder);
      changed.delete(folder);
      changed.add(path.dirname(folder));
    }
    await this.files.fs.syncFolders([...changed]);
  }

  #explain(error: unknown): unknown {
    if (error instanceof LedgerError) {
      if (error.code === 'STORAGE_FAILED') this.#failure = error.message;
      return error;
    }
    if (errorCode(error) === '') return error;
    const explained = storageFailed(this.files.folder, error);
    this.#failure = explained.message;
    return explained;
  }
}

/** Replaces a small file at once: the old bytes or the new ones, after any crash. */
export async function replaceFile(files: LogFiles, name: string, content: string): Promise<void> {
  const file = files.path(name);
  files.fs.writeFile(`${file}.tmp`, content);
  await files.fs.syncFiles([`${file}.tmp`]);
  files.fs.rename(`${file}.tmp`, file);
  await files.fs.syncFolders([path.dirname(file)]);
}

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space',
  EDQUOT: 'The disk quota is used up: free some space',
  EROFS: 'The disk is read-only: make it writable, or open the log for reading only',
  EACCES: 'Permission is missing: give this user the right to write, or open the log for reading only',
  EPERM: 'Permission is missing: give this user the right to write, or open the log for reading only',
  EIO: 'The disk reports an error: check it before writing on',
};

/** Says why the disk refused and what to do. */
export function storageFailed(folder: string, cause: unknown): LedgerError {
  const reason = causes[errorCode(cause)] ?? 'The disk refused';
  return new LedgerError(
    'STORAGE_FAILED',
    'storage-failed',
    `The log in ${folder} could not be written. ${reason}. Nothing that was acknowledged is lost, and reading goes on. (${messageOf(cause)})`,
    { cause, place: { file: folder } },
  );
}

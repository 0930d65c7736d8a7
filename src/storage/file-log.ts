/** A log in a folder, as its one writer holds it: journal first, tiles and checkpoint after. */
import path from 'node:path';
import {
  hashLeaves,
  LedgerError,
  tileWidth,
  type AppendOptions,
  type Hash,
  type Log,
  type NewEntry,
  type SigningKey,
} from '#ledger';
import { acceptGroup, AppendQueue, Turn, type Waiting } from './append-queue.ts';
import { bodiesPath, checkpointFile, formatBodies, listPartials } from './file-layout.ts';
import { attempt, FileReader } from './file-reader.ts';
import { errorCode } from './file-system.ts';
import { formatJournalRecord } from './journal.ts';
import type { JournalWriter } from './journal-writer.ts';
import { removeLeftovers } from './leftovers.ts';
import { messageOf, type LogFiles, type LogState } from './log-files.ts';
import { makeCheckpoint, nextCheckpoint, parseReplacement, type PublishedCheckpoint } from './next-checkpoint.ts';
import type { WriterLock } from './writer-lock.ts';

/** The journal is carried over into tiles when it reaches this length. */
const journalLimit = 32 * 1024 * 1024;

/** What the writer is made of; openFileLog puts it together. */
export interface WriterParts {
  files: LogFiles;
  state: LogState;
  journal: JournalWriter;
  lock: WriterLock;
  signer: SigningKey | null;
  /** Tiles are written after this many milliseconds without an append; Infinity: only when the journal is full, and on close. */
  writeTilesAfterMs: number;
}

/** INVARIANT: an append is acknowledged only after its journal record is synced; tiles follow later, the checkpoint file last. */
export class FileLog extends FileReader implements Log {
  readonly #journal: JournalWriter;
  readonly #lock: WriterLock;
  readonly #signer: SigningKey | null;
  readonly #idleMs: number;
  readonly #queue = new AppendQueue((group) => this.#commit(group));
  /** Files of the log are changed by one at a time; appends go on meanwhile. */
  readonly #filing = new Turn();
  #carrying: Promise<void> | null = null;
  readonly #knownFolders = new Set<string>();
  #idle: NodeJS.Timeout | null = null;
  #closed = false;
  /** The checkpoint of the log as it stands; null until somebody asks for it. */
  #sealed: PublishedCheckpoint | null;
  #failure: string | null = null;
  /** Files of tiles that are synced, while the checkpoint that needs them is not yet known to be. */
  readonly #durable = new Set<string>();
  /** False after a crash or a failed write: there may be files that belong to no checkpoint. */
  #tidy = true;

  constructor({ files, state, journal, lock, signer, writeTilesAfterMs }: WriterParts) {
    super(files, state);
    // What was acknowledged before a crash and not sealed is sealed now.
    const { checkpoint, tail, writtenSize } = state;
    if (signer && !checkpoint.sealed && tail.size > writtenSize) this.#sealed = null;
    else this.#sealed = state;
    this.#journal = journal;
    this.#lock = lock;
    this.#signer = signer;
    this.#idleMs = writeTilesAfterMs;
  }

  override get checkpoint(): string {
    return this.#head().note;
  }

  override get sealed(): boolean {
    return this.#head().checkpoint.sealed;
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
    await this.#betweenAppends(async () => {
      const { tail } = this.state;
      const bundle = Math.floor(index / tileWidth);
      const bodies = [...(tail.bodies(bundle) ?? this.files.readBodies(bundle, tileWidth))];
      bodies[index % tileWidth] = null;
      await this.#replaceFile(bodiesPath(bundle), formatBodies(bodies));
      tail.replaceBodies(bundle, bodies);
    });
  }

  async replaceCheckpoint(note: string): Promise<void> {
    this.#requireOpen();
    await this.#betweenAppends(async () => {
      const replacement = parseReplacement(note, this.#head().checkpoint);
      await this.#replaceFile(checkpointFile, note);
      this.#sealed = replacement;
    });
  }

  /** Writes acknowledged entries into tiles now, so that tools that know no journal see them too. */
  async writeTiles(): Promise<void> {
    this.#requireOpen();
    await this.#file(() => this.#carryOver());
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
      await this.#queue.inTurn(() => this.#queue.drain());
      await this.#betweenAppends(() => this.#journal.remove());
    } finally {
      this.#journal.close();
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

  /** Works on files while no append is under way, everything being in tiles and the journals empty. */
  #betweenAppends(work: () => Promise<void>): Promise<void> {
    return this.#queue.inTurn(() =>
      this.#file(async () => {
        await this.#carryOver();
        await work();
      }),
    );
  }

  /** Works on files in turn; errors of the disk are explained. */
  #file(work: () => Promise<void>): Promise<void> {
    return this.#filing.run(async () => {
      try {
        await work();
      } catch (error) {
        throw this.#explain(error);
      }
    });
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      if (this.#journal.length >= journalLimit) {
        // The other journal must be free before this one rests.
        await this.#carrying;
        this.#carryOverMeanwhile();
      }
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
    const next = given === undefined ? null : this.#checkGiven(tail.rootAfter(leafHashes), batch.length, given);
    const record = formatJournalRecord(tail.size, next?.note ?? '', batch);
    this.#journal.append(record.bytes);
    this.#failure = null;
    const bodies = batch.map(({ body }) => body);
    tail.add(record, bodies, leafHashes);
    this.#sealed = next;
    this.#writeTilesWhenIdle();
  }

  #checkGiven(root: Hash, count: number, given: string): PublishedCheckpoint {
    return nextCheckpoint({ origin: this.origin, size: this.size + count, root }, null, given);
  }

  /**
   * The checkpoint of the log as it stands, made when somebody asks: entries are acknowledged without it, for it
   * follows from them, and the same key always signs it alike.
   */
  #head(): PublishedCheckpoint {
    if (!this.#sealed) {
      this.#sealed = makeCheckpoint({ origin: this.origin, size: this.size, root: this.root }, this.#signer);
      this.#noteSeal(this.#sealed.note);
    }
    return this.#sealed;
  }

  /** Lets readers see the seal before the tiles are written. It may be lost: then it is made again. */
  #noteSeal(note: string): void {
    if (this.#closed || this.size === this.state.writtenSize || !this.#signer) return;
    try {
      this.#journal.note(formatJournalRecord(this.size, note, []).bytes);
    } catch {
      // A disk that refuses is met, and reported, by the next append.
    }
  }

  #writeTilesWhenIdle(): void {
    if (this.#idleMs === Infinity) return;
    if (this.#idle) {
      this.#idle.refresh();
      return;
    }
    this.#idle = setTimeout(() => {
      if (!this.#closed) this.#carryOverMeanwhile();
    }, this.#idleMs);
    this.#idle.unref();
  }

  /** Begins to carry over while appends go on. What fails is met when the journal is full, and tried again. */
  #carryOverMeanwhile(): void {
    const carrying = this.#file(() => this.#carryOver());
    this.#carrying = carrying;
    carrying.then(
      () => {
        if (this.#carrying === carrying) this.#carrying = null;
      },
      () => undefined,
    );
  }

  /** Carries the journal over: files, then their names, then the checkpoint, then what is superseded goes. */
  async #carryOver(): Promise<void> {
    const { size } = this;
    const before = this.state.writtenSize;
    if (before === size && this.#tidy) return;
    const wasTidy = this.#tidy;
    this.#tidy = false;
    if (before !== size) {
      const { note } = this.#head();
      const files = this.state.tail.unwrittenFiles();
      this.#journal.rotate();
      await this.#writeFiles(files, before);
      await replaceFile(this.files, checkpointFile, note);
      this.state = { ...this.state, writtenSize: size };
      this.state.tail.markWritten(size);
      this.#durable.clear();
    }
    if (wasTidy) await this.#removeSuperseded(before, size);
    else await this.#removeLeftovers(size);
    this.#journal.reset(this.size === size ? 'both' : 'resting');
    this.#tidy = true;
    this.#failure = null;
  }

  /** INVARIANT: a file that a published checkpoint may need is never written again, lest a power cut tear it. */
  async #writeFiles(files: ReadonlyMap<string, Buffer>, before: number): Promise<void> {
    const published = new Set(listPartials(before));
    const changed = new Set<string>();
    const contents: [file: string, bytes: Buffer][] = [];
    const renames: [from: string, to: string][] = [];
    for (const [name, bytes] of files) {
      if (published.has(name) || this.#durable.has(name)) continue;
      const file = this.files.path(name);
      this.#makeFolder(path.dirname(file), changed);
      // Bodies keep their name while they grow: a reader must find the old lines or the new ones.
      const grows = name.startsWith('bodies/');
      const target = grows ? `${file}.tmp` : file;
      if (grows) renames.push([target, file]);
      contents.push([target, bytes]);
    }
    await this.files.fs.writeFiles(contents);
    for (const [from, to] of renames) this.files.fs.rename(from, to);
    await this.files.fs.syncFolders([...changed]);
    for (const name of files.keys()) if (!name.startsWith('bodies/')) this.#durable.add(name);
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
  await files.fs.writeFiles([[`${file}.tmp`, content]]);
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

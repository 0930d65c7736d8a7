/** A log in a folder, as its one writer holds it: journal first, tiles and checkpoint after. */
import path from 'node:path';
import {
  checkOrigin,
  formatCheckpoint,
  hashLeaves,
  LedgerError,
  maxEntryLength,
  parseCheckpoint,
  parseEntries,
  signCheckpoint,
  tileWidth,
  type Checkpoint,
  type CheckpointHead,
  type Log,
  type NewEntry,
  type SigningKey,
} from '#ledger';
import { bodiesPath, checkpointFile, formatBodies, listPartials } from './file-layout.ts';
import { FileReader } from './file-reader.ts';
import { errorCode } from './file-system.ts';
import { formatJournalRecord, type Journal } from './journal.ts';
import { messageOf, type LogFiles, type LogState } from './log-files.ts';
import type { WriterLock } from './writer-lock.ts';

/** Longest body, in UTF-8 bytes. */
export const maxBodyLength = 1_048_576;
/** The journal is carried over into tiles when it reaches this length. */
const journalLimit = 8 * 1024 * 1024;
/** Appends that wait are written as one record, with one sync and one signature, up to this many entries. */
const groupLimit = 8192;

interface Waiting {
  batch: readonly NewEntry[];
  expectedSize: number | undefined;
  resolve: (indexes: number[]) => void;
  reject: (error: unknown) => void;
}

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
  readonly #knownFolders = new Set<string>();
  #waiting: Waiting[] = [];
  #turn: Promise<void> = Promise.resolve();
  #scheduled = false;
  #idle: NodeJS.Timeout | null = null;
  #closed = false;
  #failure: string | null = null;

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

  append(batch: readonly NewEntry[], options: { expectedSize?: number } = {}): Promise<number[]> {
    return new Promise((resolve, reject) => {
      this.#requireOpen();
      for (const item of batch) checkNewEntry(item);
      this.#waiting.push({ batch: [...batch], expectedSize: options.expectedSize, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // Everything that arrives in this round of the event loop shares one sync.
      setImmediate(() => {
        this.#scheduled = false;
        void this.#inTurn(() => this.#drain());
      });
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
    const checkpoint = parseCheckpoint(note);
    await this.#inTurn(async () => {
      if (checkpoint.text !== this.state.checkpoint.text) {
        throw new LedgerError(
          'LOG_MOVED',
          'log-moved',
          `The checkpoint handed in is of size ${checkpoint.size}; the log is at ${this.size}.`,
        );
      }
      await this.#writeTiles();
      await this.#replaceFile(checkpointFile, note);
      this.state = { ...this.state, checkpoint, note };
    });
  }

  /** Writes acknowledged entries into tiles now, so that tools that know no journal see them too. */
  async writeTiles(): Promise<void> {
    this.#requireOpen();
    await this.#inTurn(() => this.#writeTiles());
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
        await this.#drain();
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

  /** One after the other; a failure goes to its caller and does not stop the next. Errors of the disk are explained. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(async () => {
      try {
        await work();
      } catch (error) {
        throw this.#explain(error);
      }
    });
    this.#turn = run.catch(() => undefined);
    await run;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        if (this.#journal.length >= journalLimit) await this.#writeTiles();
        await this.#journal.prepare();
        this.#commit(group);
      } catch (error) {
        const explained = this.#explain(error);
        for (const { reject } of group) reject(explained);
      }
    }
  }

  #takeGroup(): Waiting[] {
    let count = 0;
    let taken = 0;
    for (const { batch } of this.#waiting) {
      if (taken > 0 && count + batch.length > groupLimit) break;
      count += batch.length;
      taken += 1;
    }
    return this.#waiting.splice(0, taken);
  }

  #commit(group: readonly Waiting[]): void {
    const first = this.size;
    const accepted: { item: Waiting; first: number }[] = [];
    let next = first;
    for (const item of group) {
      if (item.expectedSize !== undefined && item.expectedSize !== next) {
        item.reject(
          new LedgerError(
            'LOG_MOVED',
            'log-moved',
            `The log has ${next} entries, not ${item.expectedSize}; look at the new ones and try again.`,
          ),
        );
        continue;
      }
      accepted.push({ item, first: next });
      next += item.batch.length;
    }
    if (next > first) this.#write(accepted.flatMap(({ item }) => item.batch));
    for (const { item, first: at } of accepted) item.resolve(item.batch.map((_, offset) => at + offset));
    if (next > first) this.notify();
  }

  #write(batch: readonly NewEntry[]): void {
    const { tail } = this.state;
    const leafHashes = hashLeaves(batch.map(({ entry }) => entry));
    const tree = tail.treeAfter(leafHashes);
    const head = { origin: this.origin, size: tree.size, root: tree.root() };
    const note = this.#makeNote(head);
    const record = formatJournalRecord(this.size, note, batch);
    this.#journal.append(record.bytes);
    this.#failure = null;
    tail.add(
      parseEntries(record.bundle, batch.length),
      batch.map(({ body }) => body),
      leafHashes,
      tree,
    );
    this.state = { ...this.state, checkpoint: headOf(head, this.#signer !== null, note), note, hasJournal: true };
    this.#writeTilesWhenIdle();
  }

  #makeNote(head: CheckpointHead): string {
    return this.#signer ? signCheckpoint(head, [this.#signer]) : formatCheckpoint(head);
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
    const { state, files } = this;
    const { size } = state.checkpoint;
    if (state.writtenSize === size) return;
    const unwritten = state.tail.unwrittenFiles();
    const changed = new Set<string>();
    const written: string[] = [];
    const renames: [string, string][] = [];
    for (const [name, bytes] of unwritten) {
      const file = files.path(name);
      this.#makeFolder(path.dirname(file), changed);
      // Bodies keep their name while they grow: a reader must find the old lines or the new ones.
      const target = name.startsWith('bodies/') ? `${file}.tmp` : file;
      if (target !== file) renames.push([target, file]);
      files.fs.writeFile(target, bytes);
      written.push(target);
    }
    await files.fs.syncFiles(written);
    for (const [from, to] of renames) files.fs.rename(from, to);
    await files.fs.syncFolders([...changed]);
    await this.#replaceFile(checkpointFile, state.note);
    await this.#removeSuperseded(state.writtenSize, size);
    this.state = { ...this.state, writtenSize: size };
    state.tail.markWritten();
    this.#journal.reset();
    this.#failure = null;
  }

  #makeFolder(folder: string, changed: Set<string>): void {
    changed.add(folder);
    if (this.#knownFolders.has(folder)) return;
    for (const parent of this.files.fs.makeFolder(folder)) changed.add(parent);
    this.#knownFolders.add(folder);
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

  async #replaceFile(name: string, content: string): Promise<void> {
    await replaceFile(this.files, name, content);
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

/** Throws INPUT_INVALID or INPUT_TOO_LARGE on what cannot be stored. */
export function checkNewEntry({ entry, body }: NewEntry): void {
  if (entry.length > maxEntryLength) {
    throw new LedgerError(
      'INPUT_TOO_LARGE',
      'entry-length',
      `An entry of ${entry.length} bytes is above the limit of ${maxEntryLength}.`,
    );
  }
  if (body === null) return;
  if (body === '' || body.includes('\n') || !body.isWellFormed()) {
    throw new LedgerError(
      'INPUT_INVALID',
      'body-text',
      'A body is one line of well-formed text: not empty, without a newline.',
    );
  }
  if (Buffer.byteLength(body) > maxBodyLength) {
    throw new LedgerError(
      'INPUT_TOO_LARGE',
      'body-text',
      `A body of ${Buffer.byteLength(body)} bytes is above the limit of ${maxBodyLength}.`,
    );
  }
}

/** A checkpoint that this writer made itself and need not parse. */
function headOf(head: CheckpointHead, sealed: boolean, note: string): Checkpoint {
  checkOrigin(head.origin);
  const text = sealed ? note.slice(0, note.lastIndexOf('\n\n') + 1) : note;
  return { ...head, extensions: [], text, signatures: [], sealed };
}

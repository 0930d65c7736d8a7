/** The two journals of one writer: one takes appends while the other is carried over into tiles. */
import { journalFiles } from './file-layout.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import type { LogFiles } from './log-files.ts';

const smallestGrowth = 65_536;
const largestGrowth = 1_048_576;

interface JournalFile {
  path: string;
  file: OpenFile | null;
  /** Bytes of acknowledged records, and of the file. */
  used: number;
  room: number;
}

/** INVARIANT: what `append` returned for is synced; what it threw for is taken back before the next record. */
export class JournalWriter {
  readonly #fs: FileSystem;
  readonly #folder: string;
  #active: JournalFile;
  #resting: JournalFile;
  #named: boolean;

  /** `exist`: journals of an earlier writer are there; their records must be in the tiles before the first append. */
  constructor(files: LogFiles, exist: boolean) {
    this.#fs = files.fs;
    this.#folder = files.folder;
    const [active, resting] = journalFiles.map((name) => ({ path: files.path(name), file: null, used: 0, room: 0 }));
    if (!active || !resting) throw new Error('There are two journals.');
    [this.#active, this.#resting] = [active, resting];
    this.#named = exist;
  }

  /** Bytes in the journal that takes appends. */
  get length(): number {
    return this.#active.used;
  }

  /** Opens the files and makes their names durable; to be awaited before a record, at first and after a failure. */
  async prepare(): Promise<void> {
    if (this.#active.file && this.#resting.file) return;
    for (const journal of [this.#active, this.#resting]) {
      if (journal.file) continue;
      const file = this.#fs.openFile(journal.path);
      try {
        // After a failure this takes back what was written but never acknowledged; else it empties the file.
        file.truncate(journal.used);
        file.sync();
      } catch (error) {
        file.close();
        throw error;
      }
      journal.file = file;
      journal.room = journal.used;
    }
    if (!this.#named) await this.#fs.syncFolders([this.#folder]);
    this.#named = true;
  }

  /**
   * Writes one record and syncs it. If this throws, nothing is acknowledged, and what may have been written is taken
   * back; if even that fails, the journal is closed until prepare() takes it back.
   */
  append(record: Buffer): void {
    this.#write(record, true);
  }

  /** Writes a record that may be lost, such as a seal: it follows from the entries. */
  note(record: Buffer): void {
    this.#write(record, false);
  }

  #write(record: Buffer, sync: boolean): void {
    const journal = this.#active;
    const { file, used } = journal;
    if (!file) throw new Error('The journal is not open.');
    try {
      const end = used + record.length;
      if (end > journal.room) {
        // Room is made ahead with zeros, so that a sync need not write the file's length too. Not before the second
        // record, and not for long ones, which gain nothing.
        const helps = used > 0 && record.length < smallestGrowth;
        const growth = helps ? Math.min(largestGrowth, Math.max(smallestGrowth, used)) : 0;
        file.write(growth > 0 ? Buffer.concat([record, Buffer.alloc(growth)]) : record, used);
        journal.room = end + growth;
      } else {
        file.write(record, used);
      }
      if (sync) file.sync();
      journal.used = end;
    } catch (error) {
      takeBack(journal);
      throw error;
    }
  }

  /** Lets the other journal take the appends from here on, if it is empty; says whether it does. */
  rotate(): boolean {
    if (this.#resting.used > 0) return false;
    [this.#active, this.#resting] = [this.#resting, this.#active];
    return true;
  }

  /** Empties the resting journal, whose records are in the tiles, or both. */
  reset(which: 'both' | 'resting'): void {
    for (const journal of which === 'both' ? [this.#resting, this.#active] : [this.#resting]) {
      if (journal.used === 0 && journal.room === 0) continue;
      journal.file?.truncate(0);
      journal.used = 0;
      journal.room = 0;
    }
  }

  /** Closes the files without touching their contents. */
  close(): void {
    for (const journal of [this.#active, this.#resting]) {
      const { file } = journal;
      journal.file = null;
      closeQuietly(file);
    }
  }

  /** Removes the journals; their records must be in the tiles. */
  async remove(): Promise<void> {
    this.close();
    if (!this.#named) return;
    for (const { path } of [this.#active, this.#resting]) this.#fs.removeFile(path);
    await this.#fs.syncFolders([this.#folder]);
    this.#named = false;
  }
}

function takeBack(journal: JournalFile): void {
  try {
    journal.file?.truncate(journal.used);
    journal.room = journal.used;
    journal.file?.sync();
  } catch {
    const { file } = journal;
    journal.file = null;
    closeQuietly(file);
  }
}

function closeQuietly(file: OpenFile | null): void {
  try {
    file?.close();
  } catch {
    // Nothing more can be done for a descriptor that cannot be closed.
  }
}

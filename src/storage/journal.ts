/** The journal: batches that are acknowledged but not yet in the log's tiles; one write and one sync each. */
import { hash } from 'node:crypto';
import { formatEntryBundle, LedgerError, parseEntries, type NewEntry } from '#ledger';
import { formatBodies, parseBodies } from './file-layout.ts';
import type { FileSystem, OpenFile } from './file-system.ts';

/** One acknowledged batch: where it begins, what it holds, and the checkpoint after it. */
export interface JournalRecord {
  start: number;
  checkpoint: string;
  entries: Buffer[];
  bodies: (string | null)[];
}

const magic = Buffer.from('SVJ1');
const headerLength = 40;
const fixedLength = 20;
const smallestGrowth = 65_536;
const largestGrowth = 1_048_576;

/** Bytes of one record: magic, payload length, SHA-256 of the payload, payload; `bundle` is the entries in it, as a view. */
export function formatJournalRecord(
  start: number,
  checkpoint: string,
  batch: readonly NewEntry[],
): { bytes: Buffer; bundle: Buffer } {
  const bundle = formatEntryBundle(batch.map(({ entry }) => entry));
  const note = Buffer.from(checkpoint);
  const bodies = Buffer.from(formatBodies(batch.map(({ body }) => body)));
  const record = Buffer.allocUnsafe(headerLength + fixedLength + note.length + bundle.length + bodies.length);
  const payload = record.subarray(headerLength);
  payload.writeBigUInt64BE(BigInt(start), 0);
  payload.writeUInt32BE(batch.length, 8);
  payload.writeUInt32BE(note.length, 12);
  payload.writeUInt32BE(bundle.length, 16);
  note.copy(payload, fixedLength);
  bundle.copy(payload, fixedLength + note.length);
  bodies.copy(payload, fixedLength + note.length + bundle.length);
  magic.copy(record);
  record.writeUInt32BE(payload.length, 4);
  hash('sha256', payload, 'buffer').copy(record, 8);
  const bundleStart = fixedLength + note.length;
  return { bytes: record, bundle: payload.subarray(bundleStart, bundleStart + bundle.length) };
}

/** Reads the record at an offset; null if none stands there whole (hostile input: it was cut off by a crash). */
export function parseJournalRecord(bytes: Buffer, offset: number): { record: JournalRecord; end: number } | null {
  if (offset + headerLength + fixedLength > bytes.length || !bytes.subarray(offset, offset + 4).equals(magic))
    return null;
  const length = bytes.readUInt32BE(offset + 4);
  const end = offset + headerLength + length;
  if (length < fixedLength || end > bytes.length) return null;
  const payload = bytes.subarray(offset + headerLength, end);
  if (!hash('sha256', payload, 'buffer').equals(bytes.subarray(offset + 8, offset + headerLength))) return null;
  const count = payload.readUInt32BE(8);
  const noteEnd = fixedLength + payload.readUInt32BE(12);
  const bundleEnd = noteEnd + payload.readUInt32BE(16);
  if (bundleEnd > payload.length) return null;
  const bodies = parseBodies(payload.subarray(bundleEnd));
  if (bodies?.length !== count) return null;
  const entries = readEntries(payload.subarray(noteEnd, bundleEnd), count);
  if (!entries) return null;
  const start = Number(payload.readBigUInt64BE(0));
  return { record: { start, checkpoint: payload.toString('utf8', fixedLength, noteEnd), entries, bodies }, end };
}

function readEntries(bytes: Buffer, count: number): Buffer[] | null {
  try {
    return parseEntries(bytes, count);
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}

/** What a journal holds beyond the log's size. */
export interface JournalContent {
  records: JournalRecord[];
  /** A whole record lies behind a broken one: not the mark of a crash, which breaks only the last. */
  damaged: boolean;
  /** Bytes of a record that was never finished. */
  torn: number;
}

/** Reads the records that continue a log of that size; those before it are in the tiles already. */
export function parseJournal(bytes: Buffer, size: number): JournalContent {
  const records: JournalRecord[] = [];
  let [offset, next] = [0, size];
  for (let found = parseJournalRecord(bytes, 0); found; found = parseJournalRecord(bytes, offset)) {
    const { record, end } = found;
    const last = record.start + record.entries.length;
    if (record.start > next || (record.start < next && last > next)) return { records, damaged: true, torn: 0 };
    if (record.start === next) {
      records.push(record);
      next = last;
    }
    offset = end;
  }
  let used = bytes.length;
  while (used > offset && bytes[used - 1] === 0) used -= 1;
  return { records, damaged: holdsRecordBehind(bytes, offset, next), torn: used - offset };
}

function holdsRecordBehind(bytes: Buffer, offset: number, next: number): boolean {
  for (let at = bytes.indexOf(magic, offset + 1); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const found = parseJournalRecord(bytes, at);
    if (found && found.record.start >= next) return true;
  }
  return false;
}

/** The journal of one writer. Room is made ahead with zeros, so that a sync need not write the file's length too. */
export class Journal {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #folder: string;
  #file: OpenFile | null = null;
  #used = 0;
  #room = 0;
  #named: boolean;

  constructor(fs: FileSystem, folder: string, path: string, exists: boolean) {
    this.#fs = fs;
    this.#folder = folder;
    this.#path = path;
    this.#named = exists;
  }

  get length(): number {
    return this.#used;
  }

  /**
   * Opens the file and makes its name durable; to be awaited before the first record, and after a failure. What an
   * earlier writer left in it must be in the tiles by then.
   */
  async prepare(): Promise<void> {
    if (this.#file) return;
    const file = this.#fs.openFile(this.#path);
    try {
      // After a failure this takes back what was written but never acknowledged; else it empties the file.
      file.truncate(this.#used);
      file.sync();
      if (!this.#named) await this.#fs.syncFolders([this.#folder]);
    } catch (error) {
      file.close();
      throw error;
    }
    this.#named = true;
    this.#file = file;
    this.#room = this.#used;
  }

  /**
   * Writes one record and syncs it. If this throws, nothing is acknowledged, and what may have been written is taken
   * back; if even that fails, the journal is closed until prepare() takes it back.
   */
  append(record: Buffer): void {
    const file = this.#file;
    if (!file) throw new Error('The journal is not open.');
    try {
      const end = this.#used + record.length;
      if (end > this.#room) {
        // Not before the second record, and not for long ones, which gain nothing.
        const helps = this.#used > 0 && record.length < smallestGrowth;
        const growth = helps ? Math.min(largestGrowth, Math.max(smallestGrowth, this.#used)) : 0;
        file.write(growth > 0 ? Buffer.concat([record, Buffer.alloc(growth)]) : record, this.#used);
        this.#room = end + growth;
      } else {
        file.write(record, this.#used);
      }
      file.sync();
      this.#used = end;
    } catch (error) {
      this.#takeBack(file);
      throw error;
    }
  }

  #takeBack(file: OpenFile): void {
    try {
      file.truncate(this.#used);
      this.#room = this.#used;
      file.sync();
    } catch {
      this.drop();
    }
  }

  /** Empties the journal: everything in it is in the tiles. */
  reset(): void {
    if (!this.#file) return;
    this.#file.truncate(0);
    this.#used = 0;
    this.#room = 0;
  }

  /** Closes the file without touching its contents. */
  drop(): void {
    const file = this.#file;
    this.#file = null;
    try {
      file?.close();
    } catch {
      // Nothing more can be done for a descriptor that cannot be closed.
    }
  }

  /** Removes the journal; its records must be in the tiles. */
  async remove(): Promise<void> {
    this.drop();
    if (!this.#named) return;
    this.#fs.removeFile(this.#path);
    await this.#fs.syncFolders([this.#folder]);
    this.#named = false;
  }
}

/** Journal records: batches that are acknowledged but not yet in the log's tiles, and seals of the tree they make. */
import { crc32 } from 'node:zlib';
import { LedgerError, parseEntries, type NewEntry } from '#ledger';
import { formatBodies, parseBodies } from './file-layout.ts';
import type { FramedEntries } from './tail.ts';

/**
 * One record: where it begins, what it holds, and a checkpoint of the log after it. A batch need not have one (then it
 * is ''): the checkpoint follows from the entries. A record without entries only seals.
 */
export interface JournalRecord {
  start: number;
  checkpoint: string;
  framed: FramedEntries;
  bodies: (string | null)[];
}

const magic = Buffer.from('SVJ1');
const headerLength = 12;
const fixedLength = 20;

/**
 * Bytes of one record: magic, payload length, CRC-32 of the payload, payload. The checksum is against tearing and
 * decay; against forgery stand the checkpoints.
 */
export function formatJournalRecord(start: number, checkpoint: string, batch: readonly NewEntry[]): FramedEntries {
  const note = Buffer.from(checkpoint);
  const bodies = Buffer.from(formatBodies(batch.map(({ body }) => body)));
  let bundleLength = 0;
  for (const { entry } of batch) bundleLength += 2 + entry.length;
  const bytes = Buffer.allocUnsafe(headerLength + fixedLength + note.length + bundleLength + bodies.length);
  bytes.writeBigUInt64BE(BigInt(start), headerLength);
  bytes.writeUInt32BE(batch.length, headerLength + 8);
  bytes.writeUInt32BE(note.length, headerLength + 12);
  bytes.writeUInt32BE(bundleLength, headerLength + 16);
  note.copy(bytes, headerLength + fixedLength);
  const bundleStart = headerLength + fixedLength + note.length;
  const ends: number[] = [];
  let offset = bundleStart;
  for (const { entry } of batch) {
    offset = bytes.writeUInt16BE(entry.length, offset);
    bytes.set(entry, offset);
    offset += entry.length;
    ends.push(offset);
  }
  bodies.copy(bytes, offset);
  magic.copy(bytes);
  bytes.writeUInt32BE(bytes.length - headerLength, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(headerLength)), 8);
  return { bytes, start: bundleStart, ends };
}

/** Reads the record at an offset; null if none stands there whole (hostile input: it was cut off by a crash). */
export function parseJournalRecord(bytes: Buffer, offset: number): { record: JournalRecord; end: number } | null {
  if (offset + headerLength + fixedLength > bytes.length || bytes.compare(magic, 0, 4, offset, offset + 4) !== 0)
    return null;
  const length = bytes.readUInt32BE(offset + 4);
  const end = offset + headerLength + length;
  if (length < fixedLength || end > bytes.length) return null;
  const payload = bytes.subarray(offset + headerLength, end);
  if (crc32(payload) !== bytes.readUInt32BE(offset + 8)) return null;
  const start = Number(payload.readBigUInt64BE(0));
  const count = payload.readUInt32BE(8);
  const noteEnd = fixedLength + payload.readUInt32BE(12);
  const bundleEnd = noteEnd + payload.readUInt32BE(16);
  if (bundleEnd > payload.length) return null;
  const bodies = parseBodies(payload.subarray(bundleEnd));
  const ends = findEnds(payload.subarray(0, bundleEnd), noteEnd, count);
  if (bodies?.length !== count || !ends) return null;
  const framed = { bytes: payload, start: noteEnd, ends };
  return { record: { start, checkpoint: payload.toString('utf8', fixedLength, noteEnd), framed, bodies }, end };
}

function findEnds(bytes: Buffer, start: number, count: number): number[] | null {
  try {
    let end = start;
    return parseEntries(bytes.subarray(start), count).map((entry) => (end += 2 + entry.length));
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}

/** What the journals hold beyond the log's size. */
export interface JournalContent {
  records: JournalRecord[];
  /** A whole record lies behind a broken one: not the mark of a crash, which breaks only the last. */
  damaged: boolean;
}

/** Reads the records that continue a log of that size, from both journals; those before it are in the tiles already. */
export function parseJournals(journals: readonly Buffer[], size: number): JournalContent {
  const found = journals.map((bytes) => ({ bytes, ...parseOne(bytes, size) }));
  const inOrder = found.filter((journal) => journal.records.length > 0);
  inOrder.sort((left, right) => (left.records[0]?.start ?? 0) - (right.records[0]?.start ?? 0));
  const records: JournalRecord[] = [];
  let next = size;
  for (const record of inOrder.flatMap((journal) => journal.records)) {
    const last = record.start + record.framed.ends.length;
    if (last < next || (last === next && record.framed.ends.length > 0)) continue;
    if (record.start !== next) return { records, damaged: true };
    records.push(record);
    next = last;
  }
  return { records, damaged: found.some(({ bytes, end }) => holdsRecordBehind(bytes, end, next)) };
}

/**
 * The records of one journal. A seal is not synced, so a power cut may break it and leave the record behind it whole;
 * reading goes on there if no entry is missing between.
 */
function parseOne(bytes: Buffer, size: number): { records: JournalRecord[]; end: number } {
  const records: JournalRecord[] = [];
  let [end, next] = [0, -1];
  for (let found = parseJournalRecord(bytes, 0) ?? findRecord(bytes, 0, next); found;) {
    next = found.record.start + found.record.framed.ends.length;
    if (next >= size) records.push(found.record);
    end = found.end;
    found = parseJournalRecord(bytes, end) ?? findRecord(bytes, end, next);
  }
  return { records, end };
}

/** The next whole record behind an offset, if it begins with entry `start` (-1: whichever comes first). */
function findRecord(bytes: Buffer, offset: number, start: number): ReturnType<typeof parseJournalRecord> {
  for (let at = bytes.indexOf(magic, offset + 1); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const found = parseJournalRecord(bytes, at);
    if (found && (start < 0 || found.record.start === start)) return found;
  }
  return null;
}

/** Is there a whole record that should have been read, behind the place where reading ended? */
function holdsRecordBehind(bytes: Buffer, offset: number, next: number): boolean {
  for (let at = bytes.indexOf(magic, offset + 1); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const found = parseJournalRecord(bytes, at);
    if (found && found.record.start >= next) return true;
  }
  return false;
}

/** Reading a log's folder: the checkpoint, what the journal adds to it, tiles, entries and bodies. */
import path from 'node:path';
import {
  formatTilePath,
  hashLeaves,
  hashSize,
  LedgerError,
  parseCheckpoint,
  parseEntries,
  parseEntryBundle,
  tileWidth,
  tileWidthIn,
  type Checkpoint,
  type LedgerRule,
} from '#ledger';
import { bodiesPath, checkpointFile, journalFiles, parseBodies } from './file-layout.ts';
import type { FileSystem } from './file-system.ts';
import { parseJournals } from './journal.ts';
import { makeCheckpoint, type PublishedCheckpoint } from './next-checkpoint.ts';
import { Tail } from './tail.ts';

/** A log as one look at its folder finds it. */
export interface LogState {
  /** The checkpoint of all acknowledged entries: from the journals if they are ahead of the file, there perhaps unsealed. */
  checkpoint: Checkpoint;
  /** Its bytes. */
  note: string;
  /** How many entries are in the tiles; the rest is in memory, from the journal. */
  writtenSize: number;
  tail: Tail;
  /** True if a writer died or is at work. */
  hasJournal: boolean;
}

const cachedTiles = 512;

/** Reads files of one log; never writes, never locks. */
export class LogFiles {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly #tiles = new Map<string, Buffer>();

  constructor(fs: FileSystem, folder: string) {
    this.fs = fs;
    this.folder = path.resolve(folder);
  }

  /** Full path of a file of the log. */
  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** Reads a file whole; null if there is none. */
  read(name: string): Buffer | null {
    try {
      return this.fs.readFile(this.path(name));
    } catch (cause) {
      throw new LedgerError(
        'STORAGE_FAILED',
        'storage-failed',
        `${this.path(name)} cannot be read: ${messageOf(cause)}.`,
        {
          place: { file: name },
          cause,
        },
      );
    }
  }

  /** The published checkpoint; null if the folder holds none. */
  readCheckpoint(): { checkpoint: Checkpoint; note: string } | null {
    const bytes = this.read(checkpointFile);
    if (!bytes) return null;
    try {
      return { checkpoint: parseCheckpoint(bytes), note: bytes.toString('utf8') };
    } catch (cause) {
      throw damaged('log-damaged', checkpointFile, `The checkpoint cannot be read: ${messageOf(cause)}`, cause);
    }
  }

  /**
   * Takes up the log as it stands. A writer may move on between two reads; then the older partial tiles are gone, and
   * the look is taken again.
   */
  load(): LogState | null {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return this.#loadOnce();
      } catch (error) {
        const moved = error instanceof LedgerError && error.code === 'LOG_DAMAGED';
        if (!moved || attempt === 5) throw error;
      }
    }
  }

  #loadOnce(): LogState | null {
    const published = this.readCheckpoint();
    if (!published) return null;
    const { size, root } = published.checkpoint;
    const tail = new Tail(size, {
      readTile: (level, index, width) => this.readTile(level, index, width),
      readBundle: (index, width) => {
        this.readEntries(index, width);
        return this.readBundle(index, width);
      },
      readBodies: (index, width) => this.readBodies(index, width),
    });
    if (!tail.root().equals(root)) {
      throw damaged('log-damaged', checkpointFile, 'The last tiles do not lead to the root that the checkpoint names.');
    }
    if (!tail.bundleFits()) {
      const bundle = formatTilePath({ level: 'entries', index: Math.floor(size / tileWidth), width: size % tileWidth });
      throw damaged('log-damaged', bundle, 'The last entries do not hash to the last tile.');
    }
    const journals = journalFiles.map((name) => this.read(name)).filter((bytes) => bytes !== null);
    const state = { ...published, writtenSize: size, tail, hasJournal: journals.length > 0 };
    return { ...state, ...replay(state, journals) };
  }

  /** At least `width` hashes of a tile, cut to `width`; a wider tile of a later size does as well. */
  readTile(level: number, index: number, width: number): Buffer {
    const name = formatTilePath({ level, index, width });
    const known = this.#tiles.get(name);
    if (known) return known;
    const bytes = this.#readAtLeast({ level, index, width });
    if (bytes.length < width * hashSize || bytes.length % hashSize !== 0) {
      throw damaged('tile-length', name, `The tile has ${bytes.length} bytes instead of ${width * hashSize}.`);
    }
    const tile = bytes.subarray(0, width * hashSize);
    if (width === tileWidth) {
      if (this.#tiles.size >= cachedTiles) this.#tiles.delete(this.#tiles.keys().next().value ?? '');
      this.#tiles.set(name, tile);
    }
    return tile;
  }

  /** The first `width` entries of a bundle. */
  readEntries(index: number, width: number): Buffer[] {
    const bytes = this.readBundle(index, width);
    try {
      return parseEntryBundle(bytes, width);
    } catch (cause) {
      const name = formatTilePath({ level: 'entries', index, width });
      throw damaged('bundle-framing', name, `The entries cannot be read: ${messageOf(cause)}`, cause);
    }
  }

  /** The bytes of the first `width` entries of a bundle; their framing is left to the parser. */
  readBundle(index: number, width: number): Buffer {
    return cutBundle(this.#readAtLeast({ level: 'entries', index, width }), width);
  }

  /** The first `width` bodies beside a bundle. */
  readBodies(index: number, width: number): (string | null)[] {
    const name = bodiesPath(index);
    const bytes = this.read(name);
    const bodies = bytes ? parseBodies(bytes) : null;
    if (!bodies || bodies.length < width) {
      throw damaged(
        'body-text',
        name,
        bytes ? `The file does not hold ${width} lines of UTF-8.` : 'The file of bodies is missing.',
      );
    }
    return bodies.length === width ? bodies : bodies.slice(0, width);
  }

  #readAtLeast(tile: { level: number | 'entries'; index: number; width: number }): Buffer {
    const name = formatTilePath(tile);
    const full = formatTilePath({ ...tile, width: tileWidth });
    const exact = this.read(name) ?? (name === full ? null : this.read(full));
    if (exact) return exact;
    const widths = (this.fs.listFolder(this.path(`${full}.p`)) ?? [])
      .map((item) => Number(item.name))
      .filter((width) => width > tile.width && width < tileWidth)
      .sort((left, right) => left - right);
    const bytes = widths[0] === undefined ? null : this.read(formatTilePath({ ...tile, width: widths[0] }));
    if (!bytes) throw damaged('tile-missing', name, 'The file is missing.');
    return bytes;
  }
}

/** Adds what the journals hold to the tail; gives the last checkpoint, which is unsealed where nobody sealed it yet. */
function replay({ tail, checkpoint, note }: LogState, journals: readonly Buffer[]): PublishedCheckpoint {
  const { records, damaged: broken } = parseJournals(journals, tail.size);
  if (broken) throw damaged('log-damaged', journalFiles[0], 'A record in the middle of the journals is broken.');
  let last: PublishedCheckpoint = { checkpoint, note };
  for (const record of records) {
    const { bytes, start, ends } = record.framed;
    if (ends.length > 0) {
      const entries = parseEntries(bytes.subarray(start, ends.at(-1)), ends.length);
      tail.add(record.framed, record.bodies, hashLeaves(entries));
    }
    if (record.checkpoint === '') continue;
    const next = parseJournalCheckpoint(record.checkpoint);
    if (next.size !== tail.size || next.origin !== checkpoint.origin || !next.root.equals(tail.root())) {
      throw damaged(
        'log-damaged',
        journalFiles[0],
        `A checkpoint in the journals does not fit the ${tail.size} entries before it.`,
      );
    }
    last = { checkpoint: next, note: record.checkpoint };
  }
  if (last.checkpoint.size === tail.size) return last;
  return makeCheckpoint({ origin: checkpoint.origin, size: tail.size, root: tail.root() }, null);
}

function parseJournalCheckpoint(note: string): Checkpoint {
  try {
    return parseCheckpoint(note);
  } catch (cause) {
    throw damaged(
      'log-damaged',
      journalFiles[0],
      `A checkpoint in the journals cannot be read: ${messageOf(cause)}`,
      cause,
    );
  }
}

/** Cuts a bundle behind its first `width` entries; leaves broken framing to the parser. */
function cutBundle(bytes: Buffer, width: number): Buffer {
  let offset = 0;
  for (let entry = 0; entry < width && offset + 2 <= bytes.length; entry += 1) offset += 2 + bytes.readUInt16BE(offset);
  return bytes.subarray(0, offset);
}

/** A log whose bytes do not agree with each other. */
export function damaged(rule: LedgerRule, file: string, message: string, cause?: unknown): LedgerError {
  return new LedgerError(
    'LOG_DAMAGED',
    rule,
    `${file}: ${message} The log was changed or lost bytes; check it with "log verify" and restore it from a copy.`,
    { place: { file }, cause },
  );
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Entries or bodies of a range, bundle by bundle. */
export function readRange<Item>(
  from: number,
  to: number,
  size: number,
  readBundle: (index: number, width: number) => readonly Item[],
): Item[] {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from || to > size) {
    throw new LedgerError(
      'INPUT_INVALID',
      'index-range',
      `A log of ${size} entries has no range from ${from} to ${to}.`,
    );
  }
  const items: Item[] = [];
  for (let index = Math.floor(from / tileWidth); index * tileWidth < to; index += 1) {
    const first = index * tileWidth;
    const bundle = readBundle(index, tileWidthIn(size, 'entries', index));
    const [start, end] = [Math.max(0, from - first), Math.min(bundle.length, to - first)];
    for (let at = start; at < end; at += 1) items.push(bundle[at] as Item);
  }
  return items;
}

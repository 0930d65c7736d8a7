/** The port behind which a log is stored, in files or in PostgreSQL; both pass one contract test. */
import { formatEntryBundle } from './entry-bundle.ts';
import { LedgerError } from './errors.ts';
import { hashSize, type Hash } from './hash.ts';
import type { TileSource } from './proofs.ts';
import { tileWidth, tileWidthIn, type Tile } from './tile.ts';

/** One entry to append: the leaf's bytes, and the body that stands beside the log (null: none). */
export interface NewEntry {
  entry: Uint8Array;
  /** One line of text: no newline, not empty. */
  body: string | null;
}

/** A log as one reader sees it: `size`, `root` and `checkpoint` belong together and change only on `refresh`. */
export interface LogReader extends TileSource {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** The checkpoint as it is published: a signed note, or its bare text while the log is unsealed. */
  readonly checkpoint: string;
  readonly sealed: boolean;

  /** Entries [from, to). */
  readEntries(from: number, to: number): Promise<Buffer[]>;
  /** Bodies of entries [from, to); null where there was none or it was erased. */
  readBodies(from: number, to: number): Promise<(string | null)[]>;
  /** Hashes of a tile of this tree, as wide as this tree has it; throws NOT_FOUND beyond it. */
  readTile(level: number, index: number): Promise<Buffer>;
  /** Looks for growth; true if the log is longer than it was. Throws LOG_FORKED if it shrank or its past changed. */
  refresh(): Promise<boolean>;
  /** Calls back after growth is seen by `refresh`, by an append, or by a notice from another process, until undone. */
  follow(onGrowth: (size: number) => void): () => void;
  /** Gives back what is held; acknowledged entries are on disk before and after. */
  close(): Promise<void>;
}

/** Conditions of an append. */
export interface AppendOptions {
  /** Append only if the log has this size; else LOG_MOVED. */
  expectedSize?: number;
  /**
   * For a mirror: publish this checkpoint, signed by the log that is mirrored, instead of making one. Its origin, size
   * and root must be those after the batch; else LOG_FORKED, and nothing is written.
   */
  checkpoint?: string;
}

/** A log that can be written. */
export interface Log extends LogReader {
  /** Why the disk or the database refused the last write; null if it did not. Reading goes on. */
  readonly writeFailure: string | null;
  /**
   * Appends a batch, all or nothing, and gives the entries' indexes. When it returns, the batch survives any crash.
   * With `expectedSize` it throws LOG_MOVED, and writes nothing, if the log has another size by then.
   */
  append(batch: readonly NewEntry[], options?: AppendOptions): Promise<number[]>;
  /** Erases the body of an entry for good; entry, tiles and proofs stay as they are. */
  eraseBody(index: number): Promise<void>;
  /** Replaces the checkpoint by one with the same head: sealed, or with cosignatures added. */
  replaceCheckpoint(checkpoint: string): Promise<void>;
}

/**
 * The bytes of a tile or bundle as tlog-tiles serves them, partial ones of any earlier size included (they are the
 * beginnings of later ones). Throws NOT_FOUND beyond the log's size.
 */
export async function readTileBytes(log: LogReader, { level, index, width }: Tile): Promise<Buffer> {
  if (width > tileWidthIn(log.size, level, index)) {
    throw new LedgerError('NOT_FOUND', 'tile-missing', `A log of ${log.size} entries has no such tile.`);
  }
  if (level !== 'entries') return (await log.readTile(level, index)).subarray(0, width * hashSize);
  const first = index * tileWidth;
  return formatEntryBundle(await log.readEntries(first, first + width));
}

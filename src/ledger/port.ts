/** The port behind which a log is stored, in files or in PostgreSQL; both pass one contract test. */
import type { TileSource } from './proofs.ts';
import type { Hash } from './hash.ts';

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

/** A log that can be written. */
export interface Log extends LogReader {
  /** Why the disk or the database refused the last write; null if it did not. Reading goes on. */
  readonly writeFailure: string | null;
  /**
   * Appends a batch, all or nothing, and gives the entries' indexes. When it returns, the batch survives any crash.
   * With `expectedSize` it throws LOG_MOVED, and writes nothing, if the log has another size by then.
   */
  append(batch: readonly NewEntry[], options?: { expectedSize?: number }): Promise<number[]>;
  /** Erases the body of an entry for good; entry, tiles and proofs stay as they are. */
  eraseBody(index: number): Promise<void>;
  /** Replaces the checkpoint by one with the same head: sealed, or with cosignatures added. */
  replaceCheckpoint(checkpoint: string): Promise<void>;
}

/** The growing end of a log in memory: the last partial tile of every level, the last bundle, and what is unwritten. */
import {
  asBuffer,
  CompactTree,
  coverRange,
  formatEntryBundle,
  formatTilePath,
  hashAt,
  hashesAtLevel,
  hashLeaves,
  hashSize,
  leafNodes,
  merkleRoot,
  tileHeight,
  tileWidth,
  type Hash,
} from '#ledger';
import { bodiesPath, formatBodies } from './file-layout.ts';

const tileBytes = tileWidth * hashSize;

/** A bundle of entries with their bodies. */
export interface Bundle {
  entries: Buffer[];
  bodies: (string | null)[];
}

/** Collects hashes into tiles, level by level; a full tile is handed on and its root goes to the level above. */
export class TileBuilder {
  readonly #levels: { hashes: Buffer; count: number; index: number }[] = [];
  readonly #onFull: (level: number, index: number, hashes: Buffer) => void;

  constructor(onFull: (level: number, index: number, hashes: Buffer) => void) {
    this.#onFull = onFull;
  }

  /** Puts the partial tile of a level in place, as read from a log that goes on. */
  restore(level: number, index: number, hashes: Uint8Array): void {
    const state = this.#level(level);
    state.hashes.set(hashes);
    state.count = hashes.length / hashSize;
    state.index = index;
  }

  append(level: number, hash: Uint8Array): void {
    const state = this.#level(level);
    state.hashes.set(hash, state.count * hashSize);
    state.count += 1;
    if (state.count < tileWidth) return;
    const full = Buffer.from(state.hashes);
    this.#onFull(level, state.index, full);
    state.count = 0;
    state.index += 1;
    this.append(level + 1, merkleRoot(full));
  }

  /** The hashes of a level's last, partial tile, as a view. */
  partial(level: number): Buffer {
    const state = this.#levels[level];
    return state ? state.hashes.subarray(0, state.count * hashSize) : Buffer.alloc(0);
  }

  #level(level: number): { hashes: Buffer; count: number; index: number } {
    while (this.#levels.length <= level) {
      this.#levels.push({ hashes: Buffer.alloc(tileBytes), count: 0, index: 0 });
    }
    const state = this.#levels[level];
    if (!state) throw new Error(`Level ${level} was not made.`);
    return state;
  }
}

/** What a tail needs from a log that goes on: its partial tiles and its last bundle. */
export interface TailSource {
  readTile(level: number, index: number, width: number): Uint8Array;
  readBundle(index: number, width: number): Bundle;
}

/** The tail of a log. Entries are added with `add`; files not yet written are given by `unwrittenFiles`. */
export class Tail {
  #tree: CompactTree;
  readonly #tiles: TileBuilder;
  #bundle: Bundle = { entries: [], bodies: [] };
  #fullTiles = new Map<string, Buffer>();
  #fullBundles = new Map<number, Bundle>();

  private constructor(tree: CompactTree) {
    this.#tree = tree;
    this.#tiles = new TileBuilder((level, index, hashes) => {
      this.#fullTiles.set(formatTilePath({ level, index, width: tileWidth }), hashes);
    });
  }

  /** Takes up the end of a log of that size. */
  static load(size: number, source: TailSource): Tail {
    const edges: { level: number; index: number; hashes: Buffer }[] = [];
    for (let level = 0, count = size; count > 0; level += 1, count = hashesAtLevel(size, level)) {
      const [index, width] = [Math.floor(count / tileWidth), count % tileWidth];
      if (width > 0) edges.push({ level, index, hashes: asBuffer(source.readTile(level, index, width)) });
      else edges.push({ level, index, hashes: Buffer.alloc(0) });
    }
    const peaks = [...edges].reverse().flatMap(({ hashes }) => peaksOf(hashes));
    const tail = new Tail(new CompactTree(size, peaks));
    for (const { level, index, hashes } of edges) tail.#tiles.restore(level, index, hashes);
    const width = size % tileWidth;
    if (width > 0) tail.#bundle = source.readBundle(Math.floor(size / tileWidth), width);
    return tail;
  }

  get size(): number {
    return this.#tree.size;
  }

  root(): Hash {
    return this.#tree.root();
  }

  /** Do the entries of the last bundle hash to the last tile of level 0? */
  bundleFits(): boolean {
    return hashLeaves(this.#bundle.entries).equals(this.#tiles.partial(0));
  }

  /** The tree as it would be after these leaves; changes nothing. */
  treeAfter(leafHashes: Buffer): CompactTree {
    const tree = this.#tree.clone();
    tree.appendAll(leafHashes);
    return tree;
  }

  /** Adds acknowledged entries; `tree` is what treeAfter gave for them. */
  add(entries: readonly Buffer[], bodies: readonly (string | null)[], leafHashes: Buffer, tree: CompactTree): void {
    this.#tree = tree;
    for (const [at, entry] of entries.entries()) {
      const index = this.size - entries.length + at;
      this.#tiles.append(0, hashAt(leafHashes, at));
      this.#bundle.entries.push(entry);
      this.#bundle.bodies.push(bodies[at] ?? null);
      if (this.#bundle.entries.length === tileWidth) {
        this.#fullBundles.set(Math.floor(index / tileWidth), this.#bundle);
        this.#bundle = { entries: [], bodies: [] };
      }
    }
  }

  /** A bundle, if it is the last or not yet written. */
  bundle(index: number): Bundle | null {
    if (index === Math.floor(this.size / tileWidth)) return this.#bundle;
    return this.#fullBundles.get(index) ?? null;
  }

  /** A tile, if it is the last of its level or not yet written. */
  tile(level: number, index: number): Buffer | null {
    if (index === Math.floor(hashesAtLevel(this.size, level) / tileWidth))
      return Buffer.from(this.#tiles.partial(level));
    return this.#fullTiles.get(formatTilePath({ level, index, width: tileWidth })) ?? null;
  }

  /** Contents of every file that the log of this size has and the written one has not, tiles first. */
  unwrittenFiles(): Map<string, Buffer> {
    const files = new Map<string, Buffer>(this.#fullTiles);
    for (let level = 0, count = this.size; count > 0; level += 1, count = hashesAtLevel(this.size, level)) {
      const [index, width] = [Math.floor(count / tileWidth), count % tileWidth];
      if (width > 0) files.set(formatTilePath({ level, index, width }), Buffer.from(this.#tiles.partial(level)));
    }
    for (const [index, bundle] of this.#fullBundles) putBundle(files, index, bundle);
    if (this.#bundle.entries.length > 0) putBundle(files, Math.floor(this.size / tileWidth), this.#bundle);
    return files;
  }

  /** Lets go of what is in the files now. */
  markWritten(): void {
    this.#fullTiles = new Map();
    this.#fullBundles = new Map();
  }
}

function putBundle(files: Map<string, Buffer>, index: number, { entries, bodies }: Bundle): void {
  files.set(formatTilePath({ level: 'entries', index, width: entries.length }), formatEntryBundle(entries));
  files.set(bodiesPath(index), Buffer.from(formatBodies(bodies)));
}

/** Roots of the perfect subtrees of a partial tile, largest first. */
export function peaksOf(hashes: Buffer): Hash[] {
  const nodes = leafNodes(hashes);
  return coverRange(0, hashes.length / hashSize).map(({ level, index }) => {
    if (level >= tileHeight) throw new Error('A partial tile holds no subtree as high as a tile.');
    return Buffer.from(nodes(level, index));
  });
}

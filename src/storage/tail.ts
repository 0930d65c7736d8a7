/** The growing end of a log in memory: the last partial tile of every level, the last bundle, and what is unwritten. */
import {
  asBuffer,
  formatTilePath,
  hashesAtLevel,
  hashLeaves,
  hashSize,
  parseEntries,
  tileWidth,
  type Hash,
} from '#ledger';
import { bodiesPath, formatBodies } from './file-layout.ts';
import { listEdges, TiledTree } from './tiled-tree.ts';

/** Entries as a bundle holds them, each after its length, and where each ends in the bytes. */
export interface FramedEntries {
  bytes: Buffer;
  /** Offset of the first entry's length. */
  start: number;
  ends: readonly number[];
}

/** What a tail needs from a log that goes on: its partial tiles, its last bundle, and the bodies beside it. */
export interface TailSource {
  readTile(level: number, index: number, width: number): Uint8Array;
  readBundle(index: number, width: number): Buffer;
  readBodies(index: number, width: number): (string | null)[];
}

/** A bundle of entries that is still in memory: pieces of what was appended, not copied until it is written. */
class Bundle {
  readonly #pieces: Buffer[] = [];
  bodies: (string | null)[] = [];

  add(piece: Buffer, bodies: readonly (string | null)[]): void {
    this.#pieces.push(piece);
    this.bodies.push(...bodies);
  }

  get size(): number {
    return this.bodies.length;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  entries(): Buffer[] {
    return parseEntries(this.bytes(), this.size);
  }
}

/** The tail of a log. Entries are added with `add`; files not yet written are given by `unwrittenFiles`. */
export class Tail {
  readonly #tree: TiledTree;
  readonly #fullTiles = new Map<string, { level: number; index: number; hashes: Buffer }>();
  readonly #bundles = new Map<number, Bundle>();
  /** Copies of the partial tiles as they stand, made when somebody asks. */
  readonly #partials = new Map<number, Buffer>();
  #root: Hash | null = null;

  /** Takes up the end of a log of that size. */
  constructor(size: number, source: TailSource) {
    const edges = [...listEdges(size)].map(({ level, index, width }) => ({
      level,
      index,
      hashes: width > 0 ? asBuffer(source.readTile(level, index, width)) : Buffer.alloc(0),
    }));
    this.#tree = new TiledTree(size, edges, (tile) => {
      this.#fullTiles.set(`${tile.level}/${tile.index}`, tile);
    });
    const width = size % tileWidth;
    if (width === 0) return;
    const index = Math.floor(size / tileWidth);
    this.#bundle(index).add(source.readBundle(index, width), source.readBodies(index, width));
  }

  get size(): number {
    return this.#tree.size;
  }

  root(): Hash {
    this.#root ??= this.#tree.root();
    return this.#root;
  }

  /** The root after these leaves; changes nothing. */
  rootAfter(leafHashes: Buffer): Hash {
    return this.#tree.rootAfter(leafHashes);
  }

  /** Do the entries of the last bundle hash to the last tile of level 0? */
  bundleFits(): boolean {
    return hashLeaves(this.entries(this.#lastBundle) ?? []).equals(this.#tree.partial(0));
  }

  /** Adds acknowledged entries. */
  add({ bytes, start, ends }: FramedEntries, bodies: readonly (string | null)[], leafHashes: Buffer): void {
    let [at, from] = [0, start];
    while (at < ends.length) {
      const index = Math.floor((this.size + at) / tileWidth);
      const bundle = this.#bundle(index);
      const next = Math.min(ends.length, at + tileWidth - bundle.size);
      const to = ends[next - 1] ?? from;
      bundle.add(bytes.subarray(from, to), bodies.slice(at, next));
      [at, from] = [next, to];
    }
    this.#tree.appendAll(leafHashes);
    this.#partials.clear();
    this.#root = null;
  }

  get #lastBundle(): number {
    return Math.floor(this.size / tileWidth);
  }

  #bundle(index: number): Bundle {
    let bundle = this.#bundles.get(index);
    if (!bundle) {
      bundle = new Bundle();
      this.#bundles.set(index, bundle);
    }
    return bundle;
  }

  /** Entries of a bundle, if it is the last or not yet written. */
  entries(index: number): Buffer[] | null {
    return this.#bundles.get(index)?.entries() ?? null;
  }

  /** Bodies of a bundle, if it is the last or not yet written. */
  bodies(index: number): readonly (string | null)[] | null {
    return this.#bundles.get(index)?.bodies ?? null;
  }

  /** Puts other bodies beside a bundle that is in memory. */
  replaceBodies(index: number, bodies: (string | null)[]): void {
    const bundle = this.#bundles.get(index);
    if (bundle) bundle.bodies = bodies;
  }

  /** A tile, if it is the last of its level or not yet written. */
  tile(level: number, index: number): Buffer | null {
    if (index === Math.floor(hashesAtLevel(this.size, level) / tileWidth))
      return Buffer.from(this.#tree.partial(level));
    return this.#fullTiles.get(`${level}/${index}`)?.hashes ?? null;
  }

  /** Every file that the log of this size has and the written one may not have; contents as they are now. */
  unwrittenFiles(): Map<string, Buffer> {
    const files = new Map<string, Buffer>();
    for (const { level, index, hashes } of [...this.#fullTiles.values(), ...this.#tree.partials()]) {
      files.set(formatTilePath({ level, index, width: hashes.length / hashSize }), hashes);
    }
    for (const [index, bundle] of this.#bundles) {
      if (bundle.size === 0) continue;
      files.set(formatTilePath({ level: 'entries', index, width: bundle.size }), bundle.bytes());
      files.set(bodiesPath(index), Buffer.from(formatBodies(bundle.bodies)));
    }
    return files;
  }

  /** Lets go of what a log of that size has in full tiles and bundles: it is in files now. */
  markWritten(size: number): void {
    for (const [name, { level, index }] of this.#fullTiles) {
      if (index < Math.floor(hashesAtLevel(size, level) / tileWidth)) this.#fullTiles.delete(name);
    }
    for (const index of this.#bundles.keys()) if (index < Math.floor(size / tileWidth)) this.#bundles.delete(index);
  }
}

/** A growing tree that keeps the last tile of every level and hands on each tile that fills up. */
import {
  CompactTree,
  coverRange,
  hashesAtLevel,
  hashSize,
  leafNodes,
  merkleRoot,
  tileHeight,
  tileWidth,
  type Hash,
} from '#ledger';

/** A tile of hashes. */
export interface TileContent {
  level: number;
  index: number;
  hashes: Buffer;
}

/** INVARIANT: every inner node is hashed once; a tile's root is the node that the tree made anyway. */
export class TiledTree {
  readonly #tree: CompactTree;
  readonly #onFull: (tile: TileContent) => void;
  readonly #levels: { hashes: Buffer; count: number; index: number }[] = [];

  /** Takes up a tree by its last, partial tiles, one for each level; none for an empty tree. */
  constructor(size: number, edges: readonly TileContent[], onFull: (tile: TileContent) => void) {
    const peaks = [...edges].reverse().flatMap(({ hashes }) => peaksOf(hashes));
    this.#tree = new CompactTree(size, peaks);
    this.#onFull = onFull;
    for (const { level, index, hashes } of edges) {
      const state = this.#level(level);
      state.hashes.set(hashes);
      state.count = hashes.length / hashSize;
      state.index = index;
    }
  }

  get size(): number {
    return this.#tree.size;
  }

  root(): Hash {
    return this.#tree.root();
  }

  /** The root after these leaves; changes nothing. */
  rootAfter(leafHashes: Buffer): Hash {
    const tree = this.#tree.clone();
    tree.appendAll(leafHashes);
    return tree.root();
  }

  /** Adds leaves whose hashes lie side by side; whole tiles of them at once. */
  appendAll(leafHashes: Buffer): void {
    const count = leafHashes.length / hashSize;
    for (let at = 0; at < count;) {
      const atTile = this.size % tileWidth === 0 && count - at >= tileWidth;
      const end = atTile ? at + tileWidth : at + 1;
      const hashes = leafHashes.subarray(at * hashSize, end * hashSize);
      this.#push(0, hashes);
      const root = atTile ? merkleRoot(hashes) : hashes;
      if (atTile) this.#push(1, root);
      this.#tree.appendSubtree(atTile ? tileHeight : 0, root, (height, node) => {
        if (height % tileHeight === 0) this.#push(height / tileHeight, node);
      });
      at = end;
    }
  }

  /** The last, partial tile of a level, as a view; empty if the level's last tile is full. */
  partial(level: number): Buffer {
    const state = this.#levels[level];
    return state ? state.hashes.subarray(0, state.count * hashSize) : Buffer.alloc(0);
  }

  /** The partial tiles of all levels, copied. */
  partials(): TileContent[] {
    return this.#levels.flatMap(({ hashes, count, index }, level) =>
      count > 0 ? [{ level, index, hashes: Buffer.from(hashes.subarray(0, count * hashSize)) }] : [],
    );
  }

  #push(level: number, hashes: Uint8Array): void {
    const state = this.#level(level);
    state.hashes.set(hashes, state.count * hashSize);
    state.count += hashes.length / hashSize;
    if (state.count < tileWidth) return;
    this.#onFull({ level, index: state.index, hashes: state.hashes });
    state.hashes = Buffer.alloc(tileWidth * hashSize);
    state.count = 0;
    state.index += 1;
  }

  #level(level: number): { hashes: Buffer; count: number; index: number } {
    while (this.#levels.length <= level) {
      this.#levels.push({ hashes: Buffer.alloc(tileWidth * hashSize), count: 0, index: 0 });
    }
    const state = this.#levels[level];
    if (!state) throw new Error(`Level ${level} was not made.`);
    return state;
  }
}

/** Where the last tile of every level of a tree lies: its index, and how many hashes are in it, perhaps none. */
export function* listEdges(size: number): Generator<{ level: number; index: number; width: number }> {
  for (let level = 0, count = size; count > 0; level += 1, count = hashesAtLevel(size, level)) {
    yield { level, index: Math.floor(count / tileWidth), width: count % tileWidth };
  }
}

/** Roots of the perfect subtrees of a partial tile, largest first. */
function peaksOf(hashes: Buffer): Hash[] {
  const nodes = leafNodes(hashes);
  return coverRange(0, hashes.length / hashSize).map(({ level, index }) => Buffer.from(nodes(level, index)));
}

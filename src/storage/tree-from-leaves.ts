/** The upper tiles and the root of a tree, computed anew from its leaf hashes. */
import { TiledTree } from './tiled-tree.ts';

/** Leaf hashes go in in order; tiles of level 1 and above are kept. */
export class TreeFromLeaves {
  readonly #full = new Map<string, Buffer>();
  readonly #tree = new TiledTree(0, [], ({ level, index, hashes }) => {
    if (level > 0) this.#full.set(`${level}/${index}`, hashes);
  });

  add(leafHashes: Buffer): void {
    this.#tree.appendAll(leafHashes);
  }

  tile(level: number, index: number): Buffer {
    return this.#full.get(`${level}/${index}`) ?? this.#tree.partial(level);
  }

  root(): Buffer {
    return this.#tree.root();
  }
}

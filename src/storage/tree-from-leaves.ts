/** The upper tiles and the root of a tree, computed anew from its leaf hashes. */
import { hashSize, merkleRoot, tileWidth } from '#ledger';
import { TileBuilder } from './tail.ts';

/** Tiles above level 0 and the root, from leaf hashes in order. */
export class TreeFromLeaves {
  readonly #tiles = new Map<string, Buffer>();
  readonly #bundleRoots: Buffer[] = [];
  readonly #builder = new TileBuilder((level, index, hashes) => {
    if (level > 0) this.#tiles.set(`${level}/${index}`, hashes);
  });
  #rest = Buffer.alloc(0);

  /** Adds the hashes of one bundle. */
  add(leafHashes: Buffer): void {
    if (leafHashes.length < tileWidth * hashSize) {
      this.#rest = Buffer.from(leafHashes);
      return;
    }
    const bundleRoot = merkleRoot(leafHashes);
    this.#bundleRoots.push(bundleRoot);
    this.#builder.append(1, bundleRoot);
  }

  tile(level: number, index: number): Buffer | null {
    return this.#tiles.get(`${level}/${index}`) ?? this.#builder.partial(level);
  }

  /** A whole bundle is a node like any other, so the tree over bundle roots has the same root. */
  root(): Buffer {
    if (this.#bundleRoots.length === 0) return merkleRoot(this.#rest);
    const tops = this.#rest.length > 0 ? [...this.#bundleRoots, merkleRoot(this.#rest)] : this.#bundleRoots;
    return merkleRoot(Buffer.concat(tops));
  }
}

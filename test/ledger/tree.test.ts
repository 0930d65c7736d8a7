/** Trees, proofs and tiles: properties, and agreement with a plain reading of the standard. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkConsistency,
  checkInclusion,
  CompactTree,
  countHashes,
  hashLeaf,
  hashLeaves,
  hashesAtLevel,
  leafNodes,
  LedgerError,
  listBundles,
  listTiles,
  merkleRoot,
  formatTileIndex,
  parseTileIndex,
  proveConsistency,
  proveConsistencyFromTiles,
  proveInclusion,
  proveInclusionFromTiles,
  rootFromTiles,
  tileWidthIn,
  type TileSource,
} from '#ledger';
import { leafEntry, slowConsistency, slowInclusion, slowRoot } from './samples.ts';

const entries = Array.from({ length: 700 }, (_, index) => leafEntry(index));
const leaves = hashLeaves(entries);
const prefix = (size: number): Buffer => leaves.subarray(0, size * 32);
const settings = { seed: 20181112, numRuns: 200 };

/** Tiles computed from all leaves at once. */
function tilesOf(leafHashes: Buffer, reads: string[] = []): TileSource {
  const levels = [leafHashes];
  for (let below = leafHashes; below.length >= 8192;) {
    const roots: Buffer[] = [];
    for (let at = 0; at + 8192 <= below.length; at += 8192) roots.push(merkleRoot(below.subarray(at, at + 8192)));
    below = Buffer.concat(roots);
    levels.push(below);
  }
  return {
    readTile: (level, index) => {
      reads.push(`${level}/${index}`);
      return Promise.resolve(levels[level]?.subarray(index * 8192, (index + 1) * 8192) ?? Buffer.alloc(0));
    },
  };
}

function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LedgerError) return `${error.code} ${error.rule}`;
    throw error;
  }
  return 'nothing was refused';
}

describe('the root', () => {
  it('is that of RFC 6962 for every size up to 300', () => {
    for (let size = 0; size <= 300; size += 1) {
      expect(merkleRoot(prefix(size)).equals(slowRoot(entries.slice(0, size))), `size ${size}`).toBe(true);
    }
  });

  it('is the same from a tree that grows, from tiles and at once, across the blocks it is computed in', async () => {
    const many = hashLeaves(Array.from({ length: 2500 }, (_, index) => leafEntry(index)));
    const tree = new CompactTree();
    for (let size = 0; size <= 2500; size += 1) {
      if ([0, 1, 255, 256, 257, 1023, 1024, 1025, 2047, 2048, 2049, 2500].includes(size)) {
        const root = merkleRoot(many.subarray(0, size * 32));
        expect(tree.root().equals(root), `size ${size}`).toBe(true);
        expect(new CompactTree(size, tree.peaks).root().equals(root), `size ${size}`).toBe(true);
        expect((await rootFromTiles(tilesOf(many), size)).equals(root), `size ${size}`).toBe(true);
      }
      if (size < 2500) tree.append(many.subarray(size * 32, (size + 1) * 32));
    }
  });

  it('is not computed from a piece of a hash, and a tree not begun from the wrong peaks', () => {
    expect(refused(() => merkleRoot(Buffer.alloc(33)))).toBe('INPUT_INVALID hash-length');
    expect(refused(() => countHashes(Buffer.alloc(31)))).toBe('INPUT_INVALID hash-length');
    expect(refused(() => new CompactTree(3, [Buffer.alloc(32)]))).toBe('INPUT_INVALID size-range');
    expect(refused(() => new CompactTree(-1))).toBe('INPUT_INVALID size-range');
  });
});

describe('proofs', () => {
  it('are those of RFC 6962 for every leaf and growth of small trees', () => {
    for (let size = 1; size <= 40; size += 1) {
      const nodes = leafNodes(prefix(size));
      for (let index = 0; index < size; index += 1) {
        expect(proveInclusion(nodes, index, size)).toEqual(slowInclusion(index, entries.slice(0, size)));
      }
      for (let oldSize = 1; oldSize <= size; oldSize += 1) {
        expect(proveConsistency(nodes, oldSize, size)).toEqual(slowConsistency(oldSize, entries.slice(0, size)));
      }
    }
  });

  const sizeAndIndex = fc
    .integer({ min: 1, max: 700 })
    .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

  it('of inclusion are the same from tiles, hold, and hold for nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndIndex, fc.nat(), async ([size, index], chance) => {
        const root = merkleRoot(prefix(size));
        const leaf = hashLeaf(leafEntry(index));
        const proof = proveInclusion(leafNodes(prefix(size)), index, size);
        expect(await proveInclusionFromTiles(tilesOf(leaves), index, size)).toEqual(proof);
        expect(checkInclusion(leaf, index, size, proof, root)).toBe(true);
        const bit = chance % (32 * 8);
        const flip = (hash: Buffer): Buffer => {
          const changed = Buffer.from(hash);
          changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
          return changed;
        };
        expect(checkInclusion(flip(leaf), index, size, proof, root)).toBe(false);
        expect(checkInclusion(leaf, index, size, proof, flip(root))).toBe(false);
        expect(checkInclusion(leaf, index, size, [...proof, root], root)).toBe(false);
        const at = proof.length > 0 ? chance % proof.length : 0;
        if (proof.length > 0)
          expect(checkInclusion(leaf, index, size, proof.with(at, flip(proof[at] ?? root)), root)).toBe(false);
        if (proof.length > 0) expect(checkInclusion(leaf, index, size, proof.toSpliced(at, 1), root)).toBe(false);
        const other = chance % size;
        if (other !== index) expect(checkInclusion(leaf, other, size, proof, root)).toBe(false);
      }),
      settings,
    );
  });

  it('of consistency are the same from tiles, hold, and hold for nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndIndex, fc.nat(), async ([newSize, index], chance) => {
        const oldSize = index + 1;
        const [oldRoot, newRoot] = [merkleRoot(prefix(oldSize)), merkleRoot(prefix(newSize))];
        const proof = proveConsistency(leafNodes(prefix(newSize)), oldSize, newSize);
        expect(await proveConsistencyFromTiles(tilesOf(leaves), oldSize, newSize)).toEqual(proof);
        expect(checkConsistency(oldSize, oldRoot, newSize, newRoot, proof)).toBe(true);
        const fork = Buffer.from(prefix(oldSize));
        fork.writeUInt8(fork.readUInt8(chance % fork.length) ^ 1, chance % fork.length);
        expect(checkConsistency(oldSize, merkleRoot(fork), newSize, newRoot, proof)).toBe(false);
        expect(checkConsistency(oldSize, oldRoot, newSize, Buffer.from(newRoot).reverse(), proof)).toBe(false);
        expect(checkConsistency(oldSize, oldRoot, newSize, newRoot, [...proof, newRoot])).toBe(false);
        if (proof.length > 0) {
          const at = chance % proof.length;
          expect(checkConsistency(oldSize, oldRoot, newSize, newRoot, proof.toSpliced(at, 1))).toBe(false);
          expect(checkConsistency(oldSize, oldRoot, newSize, newRoot, proof.with(at, Buffer.alloc(32)))).toBe(false);
        }
      }),
      settings,
    );
  });

  it('read only the tiles that their path crosses', async () => {
    const reads: string[] = [];
    await proveInclusionFromTiles(tilesOf(leaves, reads), 300, 700);
    expect(reads.sort()).toEqual(['0/1', '0/2', '1/0']);
  });

  it('are refused for what is not in the tree', () => {
    const nodes = leafNodes(prefix(10));
    for (const [index, size] of [
      [10, 10],
      [-1, 10],
      [0.5, 10],
      [0, 0],
      [NaN, 10],
    ] as const) {
      expect(refused(() => proveInclusion(nodes, index, size))).toBe('INPUT_INVALID index-range');
      expect(checkInclusion(hashLeaf(leafEntry(0)), index, size, [], merkleRoot(prefix(1)))).toBe(false);
    }
    for (const [oldSize, newSize] of [
      [11, 10],
      [0, 10],
      [-1, 10],
      [1, 1.5],
    ] as const) {
      expect(refused(() => proveConsistency(nodes, oldSize, newSize))).toBe('INPUT_INVALID size-range');
      expect(checkConsistency(oldSize, merkleRoot(prefix(1)), newSize, merkleRoot(prefix(1)), [])).toBe(false);
    }
    expect(refused(() => proveInclusion(nodes, 3, 20))).toBe('INPUT_INVALID index-range');
  });

  it('are refused when a tile does not reach far enough', async () => {
    const short: TileSource = { readTile: () => Promise.resolve(leaves.subarray(0, 64)) };
    await expect(proveInclusionFromTiles(short, 3, 10)).rejects.toMatchObject({
      code: 'LOG_DAMAGED',
      rule: 'tile-length',
    });
  });

  it('check trees of more than 2^32 leaves', () => {
    // A tree of 2^40 + 1 leaves whose first 2^40 are all the same: its nodes are known without computing them all.
    const levels = [hashLeaf(leafEntry(0))];
    for (let level = 1; level <= 40; level += 1) {
      const below = levels[level - 1] ?? Buffer.alloc(32);
      levels.push(merkleRoot(Buffer.concat([below, below])));
    }
    const last = hashLeaf(leafEntry(1));
    const size = 2 ** 40 + 1;
    const nodes = (level: number, index: number): Buffer =>
      level === 0 && index === 2 ** 40 ? last : (levels[level] ?? last);
    const root = merkleRoot(Buffer.concat([levels[40] ?? last, last]));
    const proof = proveInclusion(nodes, 2 ** 39 + 12_345, size);
    expect(proof.length).toBe(41);
    expect(checkInclusion(levels[0] ?? last, 2 ** 39 + 12_345, size, proof, root)).toBe(true);
    expect(checkInclusion(last, 2 ** 40, size, proveInclusion(nodes, 2 ** 40, size), root)).toBe(true);
    expect(checkInclusion(last, 2 ** 40 - 1, size, proof, root)).toBe(false);
    const growth = proveConsistency(nodes, 2 ** 40, size);
    expect(checkConsistency(2 ** 40, levels[40] ?? last, size, root, growth)).toBe(true);
  });
});

describe('tiles', () => {
  it('of 70,000 leaves are those of the example in the standard', () => {
    const tiles = [...listTiles(70_000)];
    const count = (level: number, width: number): number =>
      tiles.filter((tile) => tile.level === level && tile.width === width).length;
    expect([count(0, 256), count(0, 112), count(1, 256), count(1, 17), count(2, 1)]).toEqual([273, 1, 1, 1, 1]);
    expect(tiles.length).toBe(277);
    expect([...listBundles(70_000)].length).toBe(274);
    expect([...listTiles(256)]).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect([...listTiles(0)]).toEqual([]);
  });

  it('hold every hash of their level once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300_000 }), (size) => {
        const widths = new Map<number, number>();
        for (const { level, index, width } of listTiles(size)) {
          expect(width).toBe(tileWidthIn(size, level, index));
          widths.set(level, (widths.get(level) ?? 0) + width);
        }
        for (const [level, width] of widths) expect(width).toBe(hashesAtLevel(size, level));
      }),
      { ...settings, numRuns: 30 },
    );
  });

  it('have one path for one index', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (index) => {
        expect(parseTileIndex(formatTileIndex(index))).toBe(index);
      }),
      settings,
    );
    expect(formatTileIndex(1_234_067)).toBe('x001/x234/067');
    expect(refused(() => formatTileIndex(-1))).toBe('INPUT_INVALID size-range');
  });
});

/** Inclusion and consistency proofs: RFC 6962, sections 2.1.1 and 2.1.2; checking as in RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
import { checkSize, LedgerError } from './errors.ts';
import { emptyRoot, hashNode, hashSize, type Hash } from './hash.ts';
import { coverRange, hashRange, placeInTile, tileNodes, type NodeReader } from './nodes.ts';
import type { Tile } from './tile.ts';

/** Longest path in a tree of 2^53 leaves. */
const maxProofLength = 54;

/** Leaf ranges whose roots prove that leaf `index` is in the tree of that size, from the leaf upwards. */
function inclusionRanges(index: number, size: number): [number, number][] {
  const ranges: [number, number][] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from);
    if (index < split) {
      ranges.push([split, to]);
      to = split;
    } else {
      ranges.push([from, split]);
      from = split;
    }
  }
  return ranges.reverse();
}

/** Leaf ranges whose roots prove that the tree of `oldSize` is a prefix of the tree of `newSize`. */
function consistencyRanges(oldSize: number, newSize: number): [number, number][] {
  const ranges: [number, number][] = [];
  let [from, to] = [0, newSize];
  while (oldSize < to) {
    const split = from + largestPowerBelow(to - from);
    if (oldSize <= split) {
      ranges.push([split, to]);
      to = split;
    } else {
      ranges.push([from, split]);
      from = split;
    }
  }
  // The old root itself is left out where it is a node of the new tree that both sides know.
  if (from > 0) ranges.push([from, to]);
  return ranges.reverse();
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function requireInclusion(index: number, size: number): void {
  checkSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new LedgerError('INPUT_INVALID', 'index-range', `A tree of ${size} leaves has no leaf ${index}.`);
  }
}

function requireGrowth(oldSize: number, newSize: number): void {
  checkSize(oldSize);
  checkSize(newSize);
  if (oldSize > newSize) {
    throw new LedgerError(
      'INPUT_INVALID',
      'size-range',
      `A tree of ${oldSize} leaves cannot be a prefix of one of ${newSize}.`,
    );
  }
  if (oldSize === 0) {
    throw new LedgerError(
      'INPUT_INVALID',
      'size-range',
      'Every tree continues the empty one; there is nothing to prove.',
    );
  }
}

/** Proves that leaf `index` is in the tree of that size: the sibling hashes from the leaf upwards. */
export function proveInclusion(nodes: NodeReader, index: number, size: number): Hash[] {
  requireInclusion(index, size);
  return inclusionRanges(index, size).map(([from, to]) => hashRange(nodes, from, to));
}

/** Proves that the tree of `oldSize` leaves is a prefix of the tree of `newSize`; empty if they are the same. */
export function proveConsistency(nodes: NodeReader, oldSize: number, newSize: number): Hash[] {
  requireGrowth(oldSize, newSize);
  if (oldSize === newSize) return [];
  return consistencyRanges(oldSize, newSize).map(([from, to]) => hashRange(nodes, from, to));
}

/** Does the proof lead from this leaf hash to this root? Hostile input: any wrong length or value is a no. */
export function checkInclusion(
  leafHash: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  if (!areHashes([leafHash, root, ...proof])) return false;
  let [position, last] = [index, size - 1];
  let hash: Hash = Buffer.from(leafHash);
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = hashNode(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      hash = hashNode(hash, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.equals(root);
}

/** Is the tree with the old root a prefix of the tree with the new root? Hostile input: any doubt is a no. */
export function checkConsistency(
  oldSize: number,
  oldRoot: Uint8Array,
  newSize: number,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize) || oldSize < 0 || oldSize > newSize)
    return false;
  if (!areHashes([oldRoot, newRoot, ...proof])) return false;
  // Every tree continues the empty one: such a proof would say nothing (RFC 9162, section 2.1.4: 0 < m).
  if (oldSize === 0) return false;
  if (oldSize === newSize) return proof.length === 0 && Buffer.from(oldRoot).equals(newRoot);
  let [position, last] = [oldSize - 1, newSize - 1];
  while (position % 2 === 1) [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  const path = [...proof];
  const first = position === 0 ? oldRoot : path.shift();
  if (!first) return false;
  let oldHash: Hash = Buffer.from(first);
  let newHash = oldHash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      oldHash = hashNode(sibling, oldHash);
      newHash = hashNode(sibling, newHash);
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      newHash = hashNode(newHash, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.length <= maxProofLength + 2 && hashes.every((hash) => hash.length === hashSize);
}

/** Reads one tile of hashes of a log; the answer may be wider than the tree in question needs. */
export interface TileSource {
  readTile(level: number, index: number): Promise<Uint8Array>;
}

/** Proves inclusion from tiles, reading only those that the path crosses. */
export async function proveInclusionFromTiles(source: TileSource, index: number, size: number): Promise<Hash[]> {
  requireInclusion(index, size);
  return proveInclusion(await loadNodes(source, inclusionRanges(index, size)), index, size);
}

/**
 * Proves inclusion of many leaves of one tree: each tile is read once, and a hash that several proofs need is computed
 * once and is the same object in all of them.
 */
export async function proveInclusionsFromTiles(
  source: TileSource,
  indexes: readonly number[],
  size: number,
): Promise<Hash[][]> {
  for (const index of indexes) requireInclusion(index, size);
  const wanted = [...new Set(indexes)].sort((left, right) => left - right);
  const ranges: [number, number][] = [];
  descend(wanted, size, (from, to) => ranges.push([from, to]));
  const nodes = await loadNodes(source, ranges);
  const proofs = new Map<number, Hash[]>();
  const path: Hash[] = [];
  descend(
    wanted,
    size,
    (from, to) => path.push(hashRange(nodes, from, to)),
    () => path.pop(),
    (index) => proofs.set(index, [...path].reverse()),
  );
  return indexes.map((index) => proofs.get(index) ?? []);
}

/**
 * Walks from the root of a tree down to leaves (sorted), past the siblings that their proofs need: `enter` is told of
 * each sibling's leaves on the way down, `leave` on the way up, `reach` of each leaf.
 */
function descend(
  leaves: readonly number[],
  size: number,
  enter: (from: number, to: number) => void,
  leave: () => void = () => undefined,
  reach: (leaf: number) => void = () => undefined,
): void {
  const walk = (from: number, to: number, first: number, last: number): void => {
    if (first === last) return;
    if (to - from === 1) {
      reach(from);
      return;
    }
    const split = from + largestPowerBelow(to - from);
    let middle = first;
    while (middle < last && (leaves[middle] ?? to) < split) middle += 1;
    if (middle > first) {
      enter(split, to);
      walk(from, split, first, middle);
      leave();
    }
    if (middle < last) {
      enter(from, split);
      walk(split, to, middle, last);
      leave();
    }
  };
  walk(0, size, 0, leaves.length);
}

/** Proves consistency from tiles, reading only those that the path crosses. */
export async function proveConsistencyFromTiles(source: TileSource, oldSize: number, newSize: number): Promise<Hash[]> {
  requireGrowth(oldSize, newSize);
  if (oldSize === newSize) return [];
  return proveConsistency(await loadNodes(source, consistencyRanges(oldSize, newSize)), oldSize, newSize);
}

/** Root of the tree of that size, from tiles. */
export async function rootFromTiles(source: TileSource, size: number): Promise<Hash> {
  checkSize(size);
  if (size === 0) return Buffer.from(emptyRoot);
  return hashRange(await loadNodes(source, [[0, size]]), 0, size);
}

/** The tiles that hold the given leaf ranges' perfect subtrees. */
export function tilesForRanges(ranges: readonly (readonly [number, number])[]): Pick<Tile, 'index' | 'level'>[] {
  const tiles = new Map<string, { level: number; index: number }>();
  for (const [from, to] of ranges) {
    for (const node of coverRange(from, to)) {
      const { tileLevel, tileIndex } = placeInTile(node.level, node.index);
      tiles.set(`${tileLevel}/${tileIndex}`, { level: tileLevel, index: tileIndex });
    }
  }
  return [...tiles.values()];
}

async function loadNodes(source: TileSource, ranges: readonly (readonly [number, number])[]): Promise<NodeReader> {
  const loaded = new Map<string, Uint8Array>();
  await Promise.all(
    tilesForRanges(ranges).map(async ({ level, index }) => {
      if (level !== 'entries') loaded.set(`${level}/${index}`, await source.readTile(level, index));
    }),
  );
  return tileNodes((level, index) => {
    const tile = loaded.get(`${level}/${index}`);
    if (!tile) throw new LedgerError('LOG_DAMAGED', 'tile-missing', `Tile ${level}/${index} was not read.`);
    return tile;
  });
}

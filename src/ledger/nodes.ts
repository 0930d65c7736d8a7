/** Nodes of the tree: the root of leaves [index * 2^level, (index + 1) * 2^level), from leaf hashes or from tiles. */
import { LedgerError } from './errors.ts';
import { asBuffer, hashAt, hashNode, hashPairInto, hashSize, type Hash } from './hash.ts';
import { tileHeight, tileWidth } from './tile.ts';

/** The root of a perfect subtree: level 0 is a leaf hash. */
export interface Node {
  level: number;
  index: number;
}

/** Gives the hash of a perfect subtree, or throws if it does not have it. */
export type NodeReader = (level: number, index: number) => Hash;

/** The perfect subtrees that cover leaves [from, to), left to right; `from` must be a multiple of the largest of them. */
export function coverRange(from: number, to: number): Node[] {
  const nodes: Node[] = [];
  let start = from;
  while (start < to) {
    let level = 0;
    let width = 1;
    while (start % (width * 2) === 0 && start + width * 2 <= to) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}

/** Root over leaves [from, to) as RFC 6962 defines MTH of that sub-list, joined from perfect subtrees. */
export function hashRange(nodes: NodeReader, from: number, to: number): Hash {
  const parts = coverRange(from, to).map(({ level, index }) => nodes(level, index));
  const last = parts.pop();
  if (!last) throw new LedgerError('INPUT_INVALID', 'index-range', `The range from ${from} to ${to} holds no leaf.`);
  return parts.reduceRight((right, left) => hashNode(left, right), last);
}

/** Nodes over leaf hashes that lie side by side; each node is computed once. */
export function leafNodes(leafHashes: Uint8Array): NodeReader {
  const levels: Buffer[] = [asBuffer(leafHashes)];
  return (level, index) => {
    for (let next = levels.length; next <= level; next += 1) levels.push(parents(levels[next - 1] ?? Buffer.alloc(0)));
    const hashes = levels[level];
    if (!hashes || (index + 1) * hashSize > hashes.length) throw noNode(level, index);
    return hashAt(hashes, index);
  };
}

/** Gives a tile's hashes: at least as many as the tree in question has there. */
export type TileGetter = (level: number, index: number) => Uint8Array;

/** INVARIANT: a tile that was handed in is not changed afterwards; its inner nodes are kept as long as it is. */
const innerNodes = new WeakMap<Uint8Array, NodeReader>();

/** Nodes inside tiles: the levels between two tile levels are hashed again, once for each tile. */
export function tileNodes(getTile: TileGetter): NodeReader {
  return (level, index) => {
    const { tileLevel, tileIndex, innerLevel, innerIndex } = placeInTile(level, index);
    const tile = getTile(tileLevel, tileIndex);
    let nodes = innerNodes.get(tile);
    if (!nodes) {
      nodes = leafNodes(tile);
      innerNodes.set(tile, nodes);
    }
    try {
      return nodes(innerLevel, innerIndex);
    } catch (cause) {
      const message = `Tile ${tileLevel}/${tileIndex} does not reach to node ${innerIndex} of its level ${innerLevel}.`;
      throw new LedgerError('LOG_DAMAGED', 'tile-length', message, { cause });
    }
  };
}

/** Which tile holds a node, and where in it. */
export function placeInTile(
  level: number,
  index: number,
): { tileLevel: number; tileIndex: number; innerLevel: number; innerIndex: number } {
  const tileLevel = Math.floor(level / tileHeight);
  const innerLevel = level - tileLevel * tileHeight;
  const perTile = tileWidth / 2 ** innerLevel;
  const tileIndex = Math.floor(index / perTile);
  return { tileLevel, tileIndex, innerLevel, innerIndex: index - tileIndex * perTile };
}

function parents(hashes: Buffer): Buffer {
  const count = Math.floor(hashes.length / hashSize / 2);
  const target = Buffer.allocUnsafe(count * hashSize);
  for (let index = 0; index < count; index += 1) hashPairInto(hashes, index * 2 * hashSize, target, index * hashSize);
  return target;
}

function noNode(level: number, index: number): LedgerError {
  return new LedgerError('INPUT_INVALID', 'index-range', `There is no whole subtree ${index} at level ${level}.`);
}

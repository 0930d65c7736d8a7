/** The root over leaf hashes, and an incremental tree that keeps nothing but its right edge. */
import { checkSize, LedgerError } from './errors.ts';
import { asBuffer, countHashes, emptyRoot, hashAt, hashNode, hashPairInto, hashSize, type Hash } from './hash.ts';

/** Leaves folded in one go: their hashes stay in the processor's cache. */
const block = 1024;

/** Root of the tree over these leaf hashes, side by side in one buffer (RFC 6962, section 2.1). */
export function merkleRoot(leafHashes: Uint8Array): Hash {
  const count = countHashes(leafHashes);
  if (count === 0) return Buffer.from(emptyRoot);
  let level = asBuffer(leafHashes);
  let width = count;
  const scratch = Buffer.allocUnsafe(Math.ceil(count / block) * hashSize);
  const fold = Buffer.allocUnsafe(Math.min(count, block) * hashSize);
  while (width > 1) {
    const blocks = Math.ceil(width / block);
    for (let index = 0; index < blocks; index += 1) {
      const size = Math.min(block, width - index * block);
      level.copy(fold, 0, index * block * hashSize, (index * block + size) * hashSize);
      foldInPlace(fold, size);
      fold.copy(scratch, index * hashSize, 0, hashSize);
    }
    level = scratch;
    width = blocks;
  }
  return Buffer.from(level.subarray(0, hashSize));
}

/**
 * Folds a level into its parent until one hash is left. A left-over node at the end is carried up unhashed, which is
 * the same tree as splitting at the largest power of two.
 */
function foldInPlace(hashes: Buffer, count: number): void {
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    const pairs = Math.floor(width / 2);
    for (let pair = 0; pair < pairs; pair += 1) hashPairInto(hashes, pair * 2 * hashSize, hashes, pair * hashSize);
    if (width % 2 === 1) hashes.copy(hashes, pairs * hashSize, (width - 1) * hashSize, width * hashSize);
  }
}

/** A tree that only grows: it holds the roots of its perfect subtrees, at most 53 hashes, largest first. */
export class CompactTree {
  #size: number;
  #peaks: Hash[];

  /** Begins empty, or from the peaks of a tree of that size. */
  constructor(size = 0, peaks: readonly Hash[] = []) {
    checkSize(size);
    if (peaks.length !== countOnes(size)) {
      throw new LedgerError(
        'INPUT_INVALID',
        'size-range',
        `A tree of ${size} leaves has ${countOnes(size)} peaks, not ${peaks.length}.`,
      );
    }
    this.#size = size;
    this.#peaks = [...peaks];
  }

  get size(): number {
    return this.#size;
  }

  /** The roots of the perfect subtrees, largest first. */
  get peaks(): readonly Hash[] {
    return this.#peaks;
  }

  /** A second tree in the same state. */
  clone(): CompactTree {
    return new CompactTree(this.#size, this.#peaks);
  }

  /** Adds one leaf by its hash; the hash must not be changed afterwards. */
  append(leafHash: Hash): void {
    this.appendSubtree(0, leafHash);
  }

  /**
   * Adds a perfect subtree of 2^height leaves by its root; the tree's size must be a multiple of that. `onSubtree` is
   * given the root of every larger perfect subtree that this completes, with its height.
   */
  appendSubtree(height: number, root: Hash, onSubtree?: (height: number, root: Hash) => void): void {
    const width = 2 ** height;
    if (this.#size % width !== 0) {
      throw new LedgerError(
        'INPUT_INVALID',
        'size-range',
        `A subtree of ${width} leaves cannot stand at leaf ${this.#size}.`,
      );
    }
    let [hash, above] = [root, height];
    for (let rest = this.#size / width; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = this.#peaks.pop();
      if (left) hash = hashNode(left, hash);
      above += 1;
      onSubtree?.(above, hash);
    }
    this.#peaks.push(hash);
    this.#size += width;
  }

  /** Adds leaves whose hashes lie side by side. */
  appendAll(leafHashes: Buffer): void {
    const count = countHashes(leafHashes);
    for (let index = 0; index < count; index += 1) this.append(hashAt(leafHashes, index));
  }

  /** Root of the tree as it stands. */
  root(): Hash {
    const last = this.#peaks.at(-1);
    if (!last) return Buffer.from(emptyRoot);
    let root: Hash = last;
    for (let index = this.#peaks.length - 2; index >= 0; index -= 1) root = hashNode(this.#peaks[index] ?? root, root);
    return Buffer.from(root);
  }
}

function countOnes(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}

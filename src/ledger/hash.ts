/** SHA-256 hashing of leaves and nodes with the domain separation of RFC 6962, section 2.1 (RFC 9162, section 2.1.1). */
import { hash } from 'node:crypto';
import { LedgerError } from './errors.ts';

/** Bytes in a SHA-256 hash. */
export const hashSize = 32;

/** A SHA-256 hash, 32 bytes. */
export type Hash = Buffer;

// Scratch buffers: prefix byte and payload. One-shot hashing of one contiguous buffer is four times as fast as
// createHash, and a one-byte string (`binary`) crosses the border to C++ more cheaply than a fresh buffer.
const nodeInput = Buffer.alloc(1 + 2 * hashSize, 1);
const smallLeaf = Buffer.alloc(4096);

/** Root of the tree without leaves: the hash of nothing (RFC 6962, section 2.1). */
export const emptyRoot: Hash = hash('sha256', '', 'buffer');

/** Hash of a leaf: SHA-256(0x00 || entry). */
export function hashLeaf(entry: Uint8Array): Hash {
  const target = Buffer.allocUnsafe(hashSize);
  hashLeafInto(entry, target, 0);
  return target;
}

/** Writes the leaf hash of an entry into a flat buffer of hashes. */
export function hashLeafInto(entry: Uint8Array, target: Buffer, offset: number): void {
  let input: Buffer;
  if (entry.length < smallLeaf.length) {
    smallLeaf.set(entry, 1);
    input = smallLeaf.subarray(0, entry.length + 1);
  } else {
    input = Buffer.allocUnsafe(entry.length + 1);
    input.set(entry, 1);
  }
  input[0] = 0;
  target.write(hash('sha256', input, 'binary'), offset, hashSize, 'latin1');
}

/** Hash of an inner node: SHA-256(0x01 || left || right). */
export function hashNode(left: Uint8Array, right: Uint8Array): Hash {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashSize);
  const target = Buffer.allocUnsafe(hashSize);
  target.write(hash('sha256', nodeInput, 'binary'), 0, hashSize, 'latin1');
  return target;
}

/** Hashes two neighbours that lie in a flat buffer into another place, which may lie in the same buffer. */
export function hashPairInto(source: Buffer, offset: number, target: Buffer, targetOffset: number): void {
  source.copy(nodeInput, 1, offset, offset + 2 * hashSize);
  target.write(hash('sha256', nodeInput, 'binary'), targetOffset, hashSize, 'latin1');
}

/** Views bytes as a Buffer without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads a hash in standard base64 (RFC 4648, section 4); throws INPUT_INVALID on any other spelling. */
export function parseHash(text: string): Hash {
  const bytes = parseBase64(text);
  if (bytes?.length !== hashSize) {
    throw new LedgerError(
      'INPUT_INVALID',
      'hash-length',
      `"${text.slice(0, 80)}" is not the base64 form of a SHA-256 hash.`,
    );
  }
  return bytes;
}

/** Writes a hash in standard base64. */
export function formatHash(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('base64');
}

/**
 * Strict base64 (RFC 4648, section 4): padded, no white space, no stray bits. Null on anything else.
 * INVARIANT: one byte sequence has one spelling, so a flipped bit in a signature line never goes unnoticed.
 */
export function parseBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** The i-th hash of a flat buffer of hashes, as a view. */
export function hashAt(hashes: Uint8Array, index: number): Hash {
  return asBuffer(hashes).subarray(index * hashSize, (index + 1) * hashSize);
}

/** Leaf hashes of entries, side by side in one buffer. */
export function hashLeaves(entries: readonly Uint8Array[]): Buffer {
  const flat = Buffer.allocUnsafe(entries.length * hashSize);
  for (const [index, entry] of entries.entries()) hashLeafInto(entry, flat, index * hashSize);
  return flat;
}

/** How many whole hashes a flat buffer holds; throws INPUT_INVALID if a piece is left over. */
export function countHashes(hashes: Uint8Array): number {
  if (hashes.length % hashSize !== 0) {
    throw new LedgerError(
      'INPUT_INVALID',
      'hash-length',
      `${hashes.length} bytes are not a whole number of 32-byte hashes.`,
    );
  }
  return hashes.length / hashSize;
}

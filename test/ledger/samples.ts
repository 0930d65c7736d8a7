/** Seeded leaves and a slow, plain reading of RFC 6962 to compare with. */
import { createHash } from 'node:crypto';

function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Entry number `index`. */
export function leafEntry(index: number): Buffer {
  return Buffer.from(`leaf ${index}`);
}

/** MTH of RFC 6962, section 2.1, as it is written there. */
export function slowRoot(entries: readonly Uint8Array[]): Buffer {
  const [first] = entries;
  if (!first) return sha256();
  if (entries.length === 1) return sha256(Buffer.of(0), first);
  const split = largestPowerBelow(entries.length);
  return sha256(Buffer.of(1), slowRoot(entries.slice(0, split)), slowRoot(entries.slice(split)));
}

/** PATH of RFC 6962, section 2.1.1. */
export function slowInclusion(index: number, entries: readonly Uint8Array[]): Buffer[] {
  if (entries.length <= 1) return [];
  const split = largestPowerBelow(entries.length);
  const [left, right] = [entries.slice(0, split), entries.slice(split)];
  return index < split
    ? [...slowInclusion(index, left), slowRoot(right)]
    : [...slowInclusion(index - split, right), slowRoot(left)];
}

/** SUBPROOF of RFC 6962, section 2.1.2. */
export function slowConsistency(oldSize: number, entries: readonly Uint8Array[], whole = true): Buffer[] {
  if (oldSize === entries.length) return whole ? [] : [slowRoot(entries)];
  const split = largestPowerBelow(entries.length);
  const [left, right] = [entries.slice(0, split), entries.slice(split)];
  return oldSize <= split
    ? [...slowConsistency(oldSize, left, whole), slowRoot(right)]
    : [...slowConsistency(oldSize - split, right, false), slowRoot(left)];
}

function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}

/** Entry bundles of C2SP tlog-tiles: up to 256 entries, each after its length as a big-endian uint16. */
import { LedgerError } from './errors.ts';
import { asBuffer } from './hash.ts';
import { tileWidth } from './tile.ts';

/** Longest entry that the length prefix can carry. */
export const maxEntryLength = 0xffff;

/** Writes entries one after the other, each after its length; throws INPUT_TOO_LARGE on an entry above 65,535 bytes. */
export function formatEntryBundle(entries: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const entry of entries) length += 2 + entry.length;
  const bundle = Buffer.allocUnsafe(length);
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > maxEntryLength) {
      throw new LedgerError(
        'INPUT_TOO_LARGE',
        'entry-length',
        `An entry of ${entry.length} bytes is above the limit of ${maxEntryLength}.`,
      );
    }
    offset = bundle.writeUInt16BE(entry.length, offset);
    bundle.set(entry, offset);
    offset += entry.length;
  }
  return bundle;
}

/** Reads a bundle of exactly `width` entries, as views (hostile input); throws INPUT_INVALID. */
export function parseEntryBundle(bytes: Uint8Array, width: number): Buffer[] {
  if (!Number.isInteger(width) || width < 0 || width > tileWidth) {
    throw new LedgerError('INPUT_INVALID', 'bundle-count', `A bundle holds 0 to ${tileWidth} entries, not ${width}.`);
  }
  return parseEntries(asBuffer(bytes), width);
}

/** Reads `count` length-prefixed entries that must fill the bytes exactly. */
export function parseEntries(bytes: Buffer, count: number): Buffer[] {
  const entries: Buffer[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (entries.length === count) {
      throw new LedgerError(
        'INPUT_INVALID',
        'bundle-count',
        `After ${count} entries ${bytes.length - offset} bytes are left over.`,
      );
    }
    const end = offset + 2 <= bytes.length ? offset + 2 + bytes.readUInt16BE(offset) : Infinity;
    if (end > bytes.length) {
      throw new LedgerError(
        'INPUT_INVALID',
        'bundle-framing',
        `Entry ${entries.length} of the bundle is cut off at byte ${bytes.length}.`,
        {
          place: { entry: entries.length },
        },
      );
    }
    entries.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  if (entries.length !== count) {
    throw new LedgerError(
      'INPUT_INVALID',
      'bundle-count',
      `The bundle ends after ${entries.length} of ${count} entries.`,
    );
  }
  return entries;
}

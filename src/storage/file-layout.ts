/** Where things lie in a log's folder; docs/spec/log.md describes it for implementers. */
import { formatTileIndex, formatTilePath, listBundles, listTiles, tileWidth, tileWidthIn } from '#ledger';

export const checkpointFile = 'checkpoint';
/** Two journals, used in turn while a writer is at work; gone when it has closed the log. */
export const journalFiles = ['journal-a', 'journal-b'] as const;

/** Path of the bodies of 256 entries, beside their bundle. */
export function bodiesPath(index: number): string {
  return `bodies/${formatTileIndex(index)}.jsonl`;
}

/** Path of a tile or bundle as a log of that size has it. */
export function tilePathIn(size: number, level: number | 'entries', index: number): string {
  return formatTilePath({ level, index, width: tileWidthIn(size, level, index) });
}

/** Every file of a log of that size: the folder holds these and nothing else. */
export function* listFiles(size: number): Generator<string> {
  yield checkpointFile;
  for (const tile of listTiles(size)) yield formatTilePath(tile);
  for (const bundle of listBundles(size)) {
    yield formatTilePath(bundle);
    yield bodiesPath(bundle.index);
  }
}

/** The partial tiles and bundles of a log of that size; a later size has others in their place. */
export function* listPartials(size: number): Generator<string> {
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / tileWidth)) {
    const width = count % tileWidth;
    const index = Math.floor(count / tileWidth);
    if (width > 0) yield formatTilePath({ level, index, width });
    if (width > 0 && level === 0) yield formatTilePath({ level: 'entries', index, width });
  }
}

/** Writes bodies as lines; an absent body is an empty line. */
export function formatBodies(bodies: readonly (string | null)[]): string {
  return bodies.map((body) => `${body ?? ''}\n`).join('');
}

/** Reads body lines; null on bytes that are not UTF-8 or do not end in a newline. */
export function parseBodies(bytes: Buffer): (string | null)[] | null {
  if (bytes.length === 0) return [];
  const text = bytes.toString('utf8');
  if (
    !text.endsWith('\n') ||
    Buffer.byteLength(text) !== bytes.length ||
    (text.includes('\ufffd') && !Buffer.from(text).equals(bytes))
  ) {
    return null;
  }
  const lines: (string | null)[] = text.split('\n');
  lines.pop();
  for (let index = 0; index < lines.length; index += 1) if (lines[index] === '') lines[index] = null;
  return lines;
}

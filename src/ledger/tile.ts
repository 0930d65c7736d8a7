/** Tiles of C2SP tlog-tiles: 256 consecutive hashes of every eighth level of the tree, and their paths. */
import { checkSize, LedgerError } from './errors.ts';

/** Levels of the tree that one tile spans. */
export const tileHeight = 8;
/** Hashes in a full tile, entries in a full bundle. */
export const tileWidth = 256;
/** Highest level a path may name (tlog-tiles, "Merkle Tree"). */
const maxLevel = 63;

/** A tile of hashes at a level, or a bundle of entries; width 256 is full, less is partial. */
export interface Tile {
  level: number | 'entries';
  index: number;
  width: number;
}

const pathPattern = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*)([0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Writes an index as path elements of three digits: 1234067 becomes x001/x234/067. */
export function formatTileIndex(index: number): string {
  checkSize(index, 'tile index');
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return path;
}

/** Reads path elements of three digits; throws INPUT_INVALID on any other spelling of an index. */
export function parseTileIndex(path: string): number {
  if (/^(?:x[0-9]{3}\/){0,6}[0-9]{3}$/.test(path)) {
    const index = Number(path.replaceAll(/[x/]/g, ''));
    if (Number.isSafeInteger(index) && formatTileIndex(index) === path) return index;
  }
  throw notATile(path);
}

/** Path of a tile below the log's prefix, such as `tile/0/x001/234` or `tile/entries/000.p/17`. */
export function formatTilePath(tile: Tile): string {
  const { level, index, width } = tile;
  const levelOk = level === 'entries' || (Number.isInteger(level) && level >= 0 && level <= maxLevel);
  if (!levelOk || !Number.isInteger(width) || width < 1 || width > tileWidth) {
    throw new LedgerError('INPUT_INVALID', 'tile-path', `There is no tile at level ${level} with width ${width}.`);
  }
  return `tile/${level}/${formatTileIndex(index)}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Reads a tile path (hostile input: it comes from URLs and foreign folders); throws INPUT_INVALID. */
export function parseTilePath(path: string): Tile {
  const match = path.length <= 100 ? pathPattern.exec(path) : null;
  if (!match) throw notATile(path);
  const [, level = '', higher = '', last = '', width] = match;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: parseTileIndex(`${higher}${last}`),
    width: width === undefined ? tileWidth : Number(width),
  };
  if (width !== undefined && tile.width >= tileWidth) throw notATile(path);
  if (tile.level !== 'entries' && tile.level > maxLevel) throw notATile(path);
  return tile;
}

/** How many hashes (or entries) a tile has in a tree of that size: 0 if it is not in the tree. */
export function tileWidthIn(size: number, level: number | 'entries', index: number): number {
  const hashes = hashesAtLevel(size, level === 'entries' ? 0 : level);
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}

/** How many hashes a tile level has in a tree of that size: floor(size / 256^level). */
export function hashesAtLevel(size: number, level: number): number {
  let count = size;
  for (let step = 0; step < level; step += 1) count = Math.floor(count / tileWidth);
  return count;
}

/** Every tile of hashes of a tree of that size, level by level; its entry bundles are those of level 0. */
export function* listTiles(size: number): Generator<Tile & { level: number }> {
  checkSize(size);
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / tileWidth)) {
    for (let index = 0; index * tileWidth < count; index += 1) {
      yield { level, index, width: Math.min(tileWidth, count - index * tileWidth) };
    }
  }
}

/** Every entry bundle of a log of that size. */
export function* listBundles(size: number): Generator<Tile & { level: 'entries' }> {
  checkSize(size);
  for (let index = 0; index * tileWidth < size; index += 1) {
    yield { level: 'entries', index, width: Math.min(tileWidth, size - index * tileWidth) };
  }
}

function notATile(path: string): LedgerError {
  return new LedgerError(
    'INPUT_INVALID',
    'tile-path',
    `"${path.slice(0, 100)}" is not a tile path; write tile/<level>/<index> or tile/entries/<index>, with .p/<width> if partial.`,
  );
}

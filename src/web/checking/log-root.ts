/** The root of a log at a size, computed here from the log's own tiles (C2SP tlog-tiles; RFC 9162, section 2.1). */
import { webCrypto } from '../../ledger/browser.ts';

type Bytes = Uint8Array<ArrayBuffer>;
/** Fetches one address of this site; null where there is nothing. */
export type Fetch = (path: string) => Promise<Bytes | null>;

const width = 256;
const hashSize = 32;

export interface LogHead {
  size: number;
  root: string;
}

/** What the checkpoint of a log says; its signatures are not looked at here. */
export async function readHead(fetchBytes: Fetch, origin: string): Promise<LogHead | null> {
  const bytes = await fetchBytes(`${addressOf(origin)}/checkpoint`);
  const [name, size = '', root = ''] = bytes === null ? [] : new TextDecoder().decode(bytes).split('\n');
  return name === origin && /^\d{1,15}$/.test(size) ? { size: Number(size), root } : null;
}

/** Base64 of the root at `size` of a log that has `now` entries; null where a tile is missing or damaged. */
export async function rootAt(fetchBytes: Fetch, origin: string, size: number, now: number): Promise<string | null> {
  if (size === 0) return base64(await webCrypto.sha256(new Uint8Array()));
  if (size > now) return null;
  const full = Math.floor(size / width);
  const groups = await nodes(fetchBytes, origin, 1, full, Math.floor(now / width));
  const leaves = size % width === 0 ? [] : await tile(fetchBytes, origin, 0, full, now);
  if (groups === null || leaves === null || leaves.length < size % width) return null;
  const rootOf = async (from: number, to: number): Promise<Bytes> => {
    const group = to - from === width && from % width === 0 ? groups[from / width] : undefined;
    if (group) return group;
    if (to - from === 1) {
      const leaf = leaves[from % width];
      if (!leaf) throw new RangeError('a leaf outside the last tile was asked for');
      return leaf;
    }
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    return nodeHash(await rootOf(from, from + split), await rootOf(from + split, to));
  };
  return base64(await rootOf(0, size));
}

/** The first `count` nodes of a level, of which the log has `now`. */
async function nodes(
  fetchBytes: Fetch,
  origin: string,
  level: number,
  count: number,
  now: number,
): Promise<Bytes[] | null> {
  const all: Bytes[] = [];
  for (let index = 0; index * width < count; index += 1) {
    const found = await tile(fetchBytes, origin, level, index, now);
    if (found === null) return null;
    all.push(...found);
  }
  return all.length < count ? null : all.slice(0, count);
}

async function tile(
  fetchBytes: Fetch,
  origin: string,
  level: number,
  index: number,
  now: number,
): Promise<Bytes[] | null> {
  const has = Math.min(width, now - index * width);
  const path = `${addressOf(origin)}/tile/${level}/${indexPath(index)}${has < width ? `.p/${has}` : ''}`;
  const bytes = await fetchBytes(path);
  if (bytes?.length !== has * hashSize) return null;
  return Array.from({ length: has }, (_, at) => bytes.slice(at * hashSize, (at + 1) * hashSize));
}

function addressOf(origin: string): string {
  return `/log/${origin.split('/').map(encodeURIComponent).join('/')}`;
}

/** 1234067 as "x001/x234/067". */
export function indexPath(index: number): string {
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return path;
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  const bytes = new Uint8Array(1 + 2 * hashSize);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + hashSize);
  return webCrypto.sha256(bytes);
}

function base64(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes));
}

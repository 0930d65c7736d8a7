/** A log of another instance over HTTP: checkpoint, tiles and entries as tlog-tiles has them, and bodies. Hostile input. */
import {
  formatTileIndex,
  formatTilePath,
  hashSize,
  LedgerError,
  parseEntryBundle,
  tileWidth,
  tileWidthIn,
  type TileSource,
} from '#ledger';

/** Network is handed in: the answer to a GET of an address. */
export type Fetch = (url: string) => Promise<Response>;

/** Longest answers that are read, in bytes. */
const limits = {
  checkpoint: 262_144,
  tile: tileWidth * hashSize,
  bundle: tileWidth * (2 + 0xffff),
  bodies: 64 * 1024 * 1024,
  json: 4 * 1024 * 1024,
};
/** Requests at once. */
const abreast = 8;

/** One log below the address of an instance. */
export class RemoteLog {
  readonly #base: string;
  readonly #fetch: Fetch;
  readonly origin: string;

  constructor(instance: string, origin: string, fetch: Fetch) {
    this.#base = `${instance}/log/${origin.split('/').map(encodeURIComponent).join('/')}`;
    this.#fetch = fetch;
    this.origin = origin;
  }

  async readCheckpoint(): Promise<string> {
    return (await read(this.#fetch, `${this.#base}/checkpoint`, limits.checkpoint)).toString('utf8');
  }

  /** Tiles of the tree of that size. */
  tilesAt(size: number): TileSource {
    return {
      readTile: async (level, index) => {
        const width = tileWidthIn(size, level, index);
        if (width === 0)
          throw new LedgerError('NOT_FOUND', 'tile-missing', `A log of ${size} entries has no such tile.`);
        const bytes = await read(this.#fetch, `${this.#base}/${formatTilePath({ level, index, width })}`, limits.tile);
        if (bytes.length === width * hashSize) return bytes;
        throw new LedgerError('LOG_DAMAGED', 'tile-length', `The tile ${level}/${index} has ${bytes.length} bytes.`);
      },
    };
  }

  /** Entries [from, size) of the log of that size. */
  async readEntries(from: number, size: number): Promise<Buffer[]> {
    const bundles = await inParts(from, size, async (index) => {
      const width = tileWidthIn(size, 'entries', index);
      const path = formatTilePath({ level: 'entries', index, width });
      return parseEntryBundle(await read(this.#fetch, `${this.#base}/${path}`, limits.bundle), width);
    });
    return bundles.flat().slice(from % tileWidth);
  }

  /** Bodies of entries [from, size); null where there is none, or none any more. */
  async readBodies(from: number, size: number): Promise<(string | null)[]> {
    const bundles = await inParts(from, size, async (index) => {
      const path = `bodies/${formatTileIndex(index)}.jsonl`;
      const lines = (await read(this.#fetch, `${this.#base}/${path}`, limits.bodies)).toString('utf8').split('\n');
      const width = tileWidthIn(size, 'entries', index);
      if (lines.length <= width) {
        throw new LedgerError('LOG_DAMAGED', 'body-text', `Of the bodies ${path} only ${lines.length - 1} are served.`);
      }
      return lines.slice(0, width).map((line) => (line === '' ? null : line));
    });
    return bundles.flat().slice(from % tileWidth);
  }
}

/** Reads the bundles that hold [from, to), a few at a time. */
async function inParts<Item>(from: number, to: number, load: (index: number) => Promise<Item>): Promise<Item[]> {
  const first = Math.floor(from / tileWidth);
  const count = Math.max(0, Math.ceil(to / tileWidth) - first);
  const items: Item[] = [];
  for (let at = 0; at < count; at += abreast) {
    const part = Array.from({ length: Math.min(abreast, count - at) }, (_, step) => load(first + at + step));
    items.push(...(await Promise.all(part)));
  }
  return items;
}

/** Reads an answer as JSON. */
export async function readRemoteJson(fetch: Fetch, url: string): Promise<unknown> {
  const text = (await read(fetch, url, limits.json)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreachable(url, 'the answer is not JSON', cause);
  }
}

/** Reads an answer whole, up to a limit; throws STORAGE_FAILED where there is none, for it says nothing about the log. */
async function read(fetch: Fetch, url: string, maxBytes: number): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw unreachable(url, reason, cause);
  }
  if (!response.ok) throw unreachable(url, `it answered ${response.status}`);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return Buffer.concat(parts);
    length += part.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new LedgerError('INPUT_TOO_LARGE', 'storage-failed', `${url} answers with more than ${maxBytes} bytes.`);
    }
    parts.push(part.value);
  }
}

function unreachable(url: string, reason: string, cause?: unknown): LedgerError {
  return new LedgerError(
    'STORAGE_FAILED',
    'storage-failed',
    `${url} cannot be read: ${reason}. What was mirrored before is kept.`,
    { cause },
  );
}

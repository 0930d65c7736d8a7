/** Pages as they were sent, kept as bytes: a page is a function of its address and of the logs, so equal ones are made once. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';

/** A page as the pages' code made it. */
export interface MadePage {
  body: string;
  headers: readonly (readonly [string, string])[];
}

interface KeptPage {
  headers: Record<string, string>;
  etag: string | null;
  plain: Buffer;
  /** Null until it is made, or where it would save nothing. */
  zipped: Buffer | null;
}

/** A page of less goes into one packet anyway. */
const worthZipping = 1400;
const zippedMark = '-gzip';

/** Pages by address, for one state of the logs; the least recently used go first when they fill the limit. */
export class KeptPages {
  readonly #pages = new Map<string, KeptPage>();
  readonly #limit: number;
  #size = 0;
  #state = 0;

  /** `limit` in bytes of all pages together. */
  constructor(limit = 64_000_000) {
    this.#limit = limit;
  }

  /** Another number after each growth of a log: a page begun before is not kept after it. */
  get state(): number {
    return this.#state;
  }

  /** A log has grown: every page may be another. */
  clear(): void {
    this.#pages.clear();
    this.#size = 0;
    this.#state += 1;
  }

  has(address: string): boolean {
    return this.#pages.has(address);
  }

  /** Keeps a page made in this state. Addresses are hostile input: the limit holds whatever is asked. */
  put(address: string, state: number, { body, headers }: MadePage): void {
    const plain = Buffer.from(body);
    const size = plain.length + address.length;
    if (state !== this.#state || this.#pages.has(address) || size > this.#limit / 4) return;
    const own = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const page: KeptPage = { headers: own, etag: own['etag'] ?? null, plain, zipped: null };
    this.#pages.set(address, page);
    this.#grow(size);
    if (plain.length < worthZipping) return;
    gzip(plain, (error, zipped) => {
      if (error || zipped.length >= plain.length || this.#pages.get(address) !== page) return;
      page.zipped = zipped;
      this.#grow(zipped.length);
    });
  }

  #grow(size: number): void {
    this.#size += size;
    for (const [oldest, { plain, zipped }] of this.#pages) {
      if (this.#size <= this.#limit) break;
      this.#pages.delete(oldest);
      this.#size -= plain.length + oldest.length + (zipped?.length ?? 0);
    }
  }

  /** Sends the page that is asked for, if it is kept; false if it has to be made. */
  send(request: IncomingMessage, response: ServerResponse): boolean {
    const address = request.url ?? '';
    const page = request.method === 'GET' || request.method === 'HEAD' ? this.#pages.get(address) : undefined;
    if (!page) return false;
    this.#pages.delete(address);
    this.#pages.set(address, page);
    const zipped = takesGzip(request.headers['accept-encoding']) ? page.zipped : null;
    const headers: Record<string, string | number> = { ...page.headers, vary: 'accept-encoding' };
    if (zipped) headers['content-encoding'] = 'gzip';
    // Each form has a mark of its own (RFC 9110, section 8.8.3).
    if (page.etag !== null) headers['etag'] = zipped ? page.etag.replace(/"$/, `${zippedMark}"`) : page.etag;
    if (isKnown(page.etag, request.headers['if-none-match'])) {
      response.writeHead(304, headers).end();
      return true;
    }
    const body = zipped ?? page.plain;
    headers['content-length'] = body.length;
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
    return true;
  }
}

/** RFC 9110, section 12.5.3, as far as it is met with: gzip named and not refused. */
function takesGzip(accepted: string | string[] | undefined): boolean {
  return /(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i.test(String(accepted ?? ''));
}

/** True if the reader has the page in any of its forms: they say the same. */
function isKnown(etag: string | null, ifNoneMatch: string | undefined): boolean {
  if (etag === null || ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(/\s*,\s*/)
    .some((tag) => tag.replace(/^W\//, '').replace(new RegExp(`${zippedMark}"$`), '"') === etag);
}

/** Keeps rendered pages: a page is a function of its address and of what the API knows, so equal ones are made once. */

/** A page as it was sent. */
interface KeptPage {
  body: string;
  headers: [string, string][];
  etag: string | null;
}

/** Pages by address, for one state of the record; the least recently used go first when they fill the limit. */
export class PageCache {
  readonly #pages = new Map<string, KeptPage>();
  readonly #limit: number;
  #size = 0;
  #state = '';

  /** `limit` in characters of all pages together. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The page at an address, if the record is still in the state for which it was made. */
  get(address: string, state: string): KeptPage | undefined {
    if (state !== this.#state) {
      this.#pages.clear();
      this.#size = 0;
      this.#state = state;
    }
    const page = this.#pages.get(address);
    if (page) {
      this.#pages.delete(address);
      this.#pages.set(address, page);
    }
    return page;
  }

  /** Keeps a page made for this state. Addresses are hostile input: the limit holds whatever is asked. */
  put(address: string, state: string, page: KeptPage): void {
    const size = page.body.length + address.length;
    if (state !== this.#state || this.#pages.has(address) || size > this.#limit / 4) return;
    this.#pages.set(address, page);
    this.#size += size;
    for (const [oldest, { body }] of this.#pages) {
      if (this.#size <= this.#limit) break;
      this.#pages.delete(oldest);
      this.#size -= body.length + oldest.length;
    }
  }
}

/** The answer with a kept page, or 304 where the reader has it already. */
export function answerWith(page: KeptPage, ifNoneMatch: string | null): Response {
  const isKnown =
    page.etag !== null && (ifNoneMatch ?? '').split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === page.etag);
  return isKnown
    ? new Response(null, { status: 304, headers: page.headers })
    : new Response(page.body, { headers: page.headers });
}

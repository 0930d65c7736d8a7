/** Serialised answers by address, for one state of the logs; emptied when a log grows. */

export interface CachedAnswer {
  status: 200;
  body: string | Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

const maxAnswers = 2000;
const maxBytes = 128 * 1024 * 1024;

/** Bounded by count and by bytes; what was asked for longest ago goes first. */
export class AnswerCache {
  readonly #answers = new Map<string, CachedAnswer>();
  #bytes = 0;

  get(address: string): CachedAnswer | undefined {
    return this.#answers.get(address);
  }

  put(address: string, answer: CachedAnswer): void {
    const size = answer.body.length;
    if (size > maxBytes / 8 || address.length > 2000) return;
    this.#answers.set(address, answer);
    this.#bytes += size;
    for (const [oldest, { body }] of this.#answers) {
      if (this.#answers.size <= maxAnswers && this.#bytes <= maxBytes) break;
      this.#answers.delete(oldest);
      this.#bytes -= body.length;
    }
  }

  clear(): void {
    this.#answers.clear();
    this.#bytes = 0;
  }
}

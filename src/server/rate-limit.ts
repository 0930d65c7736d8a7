/** How much one client may ask for: a bucket of tokens for each, which fills up again with time. */
import type { Context } from 'hono';
import { refuse } from '#intake';

/** `rate` tokens a second, at most `burst` at once. */
export interface RateLimit {
  rate: number;
  burst: number;
}

const maxClients = 10_000;

/** Buckets by client; the clock is handed in, in milliseconds. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(limit: RateLimit, clock: () => number) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes tokens, or throws RATE_LIMITED with the seconds after which they are there. */
  take(client: string, tokens: number): void {
    const { rate, burst } = this.#limit;
    if (rate === Infinity) return;
    const now = this.#clock();
    const bucket = this.#buckets.get(client) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate);
    bucket.at = now;
    // Whoever was here last is the last to be forgotten.
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > maxClients) this.#buckets.delete(this.#buckets.keys().next().value ?? '');
    if (bucket.tokens < Math.min(tokens, burst)) {
      const seconds = Math.ceil((Math.min(tokens, burst) - bucket.tokens) / rate);
      throw refuse('rate', `Too much, too fast: come back in ${seconds} seconds, or ask for less at once.`, {
        retryAfter: seconds,
      });
    }
    bucket.tokens -= tokens;
  }

  /** Takes from the bucket of whoever asks; the pages of this process ask for many and are no client. */
  takeFor(context: Context, tokens: number): void {
    const client = addressOf(context);
    if (client !== thisProcess) this.take(client, tokens);
  }
}

const thisProcess = 'this process';

/** The peer's address; a proxy before the instance counts as one client and has to limit by itself. */
export function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? thisProcess;
}

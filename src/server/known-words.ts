/** Resources that read logs and tiles stand outside the table of routes, and refuse words they do not know just the same. */
import type { Context } from 'hono';
import { ServandaError } from '#model';

/** Throws INPUT_INVALID for a word in the address that is not among `known`: a typing error would change the answer unseen. */
export function refuseUnknownWords(context: Context, known: readonly string[] = []): void {
  const unknown = Object.keys(context.req.query()).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const names = unknown.map((name) => name.slice(0, 60)).join(', ');
  throw new ServandaError(
    'INPUT_INVALID',
    `The address: unknown parameter ${names}${known.length === 0 ? '; this resource knows none' : `; known: ${known.join(', ')}`}.`,
  );
}

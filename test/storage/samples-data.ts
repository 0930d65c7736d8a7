/** Keys, entries and seeded chance for the tests of storage. */
import { hashLeaf, makeSigningKey, type NewEntry } from '#ledger';

export const origin = 'log.example/record';
export const signer = makeSigningKey(origin, Buffer.alloc(32, 7));
export const otherSigner = makeSigningKey(origin, Buffer.alloc(32, 8));

/** Ties the sample bodies to the sample entries: a body says which entry it belongs to. */
export function checkSampleBody(index: number, entry: Buffer, body: string | null): string | null {
  if (body === null) return null;
  return body === sampleBody(entry) ? null : `The body of entry ${index} is not the one its entry was made for.`;
}

function sampleBody(entry: Buffer): string {
  return `{"of":"${hashLeaf(entry).toString('hex').slice(0, 16)}","said":"été – ${entry.length}"}`;
}

/** Entry number `index`, of varying length; every fifth has no body. */
export function sampleEntry(index: number): NewEntry {
  const entry = Buffer.from(`entry ${index} ${'x'.repeat((index * 37) % 90)}`);
  return { entry, body: index % 5 === 4 ? null : sampleBody(entry) };
}

/** Entries [from, to). */
export function sampleEntries(from: number, to: number): NewEntry[] {
  return Array.from({ length: to - from }, (_, offset) => sampleEntry(from + offset));
}

/** Seeded chance in [0, 1), the same on every machine (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every vector of vectors/ledger, as any other implementation would run them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkConsistency,
  checkForkEvidence,
  checkInclusion,
  formatCheckpoint,
  formatEntryBundle,
  formatNote,
  formatTilePath,
  formatTlogProof,
  formatVerifierKey,
  hashLeaves,
  LedgerError,
  merkleRoot,
  parseCheckpoint,
  parseEntryBundle,
  parseNote,
  parseSigningKey,
  parseTilePath,
  parseTlogProof,
  parseVerifierKey,
  signNote,
  verifyCheckpoint,
  verifyNote,
  verifyTlogProof,
  type ForkEvidence,
} from '#ledger';

interface Vector {
  about: string;
  source: string;
  kind: string;
  input: Record<string, never>;
  expected?: unknown;
  error?: { code: string; rule: string };
}

const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
const keysOf = (keys: string[]): ReturnType<typeof parseVerifierKey>[] => keys.map(parseVerifierKey);

/** Each kind gives what the vector expects, and writes again what it read, where there is one way to write it. */
const kinds: Record<string, (input: never) => unknown> = {
  inclusion: (input: { leafHash: string; index: number; size: number; proof: string[]; root: string }) =>
    checkInclusion(base64(input.leafHash), input.index, input.size, input.proof.map(base64), base64(input.root)),
  consistency: (input: { oldSize: number; oldRoot: string; newSize: number; newRoot: string; proof: string[] }) =>
    checkConsistency(
      input.oldSize,
      base64(input.oldRoot),
      input.newSize,
      base64(input.newRoot),
      input.proof.map(base64),
    ),
  root: (input: { entriesHex: string[] }) =>
    merkleRoot(hashLeaves(input.entriesHex.map((hex) => Buffer.from(hex, 'hex')))).toString('base64'),
  note: (input: { note?: string; noteBase64?: string; repeat?: { text: string; times: number }; keys: string[] }) => {
    const source = input.note ?? input.repeat?.text.repeat(input.repeat.times) ?? base64(input.noteBase64 ?? '');
    const { text, verifiedBy, unknown, signatures } = verifyNote(source, keysOf(input.keys));
    expect(formatNote({ text, signatures })).toBe(source);
    expect(parseNote(Buffer.from(String(source)))).toEqual({ text, signatures });
    return { text, verifiedBy: verifiedBy.map(({ name }) => name), unknown: unknown.map(({ name }) => name) };
  },
  'verifier-key': (input: { key: string }) => {
    const key = parseVerifierKey(input.key);
    expect(formatVerifierKey(key)).toBe(input.key);
    return { name: key.name, id: key.id.toString(16).padStart(8, '0') };
  },
  'signing-key': (input: { key: string; text: string }) => {
    const key = parseSigningKey(input.key);
    return { verifierKey: formatVerifierKey(key.key), note: signNote(input.text, [key]) };
  },
  checkpoint: (input: { note: string; origin: string; keys: string[] }) => {
    const { size, root, verifiedBy, unknown } = verifyCheckpoint(input.note, {
      origin: input.origin,
      keys: keysOf(input.keys),
    });
    return {
      size,
      root: root.toString('base64'),
      verifiedBy: verifiedBy.map(({ name }) => name),
      unknown: unknown.map(({ name }) => name),
    };
  },
  'checkpoint-form': (input: { note: string }) => {
    const { origin, size, root, extensions, sealed, signatures, text } = parseCheckpoint(input.note);
    if (!origin.includes(' ')) expect(formatCheckpoint({ origin, size, root, extensions })).toBe(text);
    return { origin, size, root: root.toString('base64'), extensions, sealed, signatures: signatures.length };
  },
  'tile-path': (input: { path: string }) => {
    const tile = parseTilePath(input.path);
    expect(formatTilePath(tile)).toBe(input.path);
    return tile;
  },
  'entry-bundle': (input: { hex: string; width: number }) => {
    const entries = parseEntryBundle(Buffer.from(input.hex, 'hex'), input.width);
    expect(formatEntryBundle(entries).toString('hex')).toBe(input.hex);
    return entries.map((entry) => entry.toString('hex'));
  },
  'tlog-proof': (input: { proof: string; leafHash: string; origin: string; keys: string[] }) => {
    const checked = verifyTlogProof(input.proof, {
      leafHash: base64(input.leafHash),
      origin: input.origin,
      keys: keysOf(input.keys),
    });
    const proof = parseTlogProof(input.proof);
    expect(formatTlogProof(proof)).toBe(input.proof);
    return { index: proof.index, size: checked.size, root: checked.root.toString('base64') };
  },
  fork: (input: { evidence: ForkEvidence; keys: string[] }) => checkForkEvidence(input.evidence, keysOf(input.keys)),
};

const folder = path.join(import.meta.dirname, '../../vectors/ledger');

function load(side: 'invalid' | 'valid'): [name: string, vector: Vector][] {
  return readdirSync(path.join(folder, side)).map((name) => [
    name.replace('.json', ''),
    JSON.parse(readFileSync(path.join(folder, side, name), 'utf8')) as Vector,
  ]);
}

function run({ kind, input }: Vector): unknown {
  const work = kinds[kind];
  if (!work) throw new Error(`There is no kind "${kind}".`);
  return work(input as never);
}

describe('vectors', () => {
  it('name a kind, a source and what is expected', () => {
    const all = [...load('valid'), ...load('invalid')];
    expect(all.length).toBeGreaterThan(150);
    for (const [name, vector] of all) {
      expect(kinds[vector.kind], name).toBeDefined();
      expect(vector.about.length * vector.source.length, name).toBeGreaterThan(0);
      expect('expected' in vector !== 'error' in vector, name).toBe(true);
    }
    for (const kind of Object.keys(kinds))
      expect(
        all.some(([, vector]) => vector.kind === kind),
        kind,
      ).toBe(true);
  });

  it.each(load('valid'))('valid: %s', (_, vector) => {
    expect(run(vector)).toEqual(vector.expected);
  });

  it.each(load('invalid'))('invalid: %s', (_, vector) => {
    if (vector.error === undefined) {
      expect(vector.expected).toBe(false);
      expect(run(vector)).toBe(false);
      return;
    }
    let thrown: unknown;
    try {
      run(vector);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(LedgerError);
    const { code, rule } = thrown as LedgerError;
    expect({ code, rule }).toEqual(vector.error);
  });
});

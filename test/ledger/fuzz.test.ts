/** Structured mutations of everything the ledger parses: each ends in a value or in a LedgerError, and every rule is reached. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  checkConsistency,
  checkForkEvidence,
  checkInclusion,
  formatCheckpoint,
  formatEntryBundle,
  formatHash,
  formatNote,
  formatSigningKey,
  formatTilePath,
  formatTlogProof,
  formatVerifierKey,
  formatWitnessRequest,
  judgeWitnessRequest,
  keyTypes,
  LedgerError,
  makeSigningKey,
  parseCheckpoint,
  parseCosignature,
  parseEntryBundle,
  parseHash,
  parseNote,
  parseSigningKey,
  parseTilePath,
  parseTlogProof,
  parseVerifierKey,
  parseWitnessRequest,
  signCheckpoint,
  verifyCheckpoint,
  verifyTlogProof,
  type ForkEvidence,
  type SigningKey,
} from '#ledger';

/** 10 million in a recorded run: SERVANDA_FUZZ=10000000. */
const count = Number(process.env['SERVANDA_FUZZ'] ?? 60_000);
const seed = Number(process.env['SERVANDA_FUZZ_SEED'] ?? 1);

let state = seed >>> 0;
function chance(below: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
}

function pick<Item>(items: readonly [Item, ...Item[]]): Item {
  return items[chance(items.length)] ?? items[0];
}

interface Sample {
  kind: string;
  input: Record<string, unknown>;
}

const folder = path.join(import.meta.dirname, '../../vectors/ledger');
const samples = ['valid', 'invalid']
  .flatMap((side) => readdirSync(path.join(folder, side)).map((name) => path.join(folder, side, name)))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Sample);

const key = makeSigningKey('fuzz.example', Buffer.alloc(32, 6));
const witness = makeSigningKey('witness.fuzz.example', Buffer.alloc(32, 6), keyTypes.cosignature);

function signedHead(signer: SigningKey): string {
  return signCheckpoint({ origin: 'fuzz.example', size: 7, root: Buffer.alloc(32, 1) }, [signer]);
}

/** Texts and bytes of each kind that the mutations begin with. */
function corpus(kind: string, field: string): string[] {
  return samples.flatMap((sample) => {
    const value = sample.kind === kind ? sample.input[field] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}

const notes = [...corpus('note', 'note'), ...corpus('checkpoint', 'note'), ...corpus('checkpoint-form', 'note')];
const tokens = [
  '\n',
  '\n\n',
  '\u2014 ',
  '—',
  ' ',
  '+',
  '=',
  '/',
  '0',
  '00',
  '-1',
  '9007199254740992',
  '\t',
  '\r',
  '\u0000',
  '\u3000',
  '\ud800',
  'A'.repeat(44),
  'x001/',
  '000',
  '.p/',
  '.p/256',
  'tile/',
  'entries',
  'index ',
  'extra ',
  'c2sp.org/tlog-proof@v1\n',
  'fuzz.example',
  '\u2014 a AAAAAAA=\n',
] as const;

/** One to four changes: cut, repeat, swap, insert a word of the format, change a character, join two samples. */
function mutate(text: string, all: readonly string[]): string {
  let changed = text;
  for (let step = chance(4); step >= 0; step -= 1) {
    const [from, to] = [chance(changed.length + 1), chance(changed.length + 1)].sort((left, right) => left - right) as [
      number,
      number,
    ];
    const piece = changed.slice(from, Math.min(to, from + 200));
    switch (chance(7)) {
      case 0:
        changed = changed.slice(0, from) + changed.slice(to);
        break;
      case 1:
        changed =
          changed.slice(0, to) +
          piece.repeat(1 + chance(chance(40) > 0 ? 3 : chance(10) > 0 ? 80 : 8000)) +
          changed.slice(to);
        break;
      case 2:
        changed =
          changed.slice(0, from) +
          String.fromCharCode(changed.charCodeAt(from) ^ (1 << chance(8))) +
          changed.slice(from + 1);
        break;
      case 3:
        changed = changed.slice(0, from) + pick(tokens) + changed.slice(chance(2) === 0 ? from : to);
        break;
      case 4:
        changed = changed.slice(0, from) + (all[chance(all.length)] ?? '').slice(chance(50));
        break;
      case 5: {
        const lines = changed.split('\n');
        const at = chance(lines.length);
        changed = lines.toSpliced(at, 1, ...lines.slice(at, at + 1), pick(lines as [string, ...string[]])).join('\n');
        break;
      }
      default: {
        const lines = changed.split('\n');
        changed = lines.toSpliced(chance(lines.length), 1).join('\n');
      }
    }
  }
  return changed.length > 400_000 ? changed.slice(0, 400_000) : changed;
}

function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 0 && chance(4) === 0) bytes[chance(bytes.length)] = chance(256);
  return bytes;
}

/** Each target parses hostile input and, where that works, makes sure that it means one thing. */
const targets: Record<string, { corpus: string[]; run: (text: string) => void }> = {
  witnessRequest: {
    corpus: [
      `old 0\n\n${signedHead(key)}`,
      `old 5\n${formatHash(Buffer.alloc(32, 1))}\n${formatHash(Buffer.alloc(32, 2))}\n\n${signedHead(key)}`,
    ],
    run: (text) => {
      const request = parseWitnessRequest(text);
      expect(formatWitnessRequest(request)).toBe(text);
      const { status } = judgeWitnessRequest(request, [key.key], { size: 5, root: Buffer.alloc(32, 3) });
      expect([400, 403, 409, 422]).toContain(status);
    },
  },
  note: {
    corpus: [...notes, '\u2014 a AAAAAAA=\n'.repeat(66)],
    run: (text) => {
      const source = bytesOf(text);
      const note = parseNote(source);
      expect(formatNote(note)).toBe(source.toString());
    },
  },
  checkpoint: {
    corpus: notes,
    run: (text) => {
      const { text: body, signatures, sealed } = parseCheckpoint(bytesOf(text));
      expect(sealed ? parseCheckpoint(formatNote({ text: body, signatures })).text : parseCheckpoint(body).text).toBe(
        body,
      );
    },
  },
  'signed checkpoint': {
    corpus: [
      ...Array<string>(10).fill(signedHead(key)),
      signedHead(makeSigningKey('stranger.example', Buffer.alloc(32, 8))),
      ...notes,
    ],
    run: (text) => {
      const verified = verifyCheckpoint(text, { origin: 'fuzz.example', keys: [key.key, witness.key] });
      // Whatever was done to it: what verifies is what was signed.
      expect(verified).toMatchObject({
        size: 7,
        text: formatCheckpoint({ origin: 'fuzz.example', size: 7, root: Buffer.alloc(32, 1) }),
      });
    },
  },
  'verifier key': {
    corpus: [...corpus('verifier-key', 'key'), formatVerifierKey(witness.key)],
    run: (text) => {
      expect(formatVerifierKey(parseVerifierKey(text))).toBe(text.trim());
    },
  },
  'signing key': {
    corpus: [...corpus('signing-key', 'key'), formatSigningKey(witness)],
    run: (text) => {
      expect(formatSigningKey(parseSigningKey(text))).toBe(text.trim());
    },
  },
  'tile path': {
    corpus: corpus('tile-path', 'path'),
    run: (text) => {
      expect(formatTilePath(parseTilePath(text))).toBe(text);
    },
  },
  'entry bundle': {
    corpus: corpus('entry-bundle', 'hex'),
    run: (text) => {
      const bytes = chance(2) === 0 ? Buffer.from(text, 'hex') : Buffer.from(text, 'latin1');
      expect(formatEntryBundle(parseEntryBundle(bytes, chance(5) === 0 ? chance(300) : chance(4))).equals(bytes)).toBe(
        true,
      );
    },
  },
  cosignature: {
    corpus: ['\0'.repeat(72), '\u00ff'.repeat(72)],
    run: (text) => {
      expect(parseCosignature(Buffer.from(text, 'latin1')).time).toBeGreaterThanOrEqual(0);
    },
  },
  hash: {
    corpus: ['47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
    run: (text) => {
      expect(parseHash(text).toString('base64')).toBe(text);
    },
  },
  'tlog proof': {
    corpus: corpus('tlog-proof', 'proof'),
    run: (text) => {
      expect(formatTlogProof(parseTlogProof(text))).toBe(text);
      expect(() =>
        verifyTlogProof(text, { leafHash: Buffer.alloc(32), origin: 'fuzz.example', keys: [key.key] }),
      ).toThrow(LedgerError);
    },
  },
  proofs: {
    corpus: [''].concat(
      samples
        .filter(({ kind }) => kind === 'inclusion' || kind === 'consistency')
        .map(({ input }) => JSON.stringify(input)),
    ),
    run: (text) => {
      const hashes = text
        .split('"')
        .filter((part) => part.length === 44)
        .map((part) => Buffer.from(part, 'base64'));
      const [first = Buffer.alloc(32), second = Buffer.alloc(32), ...proof] = hashes;
      const [index, size] = [chance(12) - 1, chance(12) - 1];
      expect(typeof checkInclusion(first, index, size, proof, second)).toBe('boolean');
      expect(typeof checkConsistency(index, first, size, second, proof)).toBe('boolean');
    },
  },
  'fork evidence': {
    corpus: samples.filter(({ kind }) => kind === 'fork').map(({ input }) => JSON.stringify(input['evidence'])),
    run: (text) => {
      let evidence: unknown;
      try {
        evidence = JSON.parse(text);
      } catch {
        return;
      }
      const { origin, before, after, prefixRoot, proof } = Object(evidence) as Partial<ForkEvidence>;
      const whole = {
        origin: String(origin),
        before: String(before),
        after: String(after),
        prefixRoot: String(prefixRoot),
      };
      expect(checkForkEvidence({ ...whole, proof: Array.isArray(proof) ? proof.map(String) : [] }, [key.key])).toBe(
        false,
      );
    },
  },
};

/** Rules that hostile input alone can break; the others are about disks, sizes handed in by code, or whole logs. */
const reachable = [
  'hash-length',
  'tile-path',
  'bundle-framing',
  'bundle-count',
  'note-length',
  'note-utf8',
  'note-control-character',
  'note-no-separator',
  'note-no-signature',
  'note-signature-count',
  'note-signature-line',
  'key-name',
  'key-id',
  'key-encoding',
  'key-type',
  'signature-wrong',
  'signature-unknown',
  'checkpoint-lines',
  'checkpoint-origin',
  'checkpoint-size',
  'checkpoint-root',
  'cosignature-length',
  'cosignature-time',
  'proof-header',
  'proof-extra',
  'proof-index',
  'proof-hash',
  'proof-separator',
  'witness-request',
];

it(`survives ${count} structured mutations (seed ${seed})`, { timeout: 60_000 + count }, () => {
  const reached = new Map<string, number>();
  const all = Object.entries(targets);
  for (let run = 0; run < count; run += 1) {
    const [name, target] = all[run % all.length] ?? ['', undefined];
    if (!target) break;
    const text = mutate(target.corpus[chance(target.corpus.length)] ?? '', target.corpus);
    try {
      target.run(text);
      reached.set(`${name}: taken`, (reached.get(`${name}: taken`) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof LedgerError))
        throw new Error(`${name}, seed ${seed}, run ${run}: ${JSON.stringify(text.slice(0, 2000))}`, { cause: error });
      reached.set(error.rule, (reached.get(error.rule) ?? 0) + 1);
    }
  }
  expect(
    reachable.filter((rule) => !reached.has(rule)),
    'rules that no mutation reached',
  ).toEqual([]);
  expect(
    Object.keys(targets).filter((name) => !reached.has(`${name}: taken`)),
    'parsers that took nothing',
  ).toEqual([]);
});

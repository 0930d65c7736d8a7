/** Keys, notes, checkpoints and cosignatures: what is signed verifies, what is changed does not; jose agrees. */
import { createPrivateKey, sign } from 'node:crypto';
import fc from 'fast-check';
import { CompactSign, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  checkCheckpointSignature,
  checkOrigin,
  emptyRoot,
  formatCheckpoint,
  formatCosignature,
  formatNote,
  formatSigningKey,
  formatVerifierKey,
  keyTypes,
  LedgerError,
  makeSigningKey,
  makeVerifierKey,
  parseCheckpoint,
  parseCosignature,
  parseNote,
  parseSigningKey,
  parseVerifierKey,
  signBytes,
  signCheckpoint,
  signCosignature,
  signNote,
  signNoteText,
  verifyBytes,
  verifyCheckpoint,
  verifyCosignature,
  verifyNote,
} from '#ledger';

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const name = fc.stringMatching(/^[a-z0-9./-]{1,30}$/);
const settings = { seed: 20181112, numRuns: 100 };

function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LedgerError) return `${error.code} ${error.rule}`;
    throw error;
  }
  return 'nothing was refused';
}

describe('keys', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(name, seed, fc.constantFrom(...Object.values(keyTypes)), (keyName, bytes, type) => {
        const key = makeSigningKey(keyName, bytes, type);
        expect(parseSigningKey(`${formatSigningKey(key)}\n`)).toEqual(key);
        expect(parseVerifierKey(formatVerifierKey(key.key))).toEqual(key.key);
      }),
      settings,
    );
  });

  it('have other ids for other names and types', () => {
    const bytes = Buffer.alloc(32, 1);
    const ids = [
      makeSigningKey('a', bytes),
      makeSigningKey('b', bytes),
      makeSigningKey('a', bytes, keyTypes.cosignature),
    ].map(({ key }) => key.id);
    expect(new Set(ids).size).toBe(3);
  });

  it('sign as another implementation of Ed25519 does', async () => {
    const bytes = Buffer.alloc(32, 4);
    const key = makeSigningKey('example.org', bytes);
    const jwk = {
      kty: 'OKP',
      crv: 'Ed25519',
      d: bytes.toString('base64url'),
      x: key.key.publicKey.toString('base64url'),
    };
    const compact = await new CompactSign(Buffer.from('a payload'))
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(await importJWK(jwk, 'EdDSA'));
    const [protectedHeader = '', payload = '', signature = ''] = compact.split('.');
    const input = Buffer.from(`${protectedHeader}.${payload}`);
    expect(signBytes(key, input).toString('base64url')).toBe(signature);
    expect(verifyBytes(key.key.publicKey, input, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(signBytes({ ...key }, input)).toEqual(sign(null, input, createPrivateKey({ key: jwk, format: 'jwk' })));
  });

  it('of the wrong length or name are refused', () => {
    expect(refused(() => makeSigningKey('a', Buffer.alloc(31)))).toBe('INPUT_INVALID key-encoding');
    expect(refused(() => makeVerifierKey('a', Buffer.alloc(33)))).toBe('INPUT_INVALID key-encoding');
    for (const bad of ['', 'a b', 'a+b', 'a\u2003b', 'a\nb', '\ud800']) {
      expect(refused(() => makeVerifierKey(bad, Buffer.alloc(32)))).toBe('INPUT_INVALID key-name');
    }
    expect(refused(() => parseSigningKey('PRIVATE-KEY'))).toBe('INPUT_INVALID key-encoding');
  });
});

describe('notes', () => {
  const line = fc.stringMatching(/^[ -~\u00a1-\u2fff]{0,40}$/u);
  const text = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`);

  it('verify as they were signed, with any text', () => {
    fc.assert(
      fc.property(text, name, seed, (body, keyName, bytes) => {
        const key = makeSigningKey(keyName, bytes);
        const note = signNote(body, [key]);
        expect(verifyNote(note, [key.key])).toMatchObject({ text: body, verifiedBy: [key.key], unknown: [] });
        expect(formatNote(parseNote(Buffer.from(note)))).toBe(note);
      }),
      settings,
    );
  });

  it('do not verify with any bit changed', () => {
    const key = makeSigningKey('example.org/log', Buffer.alloc(32, 2));
    const note = Buffer.from(signNote('Some text.\n\nMore of it.\n', [key]));
    for (let bit = 0; bit < note.length * 8; bit += 1) {
      const changed = Buffer.from(note);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(
        refused(() => verifyNote(changed, [key.key])),
        `bit ${bit}`,
      ).not.toBe('nothing was refused');
    }
  });

  it('are not made from a text that is not one', () => {
    const key = makeSigningKey('a', Buffer.alloc(32, 2));
    expect(refused(() => signNote('no newline', [key]))).toBe('INPUT_INVALID note-text');
    expect(refused(() => signNote('half a pair \ud800\n', [key]))).toBe('INPUT_INVALID note-text');
    expect(refused(() => signNote('a tab\t\n', [key]))).toBe('INPUT_INVALID note-control-character');
    expect(refused(() => parseNote('half a pair \ud800\n\n'))).toBe('INPUT_INVALID note-utf8');
    const witness = makeSigningKey('w', Buffer.alloc(32, 2), keyTypes.cosignature);
    expect(refused(() => signNote('text\n', [witness]))).toBe('INPUT_INVALID key-type');
  });
});

describe('checkpoints and cosignatures', () => {
  const log = makeSigningKey('log.example', Buffer.alloc(32, 1));
  const witness = makeSigningKey('witness.example', Buffer.alloc(32, 1), keyTypes.cosignature);
  const head = { origin: 'log.example', size: 3, root: Buffer.alloc(32, 3) };

  it('are read as they were written', () => {
    const extension = fc.stringMatching(/^[ -~]{1,20}$/);
    fc.assert(
      fc.property(
        name,
        fc.integer({ min: 1 }),
        seed,
        fc.array(extension, { maxLength: 3 }),
        (origin, size, root, extensions) => {
          const whole = { origin, size, root: Buffer.from(root), extensions };
          expect(parseCheckpoint(formatCheckpoint(whole))).toMatchObject({ ...whole, sealed: false });
          const signed = signCheckpoint(whole, [log]);
          expect(parseCheckpoint(signed)).toMatchObject({ ...whole, sealed: true });
        },
      ),
      settings,
    );
    expect(parseCheckpoint(formatCheckpoint({ origin: 'a', size: 0, root: emptyRoot })).size).toBe(0);
  });

  it('are not written of what could not be read', () => {
    expect(refused(() => formatCheckpoint({ ...head, origin: 'two words' }))).toBe('INPUT_INVALID checkpoint-origin');
    expect(
      refused(() => {
        checkOrigin('x'.repeat(256));
      }),
    ).toBe('INPUT_INVALID checkpoint-origin');
    expect(refused(() => formatCheckpoint({ ...head, size: -1 }))).toBe('INPUT_INVALID size-range');
    expect(refused(() => formatCheckpoint({ ...head, root: Buffer.alloc(31) }))).toBe('INPUT_INVALID checkpoint-root');
    expect(refused(() => formatCheckpoint({ ...head, extensions: ['a\nb'] }))).toBe('INPUT_INVALID checkpoint-lines');
  });

  it('are cosigned at a time, and a witness is never taken for the log', () => {
    const text = formatCheckpoint(head);
    const line = signCosignature(text, witness, 1_679_315_147);
    expect(parseCosignature(line.signature)).toMatchObject({ time: 1_679_315_147 });
    expect(verifyCosignature(witness.key, text, line.signature)).toBe(true);
    expect(verifyCosignature(log.key, text, line.signature)).toBe(false);
    expect(checkCheckpointSignature(log.key, text, line.signature)).toBe(false);
    expect(verifyCosignature(witness.key, text.replace('3', '4'), line.signature)).toBe(false);
    const note = formatNote({ text, signatures: [line] });
    const keys = [log.key, witness.key];
    expect(refused(() => verifyCheckpoint(note, { origin: head.origin, keys }))).toBe(
      'SIGNATURE_INVALID signature-unknown',
    );
    const both = formatNote({ text, signatures: [signNoteText(text, log), line] });
    expect(verifyCheckpoint(both, { origin: head.origin, keys }).verifiedBy).toEqual(keys);
  });

  it('refuse times and bytes that are no cosignature', () => {
    const text = formatCheckpoint(head);
    expect(refused(() => signCosignature(text, witness, -1))).toBe('INPUT_INVALID cosignature-time');
    expect(refused(() => signCosignature(text, log, 1))).toBe('INPUT_INVALID key-type');
    expect(refused(() => parseCosignature(Buffer.alloc(71)))).toBe('INPUT_INVALID cosignature-length');
    expect(refused(() => parseCosignature(Buffer.alloc(72, 255)))).toBe('INPUT_INVALID cosignature-time');
    expect(verifyCosignature(witness.key, text, Buffer.alloc(72, 255))).toBe(false);
    const { time, signature } = parseCosignature(signCosignature(text, witness, 5).signature);
    expect(formatCosignature({ time, signature })).toEqual(signCosignature(text, witness, 5).signature);
    expect(verifyCosignature(witness.key, text, formatCosignature({ time: 6, signature }))).toBe(false);
  });
});

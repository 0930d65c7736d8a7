/** Keys of C2SP signed-note: verifier keys (vkeys), signing keys, key ids; Ed25519 after RFC 8032. */
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { LedgerError } from './errors.ts';
import { parseBase64 } from './hash.ts';

/** Signature type bytes (signed-note, "Signature types"); the other types cannot be checked here. */
export const keyTypes = { ed25519: 0x01, cosignature: 0x04 } as const;
export type KeyType = (typeof keyTypes)[keyof typeof keyTypes];

/** A public key with its name. */
export interface VerifierKey {
  readonly name: string;
  readonly id: number;
  readonly type: KeyType;
  readonly publicKey: Buffer;
}

/** A private key with its name; `key` is its public half. */
export interface SigningKey {
  readonly key: VerifierKey;
  readonly seed: Buffer;
}

const rawLength = 32;
// DER wrappings of a bare Ed25519 key (RFC 8410, sections 4 and 7).
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

// INVARIANT: keys are immutable, so a key object may be kept for its bytes. Bounded: keys may come from outside.
const publicObjects = new Map<string, KeyObject>();
const privateObjects = new WeakMap<SigningKey, KeyObject>();
const maxCachedKeys = 4096;

/** Key id: the first four bytes of SHA-256(name || 0x0A || type || public key). */
export function keyId(name: string, type: KeyType, publicKey: Uint8Array): number {
  const input = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey]);
  return hash('sha256', input, 'buffer').readUInt32BE(0);
}

/** Throws INPUT_INVALID unless the name is non-empty and holds no Unicode space, plus or control character. */
export function checkKeyName(name: string): void {
  if (name === '' || !name.isWellFormed() || /[\p{White_Space}+\u0000-\u001f]/u.test(name)) {
    throw new LedgerError(
      'INPUT_INVALID',
      'key-name',
      `"${name.slice(0, 80)}" is not a key name: it must not be empty or hold spaces or plus signs.`,
    );
  }
}

/** Makes a verifier key from a name and a bare 32-byte Ed25519 public key. */
export function makeVerifierKey(name: string, publicKey: Uint8Array, type: KeyType = keyTypes.ed25519): VerifierKey {
  checkKeyName(name);
  if (publicKey.length !== rawLength) throw badKey(`An Ed25519 public key has 32 bytes, not ${publicKey.length}.`);
  return { name, id: keyId(name, type, publicKey), type, publicKey: Buffer.from(publicKey) };
}

/** Makes a signing key from a name and a 32-byte seed; randomness is the caller's. */
export function makeSigningKey(name: string, seed: Uint8Array, type: KeyType = keyTypes.ed25519): SigningKey {
  if (seed.length !== rawLength) throw badKey(`An Ed25519 seed has 32 bytes, not ${seed.length}.`);
  const object = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(object).export({ format: 'der', type: 'spki' });
  const signingKey = { key: makeVerifierKey(name, spki.subarray(-rawLength), type), seed: Buffer.from(seed) };
  privateObjects.set(signingKey, object);
  return signingKey;
}

/** Reads a vkey, `<name>+<hex id>+<base64 of type and key>`; throws INPUT_INVALID. */
export function parseVerifierKey(text: string): VerifierKey {
  const [name, id, type, material] = parseParts(text.trim());
  const key = makeVerifierKey(name, material, type);
  requireId(key, id);
  return key;
}

/** Writes a vkey. */
export function formatVerifierKey(key: VerifierKey): string {
  return formatParts(key, key.publicKey);
}

const privatePrefix = 'PRIVATE+KEY+';

/** Reads a signing key as golang.org/x/mod/sumdb/note writes it: `PRIVATE+KEY+<name>+<hex id>+<base64 of type and seed>`. */
export function parseSigningKey(text: string): SigningKey {
  const trimmed = text.trim();
  if (!trimmed.startsWith(privatePrefix)) throw badKey(`A signing key begins with ${privatePrefix}.`);
  const [name, id, type, material] = parseParts(trimmed.slice(privatePrefix.length));
  const signingKey = makeSigningKey(name, material, type);
  requireId(signingKey.key, id);
  return signingKey;
}

/** Writes a signing key: keep the text secret. */
export function formatSigningKey(signingKey: SigningKey): string {
  return privatePrefix + formatParts(signingKey.key, signingKey.seed);
}

/** Ed25519 signature over bytes, 64 bytes; the same key and bytes always give the same signature. */
export function signBytes(signingKey: SigningKey, bytes: Uint8Array): Buffer {
  let object = privateObjects.get(signingKey);
  if (!object) {
    object = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, signingKey.seed]), format: 'der', type: 'pkcs8' });
    privateObjects.set(signingKey, object);
  }
  return sign(null, bytes, object);
}

/** Is this the key's Ed25519 signature over these bytes? */
export function verifyBytes(publicKey: Buffer, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const name = publicKey.toString('latin1');
  let object = publicObjects.get(name);
  if (!object) {
    object = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
    if (publicObjects.size >= maxCachedKeys) publicObjects.clear();
    publicObjects.set(name, object);
  }
  return verify(null, bytes, object, signature);
}

function parseParts(text: string): [name: string, id: number, type: KeyType, material: Buffer] {
  // The base64 part may hold plus signs itself; the name may not.
  const match = text.length <= 4096 ? /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) : null;
  const data = parseBase64(match?.[3] ?? '');
  if (!match || !data || data.length === 0) throw badKey('A key is written as <name>+<8 hex digits>+<base64>.');
  const type = data[0];
  if (type !== keyTypes.ed25519 && type !== keyTypes.cosignature) {
    throw new LedgerError(
      'INPUT_INVALID',
      'key-type',
      `Keys of signature type ${type ?? 0} cannot be used here; use Ed25519 (1) or cosignature/v1 (4).`,
    );
  }
  return [match[1] ?? '', Number.parseInt(match[2] ?? '', 16), type, data.subarray(1)];
}

function formatParts(key: VerifierKey, material: Buffer): string {
  const id = key.id.toString(16).padStart(8, '0');
  return `${key.name}+${id}+${Buffer.concat([Buffer.of(key.type), material]).toString('base64')}`;
}

function requireId(key: VerifierKey, id: number): void {
  if (key.id !== id) {
    throw new LedgerError(
      'INPUT_INVALID',
      'key-id',
      `The key of ${key.name} has the id ${key.id.toString(16)}, but ${id.toString(16)} is written; it is mistyped or changed.`,
    );
  }
}

function badKey(message: string): LedgerError {
  return new LedgerError('INPUT_INVALID', 'key-encoding', message);
}

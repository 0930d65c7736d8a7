/** Key files: an Ed25519 key as a JWK (RFC 8037), readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { keyThumbprint, makeSigningKey, parseBase64Url, type SigningKey } from '#ledger';
import { ServandaError } from '#model';

/** A new key; chance comes from the system. */
export function newKey(): SigningKey {
  return makeSigningKey('key', randomBytes(32));
}

/** 16 random bytes in base64url. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** The text of a key file. It is secret. */
export function formatKeyFile(key: SigningKey): string {
  const { publicKey } = key.key;
  const jwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    kid: keyThumbprint(publicKey),
    x: publicKey.toString('base64url'),
    d: key.seed.toString('base64url'),
  };
  return `${JSON.stringify(jwk, null, 2)}\n`;
}

/** Reads the text of a key file; throws INPUT_INVALID. */
export function parseKeyFile(text: string, file: string): SigningKey {
  const bad = (what: string): ServandaError =>
    new ServandaError(
      'INPUT_INVALID',
      `${file}: ${what} A key file is a JWK with "kty":"OKP", "crv":"Ed25519", "x" and "d"; "servanda key new" makes one.`,
      {
        place: { file },
      },
    );
  let jwk: Record<string, unknown>;
  try {
    jwk = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw bad('This is not JSON.');
  }
  const { kty, crv, x, d } = jwk;
  const seed = typeof d === 'string' ? parseBase64Url(d) : null;
  if (kty !== 'OKP' || crv !== 'Ed25519' || seed?.length !== 32) throw bad('There is no Ed25519 private key in it.');
  const key = makeSigningKey('key', seed);
  if (key.key.publicKey.toString('base64url') !== x) throw bad('Its public and private halves do not belong together.');
  return key;
}

/** Reads a key file. */
export function readKeyFile(file: string): SigningKey {
  return parseKeyFile(readInput(file), file);
}

/** Writes a new key file, readable by this user alone; never over an existing one. */
export function writeKeyFile(file: string, key: SigningKey): void {
  try {
    writeFileSync(file, formatKeyFile(key), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new ServandaError(
      'INPUT_INVALID',
      exists
        ? `${file} is there already; a key is never written over. Choose another name.`
        : `${file} cannot be written: ${String(error)}`,
      { place: { file }, cause: error },
    );
  }
}

/** Reads a file that a user named; "-" is standard input. */
export function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new ServandaError(
      'INPUT_INVALID',
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        place: { file },
        cause: error,
      },
    );
  }
}

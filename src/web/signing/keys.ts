/** Keys that sign in the browser: from a key file, or made here and never given out. No key leaves the browser. */
import { canonicalJson } from '../../model/browser.ts';
import {
  fromBase64Url,
  thumbprintOf,
  toBase64Url,
  utf8,
  webCrypto,
  type PortableSigner,
} from '../../ledger/browser.ts';

const algorithm = { name: 'Ed25519' } as const;

/** A key with what is public of it. */
export interface BrowserKey extends PortableSigner {
  /** Public key, base64url. */
  x: string;
  /** True if this browser keeps it; false for one from a file, which is gone with the page. */
  kept: boolean;
}

/** What is kept of a key: the private half as an object that script cannot read out. */
export interface KeptKey {
  id: string;
  x: string;
  privateKey: CryptoKey;
}

export function signerOf({ id, x, privateKey }: KeptKey, kept: boolean): BrowserKey {
  return {
    id,
    x,
    kept,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, message)),
  };
}

/** Why the browser cannot sign; null if it can. Ed25519 came to browsers between 2023 and 2025, and asks for HTTPS. */
export async function cannotSign(): Promise<string | null> {
  if (!window.isSecureContext) return 'A browser signs on pages that came by HTTPS or from this machine only.';
  try {
    await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    return null;
  } catch {
    return 'This browser has no Ed25519; a newer one has, and the command line does the same.';
  }
}

/** Makes a key whose private half nobody can read out, this page included. */
export async function makeKey(): Promise<KeptKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const x = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
  return { id: await thumbprintOf(webCrypto, x), x, privateKey };
}

/** Reads a key file as `servanda key new` writes it, a JWK (RFC 8037); throws an Error that says what is wrong. */
export async function readKeyFile(text: string): Promise<KeptKey> {
  let jwk: Record<string, unknown>;
  try {
    jwk = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new Error('The key file is not JSON; “servanda key new” makes one.');
  }
  const { kty, crv, x, d } = jwk;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof d !== 'string') {
    throw new Error('There is no Ed25519 private key in the file; “servanda key new” makes one.');
  }
  const belong = 'The halves of the key in the file do not belong together.';
  let privateKey: CryptoKey;
  try {
    privateKey = await crypto.subtle.importKey('jwk', { kty, crv, x, d }, algorithm, false, ['sign']);
  } catch {
    throw new Error(belong);
  }
  // Browsers differ in whether they compare the halves.
  const message = utf8('servanda key file');
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, message));
  if (!(await webCrypto.verifyEd25519(fromBase64Url(x) ?? new Uint8Array(), message, signature))) {
    throw new Error(belong);
  }
  return { id: await thumbprintOf(webCrypto, x), x, privateKey };
}

/** The request to be registered, signed by the key itself, as `servanda key new` prints it (docs/spec/local-log.md). */
export async function requestOf(key: BrowserKey, party: string, holder: string): Promise<Record<string, unknown>> {
  const body = {
    kind: 'key',
    id: key.id,
    x: key.x,
    use: 'statements',
    party: party === '' ? null : party,
    holder,
    until: null,
    replaces: null,
    nonce: newNonce(),
  };
  const message = utf8(`servanda key possession v1\n${canonicalJson(body)}`);
  return { ...body, possession: toBase64Url(await key.sign(message)) };
}

/** 16 random bytes, base64url. */
export function newNonce(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}

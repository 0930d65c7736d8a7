/**
 * Signatures over statements: JWS in compact form with detached payload (RFC 7515, appendix F), EdDSA over Ed25519
 * (RFC 8037), each in its one canonical spelling. What is signed is the statement's id, so that a signature can still
 * be checked when the body was erased.
 */
import { hash } from 'node:crypto';
import { LedgerError, type LedgerRule } from './errors.ts';
import { signBytes, verifyBytes, type SigningKey } from './keys.ts';

/** Who signed, and for which log: a signature cannot be carried over to another log. */
export interface JwsHeader {
  kid: string;
  log: string;
}

/** A signature apart into its pieces; nothing is verified yet. */
export interface DetachedJws extends JwsHeader {
  /** The header as it was signed, base64url. */
  encodedHeader: string;
  /** 64 bytes in base64url. */
  signature: string;
}

const maxLength = 1024;
const maxCachedHeaders = 1024;
/** 64 bytes in base64url in their one spelling: the last character carries two bits, and four that are zero. */
const canonicalSignature = /^[A-Za-z0-9_-]{85}[AQgw]$/;
// INVARIANT: a header means the same whenever it is read. A signer's header never changes, so reading it once is enough.
const headers = new Map<string, JwsHeader>();

/** Strict base64url (RFC 4648, section 5) without padding: null on anything but the one spelling of its bytes. */
export function parseBase64Url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

/** Thumbprint of an Ed25519 public key (RFC 7638; RFC 8037, appendix A.3), base64url: the id of a key. */
export function keyThumbprint(publicKey: Uint8Array): string {
  const x = Buffer.from(publicKey).toString('base64url');
  return hash('sha256', `{"crv":"Ed25519","kty":"OKP","x":"${x}"}`, 'base64url');
}

/** Reads a signature (hostile input); throws INPUT_INVALID on anything that formatJws would not have written. */
export function parseJws(text: string): DetachedJws {
  const at = text.length <= maxLength ? text.indexOf('..') : -1;
  if (at < 0) throw bad('jws-form', 'A signature is a compact JWS with detached payload: header, two dots, signature.');
  const [encodedHeader, signature] = [text.slice(0, at), text.slice(at + 2)];
  if (!canonicalSignature.test(signature)) {
    throw bad('jws-form', 'The signature is not 64 bytes in base64url without padding.');
  }
  const { kid, log } = parseHeader(encodedHeader);
  return { kid, log, encodedHeader, signature };
}

function parseHeader(encoded: string): JwsHeader {
  const known = headers.get(encoded);
  if (known) return known;
  const text = parseBase64Url(encoded)?.toString('utf8') ?? '';
  let header: unknown = null;
  try {
    header = JSON.parse(text);
  } catch {
    // falls through to the one error below
  }
  const { kid, log } = (header ?? {}) as { kid?: unknown; log?: unknown };
  if (typeof kid !== 'string' || typeof log !== 'string' || encodeHeader({ kid, log }) !== encoded) {
    throw bad(
      'jws-header',
      'The header of a signature is {"alg":"EdDSA","kid":…,"log":…} and nothing else, in canonical JSON.',
    );
  }
  if (headers.size >= maxCachedHeaders) headers.clear();
  headers.set(encoded, { kid, log });
  return { kid, log };
}

function encodeHeader({ kid, log }: JwsHeader): string {
  return Buffer.from(JSON.stringify({ alg: 'EdDSA', kid, log })).toString('base64url');
}

/** The bytes that are signed (RFC 7515, section 5.1) for a statement id of 64 hex digits. */
export function jwsSigningInput(encodedHeader: string, statement: string): string {
  return `${encodedHeader}.${Buffer.from(statement, 'latin1').toString('base64url')}`;
}

/** Signs a statement id for a log; `kid` is the thumbprint of the key. */
export function signJws(signer: SigningKey, header: JwsHeader, statement: string): string {
  const encodedHeader = encodeHeader(header);
  const signature = signBytes(signer, Buffer.from(jwsSigningInput(encodedHeader, statement), 'latin1'));
  return `${encodedHeader}..${signature.toString('base64url')}`;
}

/** Is this the signature of the key over the statement id? */
export function verifyJws(jws: DetachedJws, publicKey: Buffer, statement: string): boolean {
  const input = Buffer.from(jwsSigningInput(jws.encodedHeader, statement), 'latin1');
  return verifyBytes(publicKey, input, Buffer.from(jws.signature, 'base64url'));
}

/** Signatures to check, as plain data that crosses into a thread: three lists of one length. */
export interface SignatureBatch {
  /** Public keys, base64url. */
  x: string[];
  /** Signing inputs, ASCII. */
  input: string[];
  /** Signatures, base64url. */
  signature: string[];
}

/** Checks many signatures; the answers are in order. */
export function checkSignatures({ x, input, signature }: SignatureBatch): boolean[] {
  const keys = new Map<string, Buffer | null>();
  return input.map((text, at) => {
    const name = x[at] ?? '';
    let publicKey = keys.get(name);
    if (publicKey === undefined) keys.set(name, (publicKey = parseBase64Url(name)));
    const bytes = Buffer.from(signature[at] ?? '', 'base64url');
    return publicKey?.length === 32 && verifyBytes(publicKey, Buffer.from(text, 'latin1'), bytes);
  });
}

const p = 2n ** 255n - 19n;
/** y-coordinates of the points of order 1, 2, 4 and 8: under such a key anybody can sign anything. */
const smallOrder = new Set([
  0n,
  1n,
  p - 1n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
]);

/** False for keys that bind nobody: points of small order, and spellings of points that are not canonical (RFC 8032, section 5.1.3). */
export function isSoundPublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  const bytes = Buffer.from(publicKey);
  bytes.writeUInt8(bytes.readUInt8(31) & 0x7f, 31);
  const y = BigInt(`0x${bytes.reverse().toString('hex')}`);
  return y < p && !smallOrder.has(y);
}

function bad(rule: LedgerRule, message: string): LedgerError {
  return new LedgerError('INPUT_INVALID', rule, message);
}

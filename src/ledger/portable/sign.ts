/** Signing a statement's id without Node: the same bytes as signJws writes (docs/spec/local-log.md). */
import { toBase64Url, utf8 } from './bytes.ts';
import type { PortableCrypto } from './crypto.ts';

/** A key that signs and does not show itself: a file's, or one that a browser keeps and never gives out. */
export interface PortableSigner {
  /** Thumbprint of the public key. */
  id: string;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** Thumbprint of an Ed25519 public key in base64url (RFC 7638; RFC 8037, appendix A.3). */
export async function thumbprintOf(crypto: PortableCrypto, x: string): Promise<string> {
  return toBase64Url(await crypto.sha256(utf8(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`)));
}

/** Signs a statement id of 64 hex digits for a log: compact JWS with detached payload (RFC 7515, appendix F). */
export async function signPortably(signer: PortableSigner, log: string, statement: string): Promise<string> {
  const header = toBase64Url(utf8(JSON.stringify({ alg: 'EdDSA', kid: signer.id, log })));
  const signature = await signer.sign(utf8(`${header}.${toBase64Url(utf8(statement))}`));
  return `${header}..${toBase64Url(signature)}`;
}

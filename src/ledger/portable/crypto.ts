/** The two operations that checking a receipt needs, as WebCrypto has them in browsers and in Node. */

export interface PortableCrypto {
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Is this the Ed25519 signature of the 32-byte public key over the message? Wrong lengths are a no. */
  verifyEd25519(
    publicKey: Uint8Array<ArrayBuffer>,
    message: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** WebCrypto of this place. Ed25519 is in current browsers; an older one throws when the first signature is checked. */
export const webCrypto: PortableCrypto = {
  sha256: async (bytes) => new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes)),
  verifyEd25519: async (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const { subtle } = globalThis.crypto;
    let key;
    try {
      key = await subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
    } catch (error) {
      // Bytes that are no point of the curve sign nothing; a place without Ed25519 must say so.
      if (error instanceof Error && error.name === 'DataError') return false;
      throw error;
    }
    return subtle.verify({ name: 'Ed25519' }, key, signature, message);
  },
};

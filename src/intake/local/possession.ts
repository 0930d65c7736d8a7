/** Proof that whoever asks for a key to be registered holds it: the key signs its own registration. */
import { canonicalJson, type Key } from '#model';
import { isSoundPublicKey, keyThumbprint, parseBase64Url, signBytes, verifyBytes, type SigningKey } from '#ledger';
import { refuse } from './refusal.ts';

/** What is signed: a line that no other signature begins with, and the statement without the signature. */
function possessionMessage(key: Omit<Key, 'possession'>): Buffer {
  return Buffer.from(`servanda key possession v1\n${canonicalJson({ ...key, possession: undefined })}`);
}

/** Completes the registration of a key by its own signature. */
export function withPossession(key: Omit<Key, 'possession'>, signer: SigningKey): Key {
  return { ...key, possession: signBytes(signer, possessionMessage(key)).toString('base64url') };
}

/** Throws unless the id is the key's thumbprint, the key binds its holder, and the signature is the key's own. */
export function checkPossession(key: Key): void {
  const publicKey = parseBase64Url(key.x) ?? Buffer.alloc(0);
  if (keyThumbprint(publicKey) !== key.id) {
    throw refuse('key-id', `The id of a key is its thumbprint (RFC 7638), here ${keyThumbprint(publicKey)}.`);
  }
  if (!isSoundPublicKey(publicKey)) {
    throw refuse('key-unsound', 'Under this public key anybody can sign anything; make a new key.');
  }
  const signature = parseBase64Url(key.possession) ?? Buffer.alloc(0);
  if (!verifyBytes(publicKey, possessionMessage(key), signature)) {
    throw refuse('possession', 'The registration is not signed by the key that it registers.');
  }
}

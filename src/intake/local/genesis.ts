/** The beginning of a local log: the operator's key, which is its root, and the key that signs its checkpoints. */
import { hash } from 'node:crypto';
import { keyThumbprint, signJws, type NewEntry, type SigningKey } from '#ledger';
import { canonicalJson, formatLogEntry, statementId, type Key } from '#model';
import { withPossession } from './possession.ts';

/** The name of the local log of an operator: the beginning of the SHA-256 of the operator's public key. */
export function localOrigin(operator: Uint8Array): string {
  return `servanda/local/${hash('sha256', Buffer.from(operator), 'hex').slice(0, 8)}`;
}

/** What a registration says besides the key itself. */
export type KeyDescription = Pick<Key, 'use' | 'party' | 'holder' | 'until' | 'replaces' | 'nonce'>;

/** The registration of a key, signed by that key itself; a registrar's signature makes it count. */
export function keyStatement(signer: SigningKey, description: KeyDescription): Key {
  const { publicKey } = signer.key;
  return withPossession(
    { kind: 'key', id: keyThumbprint(publicKey), x: publicKey.toString('base64url'), ...description },
    signer,
  );
}

/** The first two entries of a local log. Its two keys differ, so that the operator's can be kept elsewhere. */
export function genesisEntries(
  operator: SigningKey,
  log: SigningKey,
  recordedAt: string,
  nonce: () => string,
): NewEntry[] {
  const origin = localOrigin(operator.key.publicKey);
  const kid = keyThumbprint(operator.key.publicKey);
  const common = { party: null, until: null, replaces: null };
  return [
    keyStatement(operator, { ...common, use: 'operator', holder: 'operator of this instance', nonce: nonce() }),
    keyStatement(log, { ...common, use: 'checkpoints', holder: 'this log', nonce: nonce() }),
  ].map((body) => {
    const statement = statementId(body);
    const jws = signJws(operator, { kid, log: origin }, statement);
    return { entry: formatLogEntry({ recordedAt, statement, jws }), body: canonicalJson(body) };
  });
}

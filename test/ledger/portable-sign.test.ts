/** What a browser signs: the same bytes as the command line signs, whatever is said and for whichever log. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signPortably, thumbprintOf, webCrypto } from '../../src/ledger/browser.ts';
import { keyThumbprint, makeSigningKey, signJws } from '../../src/ledger/index.ts';

// RFC 8037, appendix A: the key pair of A.1 and its thumbprint of A.3.
const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const thumbprint = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

it('names a key by the thumbprint of RFC 8037', async () => {
  expect(await thumbprintOf(webCrypto, x)).toBe(thumbprint);
});

it('signs what signJws signs, with a key that cannot be read out', async () => {
  const key = makeSigningKey('key', Buffer.from(d, 'base64url'));
  expect(keyThumbprint(key.key.publicKey)).toBe(thumbprint);
  const { subtle } = globalThis.crypto;
  const privateKey = await subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x, d }, 'Ed25519', false, ['sign']);
  const signer = {
    id: thumbprint,
    sign: async (message: Uint8Array<ArrayBuffer>) => new Uint8Array(await subtle.sign('Ed25519', privateKey, message)),
  };
  const statement = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 60, unit: 'binary' }), statement, async (log, id) => {
      expect(await signPortably(signer, log, id)).toBe(signJws(key, { kid: thumbprint, log }, id));
    }),
    { numRuns: 50 },
  );
});

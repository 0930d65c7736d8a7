/** A local log on a simulated disk, with keys from fixed seeds and a clock that ticks. */
import { hash } from 'node:crypto';
import {
  genesisEntries,
  keyStatement,
  LocalLog,
  localOrigin,
  type LocalLogParts,
  type Submission,
} from '../../src/intake/index.ts';
import { keyThumbprint, makeSigningKey, signJws, type SigningKey } from '../../src/ledger/index.ts';
import { statementId, type AuthorityGrant, type Key, type Statement } from '../../src/model/index.ts';
import { openFileLog, type FileSystem } from '../../src/storage/index.ts';
import { SimulatedDisk } from '../storage/simulated-disk.ts';

/** A key from a word. */
export function keyOf(word: string): SigningKey {
  return makeSigningKey(word, hash('sha256', `test key ${word}`, 'buffer'));
}

export function idOf(key: SigningKey): string {
  return keyThumbprint(key.key.publicKey);
}

let nonces = 0;
/** A nonce that is not random, and never the same. */
export function nonce(): string {
  nonces += 1;
  return hash('sha256', `nonce ${nonces}`, 'buffer').subarray(0, 16).toString('base64url');
}

export const operator = keyOf('operator');
export const origin = localOrigin(operator.key.publicKey);
export const logKey = makeSigningKey(origin, hash('sha256', 'test log key', 'buffer'));
export const start = Date.parse('2026-03-01T00:00:00.000Z');

/** A clock that gains a second each time it is read; tests may set it. */
export class TestClock {
  now = start;
  readonly read = (): number => {
    this.now += 1000;
    return this.now;
  };
}

/** Signs a statement for the test log. */
export function signed(
  statement: unknown,
  key: SigningKey,
  log = origin,
): Submission & { statement: unknown; jws: string } {
  return { statement, jws: signJws(key, { kid: idOf(key), log }, statementId(statement)) };
}

export function registration(key: SigningKey, more: Partial<Parameters<typeof keyStatement>[1]> = {}): Key {
  return keyStatement(key, {
    use: 'statements',
    party: null,
    holder: 'test office',
    until: null,
    replaces: null,
    nonce: nonce(),
    ...more,
  });
}

export function grant(key: SigningKey, id: string, what: AuthorityGrant['grant'], more: object = {}): AuthorityGrant {
  return { kind: 'authority-grant', id, key: idOf(key), grant: what, until: null, note: null, nonce: nonce(), ...more };
}

/** A statement of the record's kinds, fit for a local log. */
export function local<Body extends Statement>(body: Body): Body {
  return { ...body, nonce: nonce() };
}

/** Opens the test log; it is begun if the disk is empty. */
export async function openTestLog(
  parts: Partial<LocalLogParts> & { disk?: FileSystem } = {},
): Promise<{ local: LocalLog; disk: FileSystem; clock: TestClock }> {
  const disk = parts.disk ?? new SimulatedDisk();
  const clock = new TestClock();
  const log = await openFileLog('/data/local', {
    origin,
    signer: logKey,
    fileSystem: disk,
    writeTilesAfterMs: Infinity,
  });
  await LocalLog.found(log, operator, logKey, start, nonce);
  return { local: await LocalLog.open({ log, clock: clock.read, ...parts }), disk, clock };
}

export { genesisEntries };

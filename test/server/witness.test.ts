/** A witness after C2SP tlog-witness: it cosigns what continues, and nothing else; a log gets its cosignature back. */
import { describe, expect, it } from 'vitest';
import {
  formatWitnessRequest,
  keyTypes,
  makeSigningKey,
  makeVerifierKey,
  parseNote,
  proveConsistencyFromTiles,
  signCheckpoint,
  verifyCheckpoint,
  verifyReceipt,
  type Hash,
} from '../../src/ledger/index.ts';
import { askWitness, Witness, withCosignatures, type Post, type WitnessMemory } from '../../src/server/index.ts';
import { incident } from '../samples.ts';
import { local, logKey, openTestLog, operator, origin, signed } from '../intake/local-samples.ts';

const signer = makeSigningKey('witness.example', Buffer.alloc(32, 9), keyTypes.cosignature);
const stranger = makeSigningKey(origin, Buffer.alloc(32, 8));

function memory(): WitnessMemory & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, read: (name) => kept.get(name) ?? null, write: (name, checkpoint) => void kept.set(name, checkpoint) };
}

function witnessOf(store = memory()): Witness {
  return new Witness({ signer, logs: [logKey.key], memory: store, clock: () => Date.parse('2026-03-01T00:00:00Z') });
}

async function growing() {
  const { local: log } = await openTestLog();
  const grow = (name: string) => log.submit([signed(local(incident(name, '2026-01-02', [])), operator)]);
  return { log, grow };
}

const request = (oldSize: number, proof: Hash[], checkpoint: string) =>
  formatWitnessRequest({ oldSize, proof, checkpoint });

describe('add-checkpoint', () => {
  it('cosigns a first checkpoint, then what continues it', async () => {
    const { log, grow } = await growing();
    const witness = witnessOf();
    const first = log.reader.checkpoint;
    const answer = witness.addCheckpoint(request(0, [], first));
    expect(answer.status).toBe(200);
    const cosigned = withCosignatures(first, answer.body);
    const { verifiedBy } = verifyCheckpoint(cosigned, { origin, keys: [logKey.key, signer.key] });
    expect(verifiedBy.map(({ name }) => name)).toEqual([origin, 'witness.example']);
    await grow('a');
    await grow('b');
    const proof = await proveConsistencyFromTiles(log.reader, 2, 4);
    expect(witness.addCheckpoint(request(2, proof, log.reader.checkpoint)).status).toBe(200);
    // Asked again, it cosigns the same again.
    expect(witness.addCheckpoint(request(4, [], log.reader.checkpoint)).status).toBe(200);
  });

  it('refuses as the standard says, and remembers nothing of it', async () => {
    const { log, grow } = await growing();
    const store = memory();
    const witness = witnessOf(store);
    const first = log.reader.checkpoint;
    await grow('a');
    await grow('b');
    const later = log.reader.checkpoint;
    const proof = await proveConsistencyFromTiles(log.reader, 2, 4);
    const status = (text: string): number => witness.addCheckpoint(text).status;
    const other = makeSigningKey('other.example', Buffer.alloc(32, 8));
    expect(status('nonsense')).toBe(400);
    expect(status(request(5, [], first))).toBe(400);
    expect(
      status(request(0, [], signCheckpoint({ origin: 'other.example', size: 1, root: Buffer.alloc(32) }, [other]))),
    ).toBe(404);
    expect(status(request(0, [], signCheckpoint({ origin, size: 1, root: Buffer.alloc(32) }, [stranger])))).toBe(403);
    expect(status(request(0, proof, later))).toBe(422);
    expect(witness.addCheckpoint(request(1, [], first))).toMatchObject({
      status: 409,
      body: '0\n',
      contentType: 'text/x.tlog.size',
    });
    expect(store.kept.size).toBe(0);
    expect(status(request(0, [], first))).toBe(200);
    expect(status(request(2, proof.slice(1), later))).toBe(422);
    const forged = signCheckpoint({ origin, size: 2, root: Buffer.alloc(32, 1) }, [logKey]);
    expect(status(request(2, [], forged))).toBe(409);
    const rewritten = signCheckpoint({ origin, size: 4, root: Buffer.alloc(32, 1) }, [logKey]);
    expect(status(request(2, proof, rewritten))).toBe(422);
    expect(status(request(2, proof, later))).toBe(200);
    // A smaller tree after a larger one, also after a restart.
    expect(witnessOf(store).addCheckpoint(request(2, [], first))).toMatchObject({ status: 409, body: '4\n' });
    expect(store.kept.get(origin)).toBe(later);
  });

  it('gives its cosignature to a log that asks, which keeps it under its checkpoint; receipts hold as before', async () => {
    const { log, grow } = await growing();
    const witness = witnessOf();
    const post: Post = (url, body) => {
      expect(url).toBe('http://witness/add-checkpoint');
      const { status, body: text } = witness.addCheckpoint(body);
      return Promise.resolve(new Response(text, { status }));
    };
    const known = { url: 'http://witness', key: signer.key };
    for (const name of ['a', 'b', 'c']) {
      await grow(name);
      await log.reader.replaceCheckpoint(await askWitness(known, log.reader.checkpoint, log.reader, post));
      expect(parseNote(log.reader.checkpoint).signatures.map((line) => line.name)).toEqual([origin, 'witness.example']);
    }
    const [receipt] = await log.receipts([log.book.statements[3]?.statement ?? '']);
    await expect(verifyReceipt(JSON.stringify(receipt))).resolves.toMatchObject({ size: 5 });
    const liar = { ...known, key: makeVerifierKey('witness.example', stranger.key.publicKey, keyTypes.cosignature) };
    await expect(askWitness(liar, log.reader.checkpoint, log.reader, post)).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
  });
});

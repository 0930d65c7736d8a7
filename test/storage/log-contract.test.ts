/** What every storage of a log must do: one contract for files and for PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  checkConsistency,
  checkInclusion,
  emptyRoot,
  formatEntryBundle,
  hashLeaf,
  hashLeaves,
  LedgerError,
  makeSigningKey,
  keyTypes,
  merkleRoot,
  parseCheckpoint,
  proveConsistencyFromTiles,
  proveInclusionFromTiles,
  readTileBytes,
  signCheckpoint,
  signCosignature,
  formatNote,
  signNoteText,
  verifyCheckpoint,
  type Log,
  type LogReader,
  type SigningKey,
} from '#ledger';
import { openFileLog, openPostgresLog } from '#storage';
import { postgresMissing, startPostgres, type PostgresServer } from './postgres-server.ts';
import { origin, otherSigner, sampleEntries, sampleEntry, signer, temporaryFolder } from './samples.ts';

interface Place {
  write(options?: { signer?: SigningKey | undefined; origin?: string }): Promise<Log>;
  read(): Promise<LogReader>;
}

interface Implementation {
  name: string;
  skip: string | null;
  place: () => Place;
}

let server: PostgresServer | null = null;

const implementations: Implementation[] = [
  {
    name: 'files',
    skip: null,
    place: () => {
      const folder = temporaryFolder();
      return {
        write: (options = { signer }) => openFileLog(folder, { origin, ...options }),
        read: () => openFileLog(folder, { origin, readOnly: true }),
      };
    },
  },
  {
    name: 'PostgreSQL',
    skip: postgresMissing,
    place: () => {
      const url = server?.createDatabase() ?? '';
      return {
        write: (options = { signer }) => openPostgresLog(url, { origin, ...options }),
        read: () => openPostgresLog(url, { origin, readOnly: true }),
      };
    },
  },
];

beforeAll(async () => {
  if (postgresMissing) console.warn(`skipped: ${postgresMissing}`);
  else server = await startPostgres();
}, 60_000);

afterAll(async () => {
  await server?.stop();
}, 60_000);

function kept<Opened extends LogReader>(log: Opened): Opened {
  onTestFinished(() => log.close());
  return log;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof LedgerError) return `${error.code} ${error.rule}`;
    throw error;
  }
  return 'nothing was refused';
}

describe.each(implementations)('a log in $name', { timeout: 60_000 }, ({ skip, place }) => {
  const test = it.skipIf(skip !== null);

  test('begins empty and signed', async () => {
    const log = kept(await place().write());
    expect([log.origin, log.size, log.sealed]).toEqual([origin, 0, true]);
    expect(log.root).toEqual(emptyRoot);
    expect(verifyCheckpoint(log.checkpoint, { origin, keys: [signer.key] }).size).toBe(0);
  });

  test('gives consecutive indexes and gives back what was appended', async () => {
    const at = place();
    const log = await at.write();
    expect(await log.append(sampleEntries(0, 3))).toEqual([0, 1, 2]);
    expect(await log.append([])).toEqual([]);
    expect(await log.append(sampleEntries(3, 600))).toEqual(Array.from({ length: 597 }, (_, index) => index + 3));
    const expected = sampleEntries(0, 600);
    const check = async (reader: LogReader): Promise<void> => {
      expect(reader.size).toBe(600);
      expect(
        formatEntryBundle(await reader.readEntries(0, 600)).equals(
          formatEntryBundle(expected.map(({ entry }) => entry)),
        ),
      ).toBe(true);
      expect(await reader.readBodies(0, 600)).toEqual(expected.map(({ body }) => body));
      expect(await reader.readEntries(255, 258)).toEqual(expected.slice(255, 258).map(({ entry }) => entry));
      expect(await reader.readEntries(7, 7)).toEqual([]);
      expect(reader.root).toEqual(merkleRoot(hashLeaves(expected.map(({ entry }) => entry))));
    };
    await check(log);
    await check(kept(await at.read()));
    await log.close();
    await check(kept(await at.read()));
    const again = kept(await at.write());
    await check(again);
    expect(await again.append(sampleEntries(600, 601))).toEqual([600]);
  });

  test('serves tiles and bundles as tlog-tiles asks, of earlier sizes too', async () => {
    const log = kept(await place().write());
    await log.append(sampleEntries(0, 300));
    await log.append(sampleEntries(300, 520));
    const leaves = hashLeaves(sampleEntries(0, 520).map(({ entry }) => entry));
    expect(await log.readTile(0, 1)).toEqual(leaves.subarray(256 * 32, 512 * 32));
    expect(await log.readTile(0, 2)).toEqual(leaves.subarray(512 * 32));
    expect(await log.readTile(1, 0)).toEqual(
      Buffer.concat([merkleRoot(leaves.subarray(0, 8192)), merkleRoot(leaves.subarray(8192, 16_384))]),
    );
    expect(await readTileBytes(log, { level: 0, index: 1, width: 44 })).toEqual(leaves.subarray(256 * 32, 300 * 32));
    expect(await readTileBytes(log, { level: 'entries', index: 1, width: 44 })).toEqual(
      formatEntryBundle(sampleEntries(256, 300).map(({ entry }) => entry)),
    );
    expect(await refusal(readTileBytes(log, { level: 0, index: 2, width: 9 }))).toBe('NOT_FOUND tile-missing');
    expect(await refusal(log.readTile(2, 0))).toBe('NOT_FOUND tile-missing');
    expect(await refusal(log.readTile(0, 3))).toBe('NOT_FOUND tile-missing');
    expect(await refusal(log.readTile(0, -1))).toBe('NOT_FOUND tile-missing');
  });

  test('proves every entry and every growth from its tiles', async () => {
    const log = kept(await place().write());
    const roots = new Map<number, Buffer>();
    for (const size of [1, 2, 255, 256, 257, 511, 530]) {
      await log.append(sampleEntries(log.size, size));
      roots.set(size, log.root);
    }
    for (const index of [0, 1, 254, 255, 256, 400, 529]) {
      const proof = await proveInclusionFromTiles(log, index, log.size);
      expect(checkInclusion(hashLeaf(sampleEntry(index).entry), index, log.size, proof, log.root)).toBe(true);
    }
    for (const [size, root] of roots) {
      const proof = await proveConsistencyFromTiles(log, size, log.size);
      expect(checkConsistency(size, root, log.size, log.root, proof)).toBe(true);
    }
  });

  test('keeps the order of appends that arrive together, each whole', async () => {
    const log = kept(await place().write());
    const batches = Array.from({ length: 40 }, (_, number) => sampleEntries(number * 10, number * 10 + (number % 4)));
    const indexes = await Promise.all(batches.map((batch) => log.append(batch)));
    expect(indexes.flat()).toEqual(Array.from({ length: log.size }, (_, index) => index));
    const entries = await log.readEntries(0, log.size);
    expect(indexes.map((at) => at.map((index) => entries[index]))).toEqual(
      batches.map((batch) => batch.map(({ entry }) => entry)),
    );
  });

  test('appends only to the size that the caller expects', async () => {
    const log = kept(await place().write());
    await log.append(sampleEntries(0, 2), { expectedSize: 0 });
    expect(await refusal(log.append(sampleEntries(2, 3), { expectedSize: 1 }))).toBe('LOG_MOVED log-moved');
    expect(log.size).toBe(2);
    const both = await Promise.allSettled([
      log.append(sampleEntries(2, 3), { expectedSize: 2 }),
      log.append(sampleEntries(3, 4), { expectedSize: 2 }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(log.size).toBe(3);
  });

  test('refuses what cannot be stored, and writes nothing of its batch', async () => {
    const log = kept(await place().write());
    const good = sampleEntry(0);
    const refusals = await Promise.all(
      [
        { entry: Buffer.alloc(65_536), body: null },
        { entry: good.entry, body: 'two\nlines' },
        { entry: good.entry, body: '' },
        { entry: good.entry, body: 'half a pair: \ud800' },
        { entry: good.entry, body: 'a NUL: \0' },
        { entry: good.entry, body: 'x'.repeat(1_048_577) },
      ].map((bad) => refusal(log.append([good, bad]))),
    );
    expect(refusals).toEqual([
      'INPUT_TOO_LARGE entry-length',
      'INPUT_INVALID body-text',
      'INPUT_INVALID body-text',
      'INPUT_INVALID body-text',
      'INPUT_INVALID body-text',
      'INPUT_TOO_LARGE body-text',
    ]);
    expect(log.size).toBe(0);
    const edge = [
      { entry: Buffer.alloc(65_535, 1), body: 'x'.repeat(1_048_576) },
      { entry: Buffer.alloc(0), body: ' ' },
    ];
    await log.append(edge);
    expect(await log.readEntries(0, 2)).toEqual(edge.map(({ entry }) => entry));
    expect(await log.readBodies(0, 2)).toEqual(edge.map(({ body }) => body));
  });

  test('refuses ranges beyond its size', async () => {
    const log = kept(await place().write());
    await log.append(sampleEntries(0, 2));
    const ranges: [number, number][] = [
      [0, 3],
      [-1, 1],
      [2, 1],
      [0.5, 1],
      [0, NaN],
    ];
    for (const [from, to] of ranges) {
      expect(await refusal(log.readEntries(from, to))).toBe('INPUT_INVALID index-range');
      expect(await refusal(log.readBodies(from, to))).toBe('INPUT_INVALID index-range');
    }
  });

  test('erases a body and nothing else', async () => {
    const at = place();
    const log = await at.write();
    await log.append(sampleEntries(0, 300));
    const { root, checkpoint } = log;
    await log.eraseBody(2);
    await log.eraseBody(290);
    await log.eraseBody(290);
    expect(await refusal(log.eraseBody(300))).toBe('NOT_FOUND index-range');
    expect(await refusal(log.eraseBody(0.5))).toBe('NOT_FOUND index-range');
    const expected = sampleEntries(0, 300).map(({ body }, index) => (index === 2 || index === 290 ? null : body));
    expect(await log.readBodies(0, 300)).toEqual(expected);
    await log.close();
    const reader = kept(await at.read());
    expect(await reader.readBodies(0, 300)).toEqual(expected);
    expect([reader.root, reader.checkpoint]).toEqual([root, checkpoint]);
    const proof = await proveInclusionFromTiles(reader, 290, 300);
    expect(checkInclusion(hashLeaf(sampleEntry(290).entry), 290, 300, proof, root)).toBe(true);
  });

  test('stays unsealed without a key, and is sealed later', async () => {
    const at = place();
    const log = await at.write({ signer: undefined });
    await log.append(sampleEntries(0, 2));
    expect(log.sealed).toBe(false);
    expect(log.checkpoint).toBe(`${origin}\n2\n${log.root.toString('base64')}\n`);
    const sealed = signCheckpoint({ origin, size: 2, root: log.root }, [signer]);
    const otherHead = signCheckpoint({ origin, size: 1, root: log.root }, [signer]);
    expect(await refusal(log.replaceCheckpoint(otherHead))).toBe('LOG_MOVED log-moved');
    expect(await refusal(log.replaceCheckpoint('nonsense'))).toBe('INPUT_INVALID checkpoint-lines');
    await log.replaceCheckpoint(sealed);
    expect([log.sealed, log.checkpoint]).toEqual([true, sealed]);
    await log.close();
    expect(kept(await at.read()).checkpoint).toBe(sealed);
  });

  test('carries cosignatures of witnesses', async () => {
    const log = kept(await place().write());
    await log.append(sampleEntries(0, 1));
    const witness = makeSigningKey('witness.example/w1', Buffer.alloc(32, 9), keyTypes.cosignature);
    const { text } = parseCheckpoint(log.checkpoint);
    await log.replaceCheckpoint(
      formatNote({ text, signatures: [signNoteText(text, signer), signCosignature(text, witness, 1_700_000_000)] }),
    );
    const verified = verifyCheckpoint(log.checkpoint, { origin, keys: [signer.key, witness.key] });
    expect(verified.verifiedBy).toEqual([signer.key, witness.key]);
  });

  test('mirrors a foreign log under its own signature, and refuses one that does not fit', async () => {
    const foreign = kept(await place().write({ signer: otherSigner }));
    await foreign.append(sampleEntries(0, 5));
    const mirror = kept(await place().write({ signer: undefined }));
    await mirror.append(sampleEntries(0, 3));
    expect(await refusal(mirror.append(sampleEntries(4, 6), { checkpoint: foreign.checkpoint }))).toBe(
      'LOG_FORKED log-forked',
    );
    expect(mirror.size).toBe(3);
    await mirror.append(sampleEntries(3, 5), { checkpoint: foreign.checkpoint });
    expect([mirror.size, mirror.checkpoint, mirror.sealed]).toEqual([5, foreign.checkpoint, true]);
  });

  test('tells its followers of growth, a reader of the same log too', async () => {
    const at = place();
    const log = kept(await at.write());
    const reader = kept(await at.read());
    const own: number[] = [];
    const stop = log.follow((size) => own.push(size));
    const seen = new Promise<number>((resolve) => {
      onTestFinished(reader.follow(resolve));
    });
    await log.append(sampleEntries(0, 2));
    expect(await seen).toBe(2);
    expect(await reader.readEntries(0, 2)).toEqual(sampleEntries(0, 2).map(({ entry }) => entry));
    stop();
    await log.append(sampleEntries(2, 3));
    expect(own).toEqual([2]);
  });

  test('shows a reader one state until it looks again', async () => {
    const at = place();
    const log = kept(await at.write());
    await log.append(sampleEntries(0, 250));
    const reader = kept(await at.read());
    await log.append(sampleEntries(250, 700));
    expect(reader.size).toBe(250);
    const proof = await proveInclusionFromTiles(reader, 249, 250);
    expect(checkInclusion(hashLeaf(sampleEntry(249).entry), 249, 250, proof, reader.root)).toBe(true);
    expect((await reader.readEntries(0, 250)).length).toBe(250);
    expect(await reader.refresh()).toBe(true);
    expect([reader.size, reader.root]).toEqual([700, log.root]);
    expect(await reader.refresh()).toBe(false);
  });

  test('says that there is no such log, or another one', async () => {
    const at = place();
    expect(await refusal(at.read())).toBe('NOT_FOUND log-missing');
    expect(await refusal(at.write({ origin: 'has spaces' }))).toBe('INPUT_INVALID checkpoint-origin');
  });

  test('writes nothing after it was closed', async () => {
    const log = await place().write();
    await log.append(sampleEntries(0, 1));
    await log.close();
    await log.close();
    expect(await refusal(log.append(sampleEntries(1, 2)))).toBe('STORAGE_FAILED log-closed');
    expect(await refusal(log.eraseBody(0))).toBe('STORAGE_FAILED log-closed');
  });

  test('acknowledges appends that were under way when it was closed', async () => {
    const at = place();
    const log = await at.write();
    const under = [log.append(sampleEntries(0, 2)), log.append(sampleEntries(2, 3))];
    await log.close();
    expect((await Promise.all(under)).flat()).toEqual([0, 1, 2]);
    expect(kept(await at.read()).size).toBe(3);
  });
});

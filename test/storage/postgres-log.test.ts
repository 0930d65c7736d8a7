/** What only logs in PostgreSQL promise: several processes, lost connections, a database that refuses or was changed. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { LedgerError, type Log } from '#ledger';
import { openPostgresLog, verifyOpenLog } from '#storage';
import { postgresMissing, startPostgres, type PostgresServer } from './postgres-server.ts';
import { checkSampleBody, origin, sampleEntries, signer } from './samples.ts';

let server: PostgresServer | null = null;

beforeAll(async () => {
  if (!postgresMissing) server = await startPostgres();
}, 60_000);

afterAll(async () => {
  await server?.stop();
}, 60_000);

async function refusal(work: Promise<unknown>): Promise<LedgerError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

async function open(url: string): Promise<Log> {
  const log = await openPostgresLog(url, { origin, signer });
  onTestFinished(() => log.close());
  return log;
}

/** Does something to the database behind the log's back. */
async function meddle(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const database = (): string => server?.createDatabase() ?? '';
const sendAllAway =
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()';

describe.skipIf(postgresMissing !== null)('a log in PostgreSQL', { timeout: 60_000 }, () => {
  it('is written by several at once, in one order that all see', async () => {
    const url = database();
    const writers = await Promise.all([open(url), open(url), open(url)]);
    const work = Array.from({ length: 60 }, async (_, number) =>
      writers[number % 3]?.append(sampleEntries(number * 3, number * 3 + 3)),
    );
    const indexes = (await Promise.all(work)).flatMap((given) => given ?? []);
    expect(indexes.sort((left, right) => left - right)).toEqual(Array.from({ length: 180 }, (_, index) => index));
    for (const writer of writers) await writer.refresh();
    expect(new Set(writers.map(({ checkpoint }) => checkpoint)).size).toBe(1);
    expect((await verifyOpenLog(writers[0], { keys: [signer.key], checkBody: checkSampleBody })).faults).toEqual([]);
  });

  it('is begun once by many that find no tables', async () => {
    const url = database();
    const all = await Promise.all(Array.from({ length: 6 }, () => open(url)));
    await all[0]?.append(sampleEntries(0, 1));
    for (const log of all) await log.refresh();
    expect(all.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('lets only one of two decide on the same state', async () => {
    const url = database();
    const [one, two] = [await open(url), await open(url)];
    const both = await Promise.allSettled([
      one.append(sampleEntries(0, 1), { expectedSize: 0 }),
      two.append(sampleEntries(1, 2), { expectedSize: 0 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const loser = both.find((result) => result.status === 'rejected');
    expect(loser?.reason).toMatchObject({ code: 'LOG_MOVED' });
  });

  it('survives lost connections: writers go on, followers come back and miss nothing', async () => {
    const url = database();
    const [writer, follower] = [await open(url), await open(url)];
    const seen: number[] = [];
    const reached = new Promise<void>((resolve) => {
      follower.follow((size) => {
        seen.push(size);
        if (size === 4) resolve();
      });
    });
    await writer.append(sampleEntries(0, 2));
    await meddle(url, sendAllAway);
    // The pool may learn of its lost connections only by using them.
    for (let attempt = 0; writer.size < 4 && attempt < 20; attempt += 1) {
      await writer.append(sampleEntries(2, 4), { expectedSize: 2 }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'STORAGE_FAILED' });
      });
    }
    await reached;
    expect(seen.at(-1)).toBe(4);
    expect((await verifyOpenLog(follower, { keys: [signer.key], checkBody: checkSampleBody })).faults).toEqual([]);
  });

  it('that is read-only refuses writing, says so, and goes on reading', async () => {
    const url = database();
    const log = await open(url);
    await log.append(sampleEntries(0, 3));
    const name = new URL(url).pathname.slice(1);
    await meddle(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`, sendAllAway);
    let error = await refusal(log.append(sampleEntries(3, 4)));
    // The first refusal may be the lost connection's.
    if (!error.message.includes('read-only')) error = await refusal(log.append(sampleEntries(3, 4)));
    expect([error.code, log.writeFailure]).toEqual(['STORAGE_FAILED', error.message]);
    expect(error.message).toContain('read-only');
    expect((await log.readEntries(0, 3)).length).toBe(3);
    const reader = await openPostgresLog(url, { origin, readOnly: true });
    expect(reader.size).toBe(3);
    await reader.close();
    expect((await refusal(openPostgresLog(url, { origin: 'log.example/new', signer }))).code).toBe('STORAGE_FAILED');
    await meddle(
      url,
      'SET default_transaction_read_only = off',
      `ALTER DATABASE ${name} RESET default_transaction_read_only`,
      sendAllAway,
    );
    for (let attempt = 0; log.size < 4 && attempt < 20; attempt += 1)
      await log.append(sampleEntries(3, 4)).catch(() => undefined);
    expect([log.size, log.writeFailure]).toEqual([4, null]);
  });

  it('that cannot be reached says so', async () => {
    const error = await refusal(openPostgresLog('postgresql://nobody@127.0.0.1:1/none', { origin, signer }));
    expect([error.code, error.rule]).toEqual(['STORAGE_FAILED', 'storage-failed']);
    expect(error.message).toContain('cannot be reached');
  });

  it.each([
    ['an entry', "UPDATE servanda_entry SET entry = 'other' WHERE index = 7", ['body 7', 'tile 7', 'tile 0', 'root ']],
    ['a body', "UPDATE servanda_entry SET body = 'other' WHERE index = 8", ['body 8']],
    [
      'a tile',
      "UPDATE servanda_tile SET hashes = overlay(hashes PLACING '\\xff00'::bytea FROM 33) WHERE level = 0 AND index = 0",
      ['tile 1'],
    ],
    ['an upper tile', "UPDATE servanda_tile SET hashes = sha256('x') WHERE level = 1", ['tile 0']],
    ['a missing tile', 'DELETE FROM servanda_tile WHERE level = 0 AND index = 1', ['missing-file ']],
  ])('that was changed in %s is found out', async (_, statement, expected) => {
    const url = database();
    const writer = await open(url);
    await writer.append(sampleEntries(0, 300));
    await meddle(url, statement);
    const log = await openPostgresLog(url, { origin, readOnly: true });
    onTestFinished(() => log.close());
    const { faults } = await verifyOpenLog(log, { keys: [signer.key], checkBody: checkSampleBody });
    expect(faults.map(({ rule, entry }) => `${rule} ${entry ?? ''}`).sort()).toEqual([...expected].sort());
  });

  it('that lost entries, or was put back to an earlier state, is not read or written on', async () => {
    const url = database();
    const log = await open(url);
    await log.append(sampleEntries(0, 300));
    const before = log.checkpoint;
    await log.append(sampleEntries(300, 310));
    await meddle(url, 'DELETE FROM servanda_entry WHERE index = 5');
    expect((await refusal(log.readEntries(0, 10))).code).toBe('LOG_DAMAGED');
    await meddle(url, `UPDATE servanda_log SET size = 300, checkpoint = '${before}'`);
    expect((await refusal(log.refresh())).rule).toBe('log-shrunk');
    expect(log.size).toBe(310);
    await meddle(url, "UPDATE servanda_log SET checkpoint = 'nonsense'");
    expect((await refusal(log.append(sampleEntries(310, 311)))).code).toBe('LOG_DAMAGED');
    expect((await refusal(openPostgresLog(url, { origin, readOnly: true }))).code).toBe('LOG_DAMAGED');
  });

  it('whose last tile was changed is not written on', async () => {
    const url = database();
    await (await open(url)).append(sampleEntries(0, 3));
    await meddle(url, "UPDATE servanda_tile SET hashes = overlay(hashes PLACING '\\xff00'::bytea FROM 33)");
    const other = await open(url);
    expect((await refusal(other.append(sampleEntries(3, 4)))).code).toBe('LOG_DAMAGED');
    expect(other.size).toBe(3);
  });

  it('opened for reading only is not written', async () => {
    const url = database();
    await (await open(url)).append(sampleEntries(0, 3));
    const reader = (await openPostgresLog(url, { origin, readOnly: true })) as Log;
    onTestFinished(() => reader.close());
    expect((await refusal(reader.append(sampleEntries(3, 4)))).rule).toBe('log-read-only');
    expect((await refusal(reader.eraseBody(0))).rule).toBe('log-read-only');
  });
});

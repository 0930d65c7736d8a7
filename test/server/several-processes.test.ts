/**
 * Three servers on one PostgreSQL, one killed every second: one consistent log, every receipt valid. 20,000 statements
 * in a recorded run: SERVANDA_TEST_STATEMENTS=20000.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditStatements } from '../../src/intake/index.ts';
import {
  checkSignatures,
  makeSigningKey,
  makeVerifierKey,
  parseBase64Url,
  verifyReceipt,
  type Receipt,
} from '../../src/ledger/index.ts';
import { LogBook, readStatements } from '../../src/registry/index.ts';
import { openPostgresLog, postgresSecrets, verifyOpenLog } from '../../src/storage/index.ts';
import { grant, keyOf, local, registration, signed } from '../intake/local-samples.ts';
import { incident } from '../samples.ts';
import { postgresMissing, startPostgres, type PostgresServer } from '../storage/postgres-server.ts';

const count = Number(process.env['SERVANDA_TEST_STATEMENTS'] ?? 600);
const batch = 20;
/** A built program starts in half the time: SERVANDA_TEST_PROGRAM=dist/cli/main.mjs. */
const built = process.env['SERVANDA_TEST_PROGRAM'] ?? '';
const program = built === '' ? ['--import', 'tsx', 'src/cli/main.ts'] : [built];
const root = path.join(import.meta.dirname, '../..');

interface Served {
  child: ChildProcess;
  url: string;
}

/** Starts a server on any free port; resolves when it says where it is. */
function serve(database: string): Promise<Served> {
  const child = spawn(process.execPath, [...program, 'serve', '--port', '0', '--rate', '0', '--database', database], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SERVANDA_DATA: path.join(root, 'no-such-folder') },
  });
  let said = '';
  let complained = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /Servanda is at (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve({ child, url });
    });
    child.once('exit', (code, signal) => {
      reject(new Error(`The server ended (${code ?? signal ?? ''}) before it listened: ${complained}`));
    });
  });
}

function end({ child }: Served, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else {
      child.once('exit', () => {
        resolve();
      });
      child.kill(signal);
    }
  });
}

describe.skipIf(postgresMissing !== null)('three servers on one database', { timeout: 600_000 + count * 60 }, () => {
  let postgres: PostgresServer;
  const servers: (Served | undefined)[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(servers.flatMap((server) => (server ? [end(server, 'SIGKILL')] : [])));
    await postgres.stop();
  }, 60_000);

  it(`keep one log of ${count} statements while one is killed every second`, async () => {
    const database = postgres.createDatabase();
    // All three find an empty database, and make tables, keys and the beginning of the log at the same moment.
    servers.push(...(await Promise.all([1, 2, 3].map(() => serve(database)))));
    const secrets = postgresSecrets(database);
    const operatorJwk = JSON.parse((await secrets.read('operator.json')) ?? '{}') as { d: string; kid: string };
    await secrets.close();
    const operator = makeSigningKey('operator', parseBase64Url(operatorJwk.d) ?? Buffer.alloc(0));
    const { result } = (await (await fetch(`${servers[0]?.url ?? ''}/api/v1/logs`)).json()) as {
      result: { items: { origin: string; local: boolean; operator: string }[] };
    };
    const line = result.items.find((item) => item.local);
    const origin = line?.origin ?? '';
    expect(line?.operator).toBe(operatorJwk.kid);

    const observer = keyOf('observer');
    const receipts = new Map<string, Receipt>();
    let tries = 0;
    const post = async (statements: unknown[]): Promise<void> => {
      for (;;) {
        tries += 1;
        const server = servers[tries % servers.length];
        try {
          const response = await fetch(`${server?.url ?? 'http://127.0.0.1:9'}/api/v1/statements`, {
            method: 'POST',
            body: JSON.stringify({ statements }),
          });
          const answer = (await response.json()) as {
            result?: { receipts: Receipt[] };
            code?: string;
            detail?: string;
          };
          if (answer.result) {
            for (const receipt of answer.result.receipts) {
              receipts.set((JSON.parse(receipt.leaf) as { statement: string }).statement, receipt);
            }
            return;
          }
          // A process that lost the race too often, or whose connection died, says so: the batch is handed in again.
          expect(['LOG_MOVED', 'STORAGE_FAILED'], answer.detail).toContain(answer.code);
        } catch (error) {
          if (!(error instanceof TypeError)) throw error; // The server was killed.
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await post([
      signed(registration(observer), operator, origin),
      signed(grant(observer, 'observer-1', { role: 'observer' }), operator, origin),
    ]);
    let next = 0;
    let done = false;
    const worker = async (): Promise<void> => {
      while (next < count) {
        const from = next;
        next += batch;
        await post(
          Array.from({ length: batch }, (_, at) =>
            signed(local(incident(`i-${from + at}`, '2026-01-02', ['FRA'])), observer, origin),
          ),
        );
      }
    };
    // Every second one of those that are up; each comes back in its own time.
    const starting = new Set<Promise<void>>();
    const killer = async (): Promise<number> => {
      let kills = 0;
      for (let second = 0; ; second += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        if (done) break;
        const at = [0, 1, 2].map((step) => (second + step) % 3).find((index) => servers[index] !== undefined);
        const victim = at === undefined ? undefined : servers[at];
        // One stays: where a start takes longer than a second, all three would be starting all the time.
        if (at === undefined || !victim || servers.filter(Boolean).length < 2) continue;
        servers[at] = undefined;
        await end(victim, 'SIGKILL');
        kills += 1;
        const restart = serve(database).then((server) => {
          servers[at] = server;
          starting.delete(restart);
        });
        starting.add(restart);
      }
      await Promise.all(starting);
      return kills;
    };
    const killing = killer();
    await Promise.all([1, 2, 3, 4, 5, 6].map(worker));
    done = true;
    const kills = await killing;
    console.log(`${receipts.size} statements, ${kills} kills, ${tries} requests`);
    expect(kills).toBeGreaterThan(0);

    expect(receipts.size).toBe(count + 2);
    const log = await openPostgresLog(database, { origin, readOnly: true });
    const [entries, bodies] = [await log.readEntries(0, log.size), await log.readBodies(0, log.size)];
    const statements = readStatements(origin, entries, bodies);
    expect(new Set(statements.map(({ statement }) => statement)).size, 'no statement twice').toBe(log.size);
    expect(log.size, 'nothing but what was acknowledged').toBe(count + 4);
    const book = new LogBook(origin);
    expect(await auditStatements(book, statements, checkSignatures)).toEqual([]);
    const keys = book.ring
      .checkpointKeys()
      .map(({ x }) => makeVerifierKey(origin, parseBase64Url(x) ?? Buffer.alloc(32)));
    expect((await verifyOpenLog(log, { keys })).faults).toEqual([]);
    for (const [id, receipt] of receipts) {
      const verified = await verifyReceipt(receipt, { operator: operatorJwk.kid, origin });
      expect(statements[verified.index]?.statement).toBe(id);
    }
    await log.close();
  });
});

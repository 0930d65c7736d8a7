/** Writers are killed at random instants; nothing acknowledged may be lost, and the next writer starts at once. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashLeaf, rootFromTiles, type LogReader } from '#ledger';
import { openFileLog, openPostgresLog, verifyLog, verifyOpenLog } from '#storage';
import { postgresMissing, startPostgres, type PostgresServer } from './postgres-server.ts';
import { origin, seededChance, signer, temporaryFolder } from './samples.ts';

/** 200 in a recorded run: SERVANDA_TEST_KILLS=200. */
const kills = Number(process.env['SERVANDA_TEST_KILLS'] ?? 20);

/** What writers were told before they died. */
class Acknowledgements {
  readonly entries = new Map<number, string>();
  readonly roots = new Map<number, string>();
  readonly twice: string[] = [];
  refused = 0;

  read(line: string): void {
    const [word, ...rest] = line.split(' ');
    if (word === 'appended') {
      for (const item of line.slice('appended '.length).split(',')) {
        const [index = '', hash = ''] = item.split(' ');
        if (this.entries.has(Number(index))) this.twice.push(item);
        this.entries.set(Number(index), hash);
      }
    }
    const [size = '', root = ''] = rest;
    if (word === 'checkpoint') {
      if ((this.roots.get(Number(size)) ?? root) !== root) this.twice.push(line);
      this.roots.set(Number(size), root);
    }
    if (word === 'refused') this.refused += 1;
  }

  async check(log: LogReader): Promise<void> {
    expect(this.twice, 'one index or size acknowledged twice').toEqual([]);
    const entries = await log.readEntries(0, log.size);
    const hashes = entries.map((entry) => hashLeaf(entry).toString('hex'));
    expect(new Set(hashes).size, 'no entry twice').toBe(hashes.length);
    const lost = [...this.entries].filter(([index, hash]) => hashes[index] !== hash);
    expect(lost, 'acknowledged and lost').toEqual([]);
    for (const [size, root] of this.roots) {
      const prefix = await rootFromTiles(log, size);
      if (prefix.toString('hex') !== root)
        throw new Error(`The checkpoint at ${size} was acknowledged and is not a prefix.`);
    }
  }
}

interface Writer {
  process: ChildProcess;
  ready: Promise<void>;
  ended: Promise<number | null>;
}

function startWriter(place: string, kind: 'files' | 'postgres', acknowledged: Acknowledgements): Writer {
  const script = path.join(import.meta.dirname, 'append-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, place, kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let rest = '';
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve;
    child.once('exit', (code, signal) => {
      reject(new Error(`The writer ended before it was ready (${code ?? signal ?? ''}).`));
    });
  });
  ready.catch(() => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    // A line cut off by the kill was not an acknowledgement.
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'ready') isReady();
      else acknowledged.read(line);
    }
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code);
    });
  });
  return { process: child, ready, ended };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const hexBody = (_: number, entry: Buffer, body: string | null): string | null =>
  body === entry.toString('hex') ? null : 'The body does not belong to the entry.';

describe('killed writers', { timeout: 30_000 + kills * 5_000 }, () => {
  it(`lose nothing in files (${kills} kills)`, async () => {
    const folder = path.join(temporaryFolder(), 'log');
    const chance = seededChance(4);
    const acknowledged = new Acknowledgements();
    for (let kill = 0; kill < kills; kill += 1) {
      const writer = startWriter(folder, 'files', acknowledged);
      // Most die while they append, some while they start and put right what the last one left.
      if (chance() < 0.75) {
        await writer.ready;
        await pause(chance() * 60);
      } else {
        await pause(150 + chance() * 300);
      }
      writer.process.kill('SIGKILL');
      await writer.ended;
      if (acknowledged.entries.size === 0) continue;
      // A reader needs no repair to see what was acknowledged.
      const reader = await openFileLog(folder, { origin, readOnly: true });
      expect(reader.size).toBeGreaterThanOrEqual(
        [...acknowledged.entries.keys()].reduce((most, index) => Math.max(most, index + 1), 0),
      );
    }
    expect(acknowledged.entries.size).toBeGreaterThan(kills);
    const log = await openFileLog(folder, { origin, signer });
    await acknowledged.check(log);
    await log.close();
    const report = await verifyLog(folder, { origin, keys: [signer.key], checkBody: hexBody });
    expect(report.faults).toEqual([]);
  });

  describe.skipIf(postgresMissing !== null)('in PostgreSQL', () => {
    let server: PostgresServer | null = null;
    beforeAll(async () => {
      server = await startPostgres();
    }, 60_000);
    afterAll(async () => {
      await server?.stop();
    }, 60_000);

    it(`leave no gap, duplicate or fork: three at once (${kills} kills)`, async () => {
      const url = server?.createDatabase() ?? '';
      const chance = seededChance(5);
      const acknowledged = new Acknowledgements();
      const writers = [1, 2, 3].map(() => startWriter(url, 'postgres', acknowledged));
      await Promise.all(writers.map(({ ready }) => ready));
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(chance() * 60);
        const at = Math.floor(chance() * writers.length);
        writers[at]?.process.kill('SIGKILL');
        await writers[at]?.ended;
        const next = startWriter(url, 'postgres', acknowledged);
        writers[at] = next;
        await next.ready;
      }
      for (const writer of writers) {
        writer.process.kill('SIGKILL');
        await writer.ended;
      }
      expect(acknowledged.refused).toBe(0);
      expect(acknowledged.entries.size).toBeGreaterThan(kills);
      const log = await openPostgresLog(url, { origin, signer });
      await acknowledged.check(log);
      expect((await verifyOpenLog(log, { keys: [signer.key], checkBody: hexBody })).faults).toEqual([]);
      await log.close();
    });
  });
});

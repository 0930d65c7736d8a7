/** What only logs in files promise: the same bytes, one writer, a journal that is checked, a past that is watched. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LedgerError, type Log } from '#ledger';
import { openFileLog, readLog, verifyLog } from '#storage';
import { origin, otherSigner, sampleEntries, signer, temporaryFolder } from './samples.ts';
import { SimulatedDisk } from './simulated-disk.ts';

const folder = '/log';

async function refusal(work: Promise<unknown>): Promise<LedgerError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

async function filled(disk: SimulatedDisk, sizes: readonly number[], options = {}): Promise<Log> {
  const log = await openFileLog(folder, { origin, signer, fileSystem: disk, writeTilesAfterMs: Infinity, ...options });
  for (const size of sizes) await log.append(sampleEntries(log.size, size));
  return log;
}

describe('a folder', () => {
  it('holds exactly what the layout says', async () => {
    const disk = new SimulatedDisk();
    await (await filled(disk, [300])).close();
    expect([...disk.contents().keys()].sort()).toEqual(
      [
        '/log/bodies/000.jsonl',
        '/log/bodies/001.jsonl',
        '/log/checkpoint',
        '/log/tile/0/000',
        '/log/tile/0/001.p/44',
        '/log/tile/1/000.p/1',
        '/log/tile/entries/000',
        '/log/tile/entries/001.p/44',
      ].sort(),
    );
    const lines = disk.contents().get('/log/bodies/001.jsonl')?.toString('utf8').split('\n') ?? [];
    expect(lines).toEqual([...sampleEntries(256, 300).map(({ body }) => body ?? ''), '']);
  });

  it('is a function of entries, bodies and key, however they came', async () => {
    const [atOnce, inSteps, withRestarts] = [new SimulatedDisk(), new SimulatedDisk(), new SimulatedDisk()];
    await (await filled(atOnce, [530])).close();
    await (await filled(inSteps, [1, 2, 255, 256, 257, 500, 530])).close();
    for (const size of [3, 256, 400, 530]) await (await filled(withRestarts, [size])).close();
    expect(inSteps.contents()).toEqual(atOnce.contents());
    expect(withRestarts.contents()).toEqual(atOnce.contents());
  });

  it('is read whole, journal included, while its writer is at work', async () => {
    const place = path.join(temporaryFolder(), 'log');
    const log = await openFileLog(place, { origin, signer, writeTilesAfterMs: Infinity });
    onTestFinished(() => log.close());
    await log.append(sampleEntries(0, 3));
    // Nobody asked for the checkpoint yet: the entries are there, and nothing says that they are sealed.
    expect(await readLog(place, { origin })).toMatchObject({ size: 3, sealed: false });
    expect(log.sealed).toBe(true);
    const whole = await readLog(place, { origin });
    expect(whole).toMatchObject({ origin, size: 3, sealed: true, checkpoint: log.checkpoint });
    expect(whole.bodies).toEqual(sampleEntries(0, 3).map(({ body }) => body));
    expect((await verifyLog(place, { origin, keys: [signer.key] })).faults).toEqual([]);
    expect(fs.existsSync(path.join(place, 'tile'))).toBe(false);
    await log.writeTiles();
    expect(fs.existsSync(path.join(place, 'tile/0/000.p/3'))).toBe(true);
  });

  it('whose entries do not lead to the root is not read', async () => {
    const disk = new SimulatedDisk();
    await (await filled(disk, [300])).close();
    const contents = disk.contents();
    const bundle = Buffer.from(contents.get('/log/tile/entries/000') ?? '');
    bundle.write('X', 4);
    contents.set('/log/tile/entries/000', bundle);
    const changed = SimulatedDisk.from(contents);
    expect((await refusal(readLog(folder, { fileSystem: changed }))).code).toBe('LOG_DAMAGED');
    expect((await readLog(folder, { fileSystem: changed, checkRoot: false })).size).toBe(300);
  });

  it.each([
    ['checkpoint', Buffer.from('not a checkpoint'), 'LOG_DAMAGED log-damaged'],
    ['checkpoint', null, 'LOG_DAMAGED log-missing'],
    ['tile/0/001.p/44', null, 'LOG_DAMAGED tile-missing'],
    ['tile/0/001.p/44', Buffer.alloc(44 * 32), 'LOG_DAMAGED log-damaged'],
    ['tile/1/000.p/1', Buffer.alloc(31), 'LOG_DAMAGED tile-length'],
    ['tile/entries/001.p/44', Buffer.alloc(3), 'LOG_DAMAGED bundle-framing'],
    ['bodies/001.jsonl', Buffer.from('\n'), 'LOG_DAMAGED body-text'],
    ['bodies/001.jsonl', null, 'LOG_DAMAGED body-text'],
  ])('with a broken %s is not written on', async (name, bytes, expected) => {
    const disk = new SimulatedDisk();
    await (await filled(disk, [300])).close();
    const contents = disk.contents();
    if (bytes) contents.set(`/log/${name}`, bytes);
    else contents.delete(`/log/${name}`);
    const { code, rule } = await refusal(filled(SimulatedDisk.from(contents), []));
    expect(`${code} ${rule}`).toBe(expected);
  });

  it('of another origin, or with a forged signature of our key, is not written on', async () => {
    const disk = new SimulatedDisk();
    await (await filled(disk, [3])).close();
    expect((await refusal(filled(disk, [], { origin: 'log.example/other' }))).rule).toBe('checkpoint-origin');
    const contents = disk.contents();
    const note = contents.get('/log/checkpoint')?.toString('utf8') ?? '';
    const signature = /[A-Za-z0-9+/]{20}=*\n$/.exec(note)?.[0] ?? '';
    contents.set(
      '/log/checkpoint',
      Buffer.from(note.replace(signature, `${signature.slice(1, -3)}A${signature.slice(-3)}`)),
    );
    expect((await refusal(filled(SimulatedDisk.from(contents), []))).rule).toBe('signature-wrong');
  });

  it('goes on under a new key', async () => {
    const disk = new SimulatedDisk();
    await (await filled(disk, [3])).close();
    await (await filled(disk, [5], { signer: otherSigner })).close();
    expect((await verifyLog(folder, { origin, keys: [otherSigner.key], fileSystem: disk })).faults).toEqual([]);
  });
});

describe('a journal', () => {
  async function crashed(): Promise<Map<string, Buffer>> {
    const disk = new SimulatedDisk();
    await filled(disk, [1, 3, 6]);
    return disk.contents();
  }

  it('cut off at any byte loses only what was not whole', async () => {
    const contents = await crashed();
    const journal = contents.get('/log/journal-a') ?? Buffer.alloc(0);
    const sizes = new Set<number>();
    for (let length = 0; length <= journal.length; length += length < 2500 ? 1 : 5000) {
      const disk = SimulatedDisk.from(new Map(contents).set('/log/journal-a', journal.subarray(0, length)));
      const log = await filled(disk, []);
      sizes.add(log.size);
      expect((await log.readEntries(0, log.size)).map(String)).toEqual(
        sampleEntries(0, log.size).map(({ entry }) => entry.toString()),
      );
    }
    expect([...sizes]).toEqual([0, 1, 3, 6]);
  });

  it('broken in the middle is not taken for a torn end', async () => {
    const contents = await crashed();
    const journal = Buffer.from(contents.get('/log/journal-a') ?? '');
    journal.writeUInt8(journal.readUInt8(60) ^ 1, 60);
    const disk = SimulatedDisk.from(contents.set('/log/journal-a', journal));
    expect((await refusal(filled(disk, []))).code).toBe('LOG_DAMAGED');
    expect((await refusal(openFileLog(folder, { readOnly: true, fileSystem: disk }))).place.file).toBe('journal-a');
    expect((await verifyLog(folder, { origin, keys: [signer.key], fileSystem: disk })).faults).toMatchObject([
      { rule: 'journal' },
    ]);
  });

  it('of a whole record that does not fit the log is not taken up', async () => {
    const contents = await crashed();
    const other = new SimulatedDisk();
    const log = await openFileLog(folder, { origin, signer, fileSystem: other, writeTilesAfterMs: Infinity });
    await log.append(sampleEntries(5, 7));
    const stolen = other.contents().get('/log/journal-a') ?? Buffer.alloc(0);
    const first = contents.get('/log/journal-a') ?? Buffer.alloc(0);
    // A whole record of the same start, then one that continues another tree.
    const mixed = SimulatedDisk.from(contents.set('/log/journal-a', Buffer.concat([stolen, first])));
    expect((await refusal(filled(mixed, []))).code).toBe('LOG_DAMAGED');
  });
});

describe('the past of a log', () => {
  async function other(first: number, last: number): Promise<Map<string, Buffer>> {
    const disk = new SimulatedDisk();
    const log = await filled(disk, []);
    await log.append(sampleEntries(first, last));
    await log.close();
    return disk.contents();
  }

  it.each([
    ['that shrank', other(0, 2), 'log-shrunk'],
    ['that is gone', Promise.resolve(new Map<string, Buffer>()), 'log-missing'],
    ['that was rewritten', other(1, 10), 'log-forked'],
    ['that was rewritten at its size', other(1, 6), 'log-forked'],
  ])('%s is noticed by a reader, who keeps what he read', async (_, contents, rule) => {
    const disk = new SimulatedDisk();
    await (await filled(disk, [5])).close();
    const reader = await openFileLog(folder, { origin, readOnly: true, fileSystem: disk });
    const { checkpoint } = reader;
    disk.replaceAll(await contents);
    const { code, rule: found } = await refusal(reader.refresh());
    expect([code, found]).toEqual(['LOG_FORKED', rule]);
    expect(reader.checkpoint).toBe(checkpoint);
  });
});

describe('the lock of the writer', { timeout: 30_000 }, () => {
  it('keeps a second writer out, says who holds it and what to do, and leaves readers alone', async () => {
    const place = path.join(temporaryFolder(), 'log');
    const log = await openFileLog(place, { origin, signer });
    const error = await refusal(openFileLog(place, { origin, signer }));
    expect([error.code, error.rule]).toEqual(['LOG_LOCKED', 'log-locked']);
    expect(error.message).toContain(`process ${process.pid} on ${os.hostname()}`);
    expect(error.message).toContain('submit to the server that is running');
    expect((await openFileLog(place, { readOnly: true })).size).toBe(0);
    await log.close();
    expect(fs.readdirSync(place)).toEqual(['checkpoint']);
    await (await openFileLog(place, { origin, signer })).close();
  });

  it('is given to exactly one of many that come at once', async () => {
    const place = path.join(temporaryFolder(), 'log');
    await (await openFileLog(place, { origin, signer })).close();
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => openFileLog(place, { origin, signer })));
    const opened = all.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(opened.length).toBe(1);
    await opened[0]?.close();
  });

  it('of a machine that is not this one is respected; that of a dead process here is not', async () => {
    const place = path.join(temporaryFolder(), 'log');
    await (await openFileLog(place, { origin, signer })).close();
    const lock = path.join(place, 'lock');
    fs.writeFileSync(lock, '1\nanother-machine\nboot pid:[1]\n');
    const error = await refusal(openFileLog(place, { origin, signer }));
    expect(error.message).toContain('process 1 on another-machine');
    expect(error.message).toContain(`remove ${lock}`);
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    fs.writeFileSync(lock, `${child.pid ?? 0}\n${os.hostname()}\n${boot} ${fs.readlinkSync('/proc/self/ns/pid')}\n`);
    await (await openFileLog(place, { origin, signer })).close();
  });
});

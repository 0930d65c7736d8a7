/** The power goes at every boundary of every write; what was acknowledged must be there, and the log must start. */
import { describe, expect, it } from 'vitest';
import { openFileLog, verifyLog, type FileSystem } from '#storage';
import { checkSampleBody, origin, sampleEntries, seededChance, signer } from './samples.ts';
import { PowerCut, SimulatedDisk, type Survival } from './simulated-disk.ts';

const folder = '/data/log';

interface Acknowledged {
  size: number;
  checkpoint: string | null;
  erased: boolean;
}

/** Two runs of a writer over the same folder: small and large appends, tiles in between, an erasure, a clean close. */
async function work(fileSystem: FileSystem, acknowledged: Acknowledged): Promise<void> {
  const options = { origin, signer, fileSystem, writeTilesAfterMs: Infinity };
  const first = await openFileLog(folder, options);
  const grow = async (log: typeof first, count: number): Promise<void> => {
    await log.append(sampleEntries(log.size, log.size + count));
    acknowledged.size = log.size;
    acknowledged.checkpoint = log.checkpoint;
  };
  await grow(first, 1);
  await grow(first, 2);
  await first.writeTiles();
  await grow(first, 250);
  await grow(first, 1);
  await first.writeTiles();
  await grow(first, 3);
  // Tiles are written while appends go on.
  const carrying = first.writeTiles();
  carrying.catch(() => undefined);
  await grow(first, 300);
  await grow(first, 1);
  await carrying;
  await grow(first, 1);
  await first.close();
  const second = await openFileLog(folder, options);
  await grow(second, 2);
  await second.eraseBody(1);
  acknowledged.erased = true;
  await grow(second, 1);
  await second.close();
}

async function runUntil(cutAt: number): Promise<{ disk: SimulatedDisk; acknowledged: Acknowledged }> {
  const disk = new SimulatedDisk();
  disk.cutAt = cutAt;
  const acknowledged: Acknowledged = { size: 0, checkpoint: null, erased: false };
  try {
    await work(disk, acknowledged);
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
  }
  return { disk, acknowledged };
}

async function checkRestart(cutAt: number, survival: Survival): Promise<void> {
  const { disk, acknowledged } = await runUntil(cutAt);
  const restarted = disk.afterPowerCut(survival);
  const where = `cut before operation ${cutAt} (${disk.trace.at(-1) ?? 'end'})`;
  if (acknowledged.size > 0) {
    const reader = await openFileLog(folder, { origin, readOnly: true, fileSystem: restarted });
    expect(reader.size, `${where}: a reader without repair`).toBeGreaterThanOrEqual(acknowledged.size);
  }
  const log = await openFileLog(folder, { origin, signer, fileSystem: restarted, writeTilesAfterMs: Infinity });
  expect(log.size, where).toBeGreaterThanOrEqual(acknowledged.size);
  const expected = sampleEntries(0, log.size);
  // Joined: comparing hundreds of buffers one by one takes longer than all the rest.
  const join = (entries: readonly Uint8Array[]): string => Buffer.concat(entries).toString('latin1');
  expect(
    join(await log.readEntries(0, log.size)) === join(expected.map(({ entry }) => entry)),
    `${where}: entries`,
  ).toBe(true);
  const bodies = expected.map(({ body }) => body);
  const found = await log.readBodies(0, log.size);
  if (acknowledged.erased) bodies[1] = null;
  else if (found[1] === null) found[1] = bodies[1] ?? null; // cut while erasing: either is right
  expect(found.join('\n') === bodies.join('\n'), `${where}: bodies`).toBe(true);
  if (acknowledged.size === log.size && acknowledged.size > 0)
    expect(log.checkpoint, where).toBe(acknowledged.checkpoint);
  await log.append(sampleEntries(log.size, log.size + 1));
  await log.close();
  const report = await verifyLog(folder, {
    origin,
    keys: [signer.key],
    checkBody: checkSampleBody,
    fileSystem: restarted,
  });
  expect(report.faults, where).toEqual([]);
}

describe('power cut', { timeout: 120_000 }, async () => {
  const { disk } = await runUntil(Infinity);
  const boundaries = disk.operations;

  it('meets every kind of operation', () => {
    const kinds = new Set(disk.trace.map((line) => line.split(' ')[0]));
    expect([...kinds].sort()).toEqual(
      [
        'makeFolder',
        'openFile',
        'removeFile',
        'removeFolder',
        'rename',
        'sync',
        'syncFile',
        'syncFolder',
        'truncate',
        'write',
        'writeFile',
      ].sort(),
    );
  });

  it('that drops every unsynced write, at every boundary', async () => {
    for (let cutAt = 1; cutAt <= boundaries + 1; cutAt += 1) await checkRestart(cutAt, 'none');
  });

  it('that drops nothing (a killed process), at every boundary', async () => {
    for (let cutAt = 1; cutAt <= boundaries + 1; cutAt += 1) await checkRestart(cutAt, 'all');
  });

  it.each([1, 2, 3])(
    'that keeps a part of the unsynced writes and tears some, at every boundary (seed %i)',
    async (seed) => {
      const chance = seededChance(seed);
      for (let cutAt = 1; cutAt <= boundaries + 1; cutAt += 1) await checkRestart(cutAt, chance);
    },
  );

  it('while recovering from a power cut', async () => {
    const chance = seededChance(9);
    for (let cutAt = 1; cutAt <= boundaries; cutAt += 3) {
      const { disk: cut, acknowledged } = await runUntil(cutAt);
      for (let again = 1; ; again += 2) {
        const restarted = cut.afterPowerCut('none');
        restarted.cutAt = again;
        try {
          const log = await openFileLog(folder, { origin, signer, fileSystem: restarted, writeTilesAfterMs: Infinity });
          await log.close();
          break;
        } catch (error) {
          if (!(error instanceof PowerCut)) throw error;
        }
        const third = restarted.afterPowerCut(chance);
        const log = await openFileLog(folder, { origin, signer, fileSystem: third, writeTilesAfterMs: Infinity });
        expect(log.size, `cut at ${cutAt}, again at ${again}`).toBeGreaterThanOrEqual(acknowledged.size);
        await log.close();
      }
    }
  });
});

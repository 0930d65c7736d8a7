/** A disk that fills up, turns read-only or fails: writing is refused with the reason, reading goes on. */
import { describe, expect, it } from 'vitest';
import { LedgerError } from '#ledger';
import { openFileLog, verifyLog, type FileLog } from '#storage';
import { checkSampleBody, origin, sampleEntries, signer } from './samples.ts';
import { SimulatedDisk } from './simulated-disk.ts';

const folder = '/data/log';
const options = { origin, signer, writeTilesAfterMs: Infinity };

async function appendMore(log: FileLog, count: number): Promise<void> {
  await log.append(sampleEntries(log.size, log.size + count));
}

/** Steps of a writer; each either succeeds or is refused as STORAGE_FAILED. */
const steps: readonly ((log: FileLog) => Promise<void>)[] = [
  (log) => appendMore(log, 2),
  (log) => appendMore(log, 260),
  (log) => log.writeTiles(),
  (log) => appendMore(log, 1),
  (log) => (log.size > 0 ? log.eraseBody(0) : Promise.resolve()),
  (log) => appendMore(log, 3),
];

async function runSteps(log: FileLog, where: string): Promise<LedgerError[]> {
  const refusals: LedgerError[] = [];
  for (const step of steps) {
    try {
      await step(log);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      refusals.push(error);
    }
    const expected = sampleEntries(0, log.size).map(({ entry }) => entry.toString());
    const found = await log.readEntries(0, log.size);
    expect(found.map(String).join() === expected.join(), `${where}: reading goes on`).toBe(true);
  }
  return refusals;
}

describe('a failing disk', { timeout: 120_000 }, () => {
  it.each([
    ['ENOSPC', /disk is full/],
    ['EROFS', /read-only/],
    ['EACCES', /Permission is missing/],
    ['EIO', /disk reports an error/],
  ])(
    'with %s refuses writing at every operation, keeps reading, and goes on when it is well again',
    async (code, reason) => {
      const whole = new SimulatedDisk();
      const log = await openFileLog(folder, { ...options, fileSystem: whole });
      const opened = whole.operations;
      expect(await runSteps(log, 'without a failure')).toEqual([]);
      for (let failFrom = opened + 1; failFrom <= whole.operations; failFrom += 1) {
        const where = `${code} at operation ${failFrom}`;
        const disk = new SimulatedDisk();
        const failing = await openFileLog(folder, { ...options, fileSystem: disk });
        disk.failCode = code;
        disk.failFrom = failFrom;
        const refusals = await runSteps(failing, where);
        expect(refusals.length, where).toBeGreaterThan(0);
        for (const refusal of refusals) {
          expect(refusal.code, where).toBe('STORAGE_FAILED');
          expect(refusal.message).toMatch(reason);
        }
        expect(failing.writeFailure, where).toMatch(reason);
        const { size } = failing;
        disk.failFrom = Infinity;
        await appendMore(failing, 2);
        expect([failing.size, failing.writeFailure], where).toEqual([size + 2, null]);
        await failing.close();
        const report = await verifyLog(folder, {
          origin,
          keys: [signer.key],
          checkBody: checkSampleBody,
          fileSystem: disk,
        });
        expect(report.faults, where).toEqual([]);
        expect(report.size, where).toBe(size + 2);
      }
    },
  );

  it('that fails while the log is closed keeps what was acknowledged for the next start', async () => {
    const disk = new SimulatedDisk();
    const log = await openFileLog(folder, { ...options, fileSystem: disk });
    await appendMore(log, 5);
    disk.failFrom = disk.operations + 1;
    await expect(log.close()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    disk.failFrom = Infinity;
    const again = await openFileLog(folder, { ...options, fileSystem: disk });
    expect(again.size).toBe(5);
    await again.close();
  });

  it('that cannot be written at all refuses a writer and serves a reader', async () => {
    const disk = new SimulatedDisk();
    const log = await openFileLog(folder, { ...options, fileSystem: disk });
    await appendMore(log, 5);
    const cut = disk.afterPowerCut('none');
    cut.failFrom = 0;
    cut.failCode = 'EROFS';
    await expect(openFileLog(folder, { ...options, fileSystem: cut })).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    const reader = await openFileLog(folder, { origin, readOnly: true, fileSystem: cut });
    expect((await reader.readEntries(0, 5)).length).toBe(5);
  });
});

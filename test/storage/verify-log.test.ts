/** No bit of a log's folder can change, no file come or go, without being named. */
import { describe, expect, it } from 'vitest';
import { formatNote, makeSigningKey, parseCheckpoint, signNoteText, signCheckpoint, type SigningKey } from '#ledger';
import { openFileLog, verifyLog, type LogReport } from '#storage';
import { checkSampleBody, origin, otherSigner, sampleEntries, signer } from './samples.ts';
import { SimulatedDisk } from './simulated-disk.ts';

const folder = '/log';

async function makeLog(size: number, key: SigningKey | undefined): Promise<Map<string, Buffer>> {
  const disk = new SimulatedDisk();
  const log = await openFileLog(folder, { origin, signer: key, fileSystem: disk, writeTilesAfterMs: Infinity });
  await log.append(sampleEntries(0, size));
  await log.close();
  return disk.contents();
}

function verify(contents: ReadonlyMap<string, Buffer>, sealed: boolean): Promise<LogReport> {
  return verifyLog(folder, {
    origin,
    keys: sealed ? [signer.key] : [],
    allowUnsealed: !sealed,
    checkBody: checkSampleBody,
    fileSystem: SimulatedDisk.from(contents),
  });
}

/** Flips every `step`-th bit of every file in turn; gives what was not detected, or not with the right name. */
async function undetectedFlips(
  contents: Map<string, Buffer>,
  sealed: boolean,
  step: number,
): Promise<{ flips: number; missed: string[] }> {
  const missed: string[] = [];
  let flips = 0;
  for (const [name, bytes] of contents) {
    for (let bit = 0; bit < bytes.length * 8; bit += step) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const { faults } = await verify(new Map(contents).set(name, changed), sealed);
      flips += 1;
      if (!faults.some(({ file }) => `${folder}/${file}` === name))
        missed.push(`${name} bit ${bit}: ${JSON.stringify(faults)}`);
    }
  }
  return { flips, missed };
}

describe('checking a folder', { timeout: 120_000 }, () => {
  it.each([0, 1, 5, 256, 257, 600])('finds nothing wrong with a whole log of %i entries', async (size) => {
    const report = await verify(await makeLog(size, signer), true);
    expect(report.faults).toEqual([]);
    const bodiesAbsent = sampleEntries(0, size).filter(({ body }) => body === null).length;
    expect(report).toMatchObject({ size, sealed: true, signedBy: [origin], bodiesAbsent, faultCount: 0 });
  });

  it.each([true, false])('detects every single flipped bit of a small log (sealed: %s)', async (sealed) => {
    const contents = await makeLog(6, sealed ? signer : undefined);
    const { flips, missed } = await undetectedFlips(contents, sealed, 1);
    expect(missed).toEqual([]);
    expect(flips).toBe([...contents.values()].reduce((bits, bytes) => bits + bytes.length * 8, 0));
  });

  it('detects flipped bits in a log with full tiles and two levels', async () => {
    const { missed } = await undetectedFlips(await makeLog(258, signer), true, 331);
    expect(missed).toEqual([]);
  });

  it('names a file that is missing, and one that does not belong', async () => {
    const contents = await makeLog(258, signer);
    for (const name of contents.keys()) {
      const without = new Map(contents);
      without.delete(name);
      const { faults } = await verify(without, true);
      expect(faults).toContainEqual(
        expect.objectContaining({ rule: 'missing-file', file: name.slice(folder.length + 1) }),
      );
    }
    for (const file of [
      'README',
      'tile/0/001.p/1',
      'tile/0/002',
      'bodies/002.jsonl',
      'bodies/000.jsonl.tmp',
      'tile/entries/000.p/9',
    ]) {
      const { faults } = await verify(new Map(contents).set(`${folder}/${file}`, Buffer.from('x')), true);
      expect(faults.map((fault) => `${fault.rule} ${fault.file}`)).toEqual([`unexpected-file ${file}`]);
    }
  });

  it('says which entry was changed, what the log was built with and what is there', async () => {
    const contents = await makeLog(258, signer);
    const name = `${folder}/tile/entries/000`;
    const bytes = Buffer.from(contents.get(name) ?? '');
    const at = bytes.indexOf('entry 100 ');
    bytes.write('entry 101 ', at);
    const { faults } = await verify(new Map(contents).set(name, bytes), true);
    expect(faults.map(({ rule, file, entry }) => ({ rule, file, entry }))).toEqual([
      { rule: 'body', file: 'bodies/000.jsonl', entry: 100 },
      { rule: 'entry', file: 'tile/entries/000', entry: 100 },
    ]);
    expect(faults[1]?.expected).not.toBe(faults[1]?.found);
  });

  it('does not take one log, key or state for another', async () => {
    const contents = await makeLog(3, signer);
    const fileSystem = SimulatedDisk.from(contents);
    const rules = async (options: Parameters<typeof verifyLog>[1]): Promise<string[]> =>
      (await verifyLog(folder, { fileSystem, ...options })).faults.map(({ rule }) => rule);
    expect(await rules({ origin, keys: [signer.key] })).toEqual([]);
    expect(await rules({ origin: 'log.example/other', keys: [signer.key] })).toEqual(['checkpoint']);
    expect(await rules({ origin, keys: [otherSigner.key] })).toEqual(['checkpoint']);
    expect(await rules({ origin })).toEqual(['checkpoint']);
    const unsealed = SimulatedDisk.from(await makeLog(3, undefined));
    expect(await rules({ origin, keys: [signer.key], fileSystem: unsealed })).toEqual(['checkpoint']);
    expect(await rules({ origin: 'log.example/other', allowUnsealed: true, fileSystem: unsealed })).toEqual([
      'checkpoint',
    ]);
  });

  it('names signatures that nobody here can check', async () => {
    const contents = await makeLog(3, signer);
    const { text, size, root } = parseCheckpoint(contents.get(`${folder}/checkpoint`) ?? '');
    const stranger = makeSigningKey('stranger.example', Buffer.alloc(32, 3));
    const note = formatNote({ text, signatures: [signNoteText(text, signer), signNoteText(text, stranger)] });
    const { faults } = await verify(new Map(contents).set(`${folder}/checkpoint`, Buffer.from(note)), true);
    expect(faults).toMatchObject([{ rule: 'checkpoint', found: 'stranger.example' }]);
    const lie = signCheckpoint({ origin, size, root: Buffer.from(root).reverse() }, [signer]);
    const lied = await verify(new Map(contents).set(`${folder}/checkpoint`, Buffer.from(lie)), true);
    expect(lied.faults).toMatchObject([{ rule: 'root', file: 'checkpoint' }]);
  });
});

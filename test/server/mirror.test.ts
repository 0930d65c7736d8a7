/** A mirror of another instance: growth is copied after it was checked; every lie is an alarm with evidence. */
import { describe, expect, it } from 'vitest';
import type { LocalLog } from '../../src/intake/index.ts';
import { checkForkEvidence, parseCheckpoint, signCheckpoint, type Log } from '../../src/ledger/index.ts';
import { canonicalJson, formatLogEntry, statementId } from '../../src/model/index.ts';
import { View } from '../../src/registry/index.ts';
import { createApi, Mirror, openInstance, RemoteLog, type Fetch } from '../../src/server/index.ts';
import { openFileLog } from '../../src/storage/index.ts';
import { incident } from '../samples.ts';
import {
  grant,
  keyOf,
  local,
  logKey,
  nonce,
  openTestLog,
  operator,
  origin,
  registration,
  signed,
} from '../intake/local-samples.ts';
import { SimulatedDisk } from '../storage/simulated-disk.ts';

const observer = keyOf('observer');

/** An instance with a local log, and a network on which its answers can be changed. */
async function other(count = 3) {
  const { local: log, disk } = await openTestLog();
  await log.submit([
    signed(registration(observer), operator),
    signed(grant(observer, 'o', { role: 'observer' }), operator),
  ]);
  if (count > 0)
    await log.submit(
      Array.from({ length: count }, (_, at) => signed(local(incident(`i${at}`, '2026-01-02', ['FRA'])), observer)),
    );
  return { log, disk, ...(await served(log)) };
}

async function served(log: LocalLog) {
  const instance = await openInstance([], () => Promise.resolve(log));
  const api = createApi(instance, { version: 'test' });
  const change = new Map<string, (body: Buffer) => Buffer>();
  const fetch: Fetch = async (url) => {
    const path = url.replace('http://other', '');
    const response = await api.request(path);
    const changed = [...change].find(([part]) => path.includes(part))?.[1];
    return changed
      ? new Response(new Uint8Array(changed(Buffer.from(await response.arrayBuffer()))), response)
      : response;
  };
  return { instance, change, fetch };
}

async function copyOf(): Promise<{ copy: Log; disk: SimulatedDisk }> {
  const disk = new SimulatedDisk();
  return { copy: await openFileLog('/mirror', { origin, fileSystem: disk, writeTilesAfterMs: Infinity }), disk };
}

const add = (log: LocalLog, name: string) => log.submit([signed(local(incident(name, '2026-01-02', [])), observer)]);

describe('a mirror', () => {
  it('copies a log, follows it, and folds it under its own origin', async () => {
    const { log, fetch } = await other(300);
    const { copy, disk } = await copyOf();
    const mirror = new Mirror(copy, new RemoteLog('http://other', origin, fetch));
    expect(await mirror.look()).toMatchObject({ verdict: 'grown', size: 304, added: 304 });
    expect(await mirror.look()).toMatchObject({ verdict: 'same', added: 0 });
    await add(log, 'later');
    expect(await mirror.look()).toMatchObject({ verdict: 'grown', size: 305, added: 1 });
    expect(copy.checkpoint).toBe(log.reader.checkpoint);
    expect(await copy.readBodies(0, 305)).toEqual(await log.reader.readBodies(0, 305));
    await copy.close();
    // Taken up again from the disk, it goes on where it was.
    const again = await openFileLog('/mirror', { origin, fileSystem: disk, writeTilesAfterMs: Infinity });
    const second = new Mirror(again, new RemoteLog('http://other', origin, fetch));
    await add(log, 'last');
    expect(await second.look()).toMatchObject({ verdict: 'grown', added: 1 });
    const instance = await openInstance([again]);
    const version = new View(instance.registry).find('incident', 'last');
    expect(version?.origin).toBe(origin);
  });

  it('erases what the other log erases', async () => {
    const { log, fetch } = await other();
    const { copy } = await copyOf();
    const mirror = new Mirror(copy, new RemoteLog('http://other', origin, fetch));
    await mirror.look();
    const target = log.book.standing('incident', 'i1')?.logged;
    const redaction = {
      kind: 'redaction',
      id: target?.statement,
      of: { kind: 'incident', id: 'i1' },
      effect: null,
      ground: 'other',
      reason: 'a test',
      nonce: nonce(),
    };
    await log.submit([signed(redaction, operator)]);
    expect(await mirror.look()).toMatchObject({ verdict: 'grown', added: 1 });
    const at = target?.index ?? 0;
    expect(await copy.readBodies(at, at + 1)).toEqual([null]);
    // A mirror that begins now never gets the body, and has nothing to complain of.
    const { copy: late } = await copyOf();
    expect(await new Mirror(late, new RemoteLog('http://other', origin, fetch)).look()).toMatchObject({
      verdict: 'grown',
    });
  });

  it('alarms on a fork with evidence that anybody can check, and keeps what it had', async () => {
    const { log, fetch } = await other();
    const { copy } = await copyOf();
    await new Mirror(copy, new RemoteLog('http://other', origin, fetch)).look();
    const before = copy.checkpoint;
    // The same log key, another past: i0 to i2 never happened.
    const { log: rewritten, fetch: fetchRewritten } = await other(0);
    for (const name of ['x', 'y', 'z', 'w']) await add(rewritten, name);
    const look = await new Mirror(copy, new RemoteLog('http://other', origin, fetchRewritten)).look();
    expect(look).toMatchObject({
      verdict: 'alarm',
      alarm: { verdict: 'forked', known: before, shown: rewritten.reader.checkpoint },
    });
    if (look.verdict !== 'alarm' || !look.alarm.evidence) throw new Error('no evidence');
    expect(checkForkEvidence(look.alarm.evidence, [logKey.key])).toBe(true);
    expect(copy.checkpoint).toBe(before);
    expect(log.reader.size).toBe(copy.size);
  });

  it('alarms on a log that shows an earlier state', async () => {
    const { log, fetch, change } = await other();
    const early = log.reader.checkpoint;
    await add(log, 'more');
    const { copy } = await copyOf();
    const mirror = new Mirror(copy, new RemoteLog('http://other', origin, fetch));
    await mirror.look();
    change.set('/checkpoint', () => Buffer.from(early));
    expect(await mirror.look()).toMatchObject({ verdict: 'alarm', alarm: { verdict: 'shrunk' } });
  });

  it.each([
    [
      'a checkpoint by another key',
      '/checkpoint',
      'not-signed',
      (body: Buffer) =>
        Buffer.from(signCheckpoint(parseCheckpoint(body), [{ ...observer, key: { ...observer.key, name: origin } }])),
    ],
    ['no checkpoint', '/checkpoint', 'not-signed', () => Buffer.from('sorry\n')],
    [
      'an unsealed checkpoint',
      '/checkpoint',
      'not-signed',
      (body: Buffer) => body.subarray(0, body.indexOf('\n\n') + 1),
    ],
    [
      'another body',
      '/bodies/',
      'bodies-wrong',
      (body: Buffer) => Buffer.from(body.toString('utf8').replace('i1', 'i9')),
    ],
    ['bodies cut off', '/bodies/', 'bodies-wrong', (body: Buffer) => body.subarray(0, body.indexOf('\n') + 1)],
    ['entries cut off', '/tile/entries/', 'bodies-wrong', (body: Buffer) => body.subarray(0, 40)],
    ['other tiles', '/tile/0/', 'tiles-wrong', (body: Buffer) => Buffer.from(body.map((byte) => byte ^ 1))],
  ])('alarms on %s, and keeps nothing of it', async (_, part, verdict, alter) => {
    const { fetch, change } = await other();
    const { copy } = await copyOf();
    change.set(part, alter);
    expect(await new Mirror(copy, new RemoteLog('http://other', origin, fetch)).look()).toMatchObject({
      verdict: 'alarm',
      alarm: { verdict },
    });
    expect(copy.size).toBe(0);
  });

  it('alarms on statements that nobody had the right to', async () => {
    const { log, fetch } = await other();
    const { copy } = await copyOf();
    const mirror = new Mirror(copy, new RemoteLog('http://other', origin, fetch));
    await mirror.look();
    // The host writes past its own intake: a signature by nobody.
    const { statement, jws } = signed(local(incident('forged', '2026-01-02', [])), keyOf('stranger'));
    await log.reader.append([
      {
        entry: formatLogEntry({ recordedAt: log.book.lastRecordedAt, statement: statementId(statement), jws }),
        body: canonicalJson(statement),
      },
    ]);
    const size = copy.size;
    expect(await mirror.look()).toMatchObject({
      verdict: 'alarm',
      alarm: { verdict: 'statements-refused', faults: [{ rule: 'key-unknown' }] },
    });
    expect(copy.size).toBe(size);
  });

  it('says that nobody answers, which is no alarm', async () => {
    const { copy } = await copyOf();
    const fetch: Fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(new Mirror(copy, new RemoteLog('http://other', origin, fetch)).look()).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
  });
});

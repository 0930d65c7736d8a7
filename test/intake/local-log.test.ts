/** The local log: what is admitted, by whom, what it proves, and what an erasure leaves. */
import { describe, expect, it } from 'vitest';
import type { LocalLog } from '../../src/intake/index.ts';
import { auditStatements } from '../../src/intake/index.ts';
import { checkSignatures, verifyReceipt, type Receipt } from '../../src/ledger/index.ts';
import {
  canonicalJson,
  formatLogEntry,
  parseLogEntry,
  statementId,
  type Redaction,
  type Statement,
} from '../../src/model/index.ts';
import { Fold, foldLogs, LogBook, readStatements, stateOf, View } from '../../src/registry/index.ts';
import { adherence, attribution, incident } from '../samples.ts';
import {
  grant,
  idOf,
  keyOf,
  local,
  nonce,
  openTestLog,
  operator,
  origin,
  registration,
  signed,
} from './local-samples.ts';

const observer = keyOf('observer');
const france = keyOf('france');

/** The test log with an observer and a party's key. */
async function withKeys(parts: Parameters<typeof openTestLog>[0] = {}) {
  const opened = await openTestLog(parts);
  await opened.local.submit([
    signed(registration(observer), operator),
    signed(grant(observer, 'observer-1', { role: 'observer' }), operator),
    signed(registration(france, { party: 'FRA' }), operator),
  ]);
  return opened;
}

async function rebuilt(log: LocalLog) {
  const { reader } = log;
  const [entries, bodies] = [await reader.readEntries(0, reader.size), await reader.readBodies(0, reader.size)];
  return foldLogs([{ state: stateOf(reader), statements: readStatements(origin, entries, bodies) }]);
}

async function audit(log: LocalLog) {
  const { reader } = log;
  const [entries, bodies] = [await reader.readEntries(0, reader.size), await reader.readBodies(0, reader.size)];
  return auditStatements(new LogBook(origin), readStatements(origin, entries, bodies), checkSignatures);
}

describe('a local log', () => {
  it("begins with the operator's key and the log's key, and bears the operator's name", async () => {
    const { local: log } = await openTestLog();
    expect(log.book.statements.map(({ body }) => body?.kind)).toEqual(['key', 'key']);
    expect(log.origin).toMatch(/^servanda\/local\/[0-9a-f]{8}$/);
    expect(log.book.ring.all().map(({ use }) => use)).toEqual(['operator', 'checkpoints']);
    expect(await audit(log)).toEqual([]);
  });

  it('gives a receipt that verifies by itself, and the same again', async () => {
    const { local: log } = await withKeys();
    const statement = local(incident('power-cut', '2026-01-02', ['FRA']));
    const first = await log.submit([signed(statement, observer)]);
    const again = await log.submit([signed(statement, observer)]);
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    expect(log.reader.size).toBe(6);
    expect(again.receipts[0]).toEqual(first.receipts[0]);
    const verified = await verifyReceipt(JSON.stringify(first.receipts[0]), { operator: idOf(operator), origin });
    expect(verified).toMatchObject({
      origin,
      index: 5,
      size: 6,
      id: statementId(statement),
      operator: idOf(operator),
      signer: { id: idOf(observer), party: null, holder: 'test office' },
    });
    expect(verified.statement).toEqual(JSON.parse(JSON.stringify(statement)));
  });

  it('records its own time, never earlier than before', async () => {
    const { local: log, clock } = await withKeys();
    clock.now -= 3_600_000;
    const { receipts } = await log.submit([signed(local(incident('late', '2026-01-02', [])), observer)]);
    const before = log.book.statements.at(-2)?.recordedAt ?? '';
    expect((JSON.parse(receipts[0]?.leaf ?? '{}') as { recordedAt: string }).recordedAt).toBe(before);
  });

  it('takes a batch whole or not at all', async () => {
    const { local: log } = await withKeys();
    const size = log.reader.size;
    const good = signed(local(incident('good', '2026-01-02', [])), observer);
    const bad = signed(local(incident('bad', '2026-01-02', [])), france);
    await expect(log.submit([good, bad])).rejects.toMatchObject({
      code: 'NOT_AUTHORISED',
      details: { rule: 'not-authorised', at: 1 },
    });
    expect(log.reader.size).toBe(size);
    const results = await Promise.allSettled([log.submit([good]), log.submit([bad]), log.submit([good, bad])]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(log.reader.size).toBe(size + 1);
  });

  it('lets a batch register a key and use it', async () => {
    const { local: log } = await openTestLog();
    const key = keyOf('fresh');
    await log.submit([
      signed(registration(key), operator),
      signed(grant(key, 'fresh-1', { role: 'observer' }), operator),
      signed(local(incident('first', '2026-01-02', [])), key),
    ]);
    expect(log.reader.size).toBe(5);
    expect(await audit(log)).toEqual([]);
  });

  it('lets a party speak for itself and for nobody else', async () => {
    const { local: log } = await withKeys();
    await log.submit([signed(local(incident('i1', '2026-01-02', ['FRA'])), observer)]);
    const own = local(attribution('i1', ['AAA'], ['FRA']));
    await log.submit([signed(own, france)]);
    for (const by of [['DEU'], ['FRA', 'DEU']]) {
      await expect(log.submit([signed(local(attribution('i1', ['AAA'], by)), france)])).rejects.toMatchObject({
        details: { rule: 'not-authorised' },
      });
    }
  });

  it('passes the grants of a key to the one that replaces it, which signs on in its place', async () => {
    const { local: log } = await withKeys();
    const next = keyOf('observer-after');
    const old = signed(local(incident('before', '2026-01-02', [])), observer);
    await log.submit([old]);
    await log.submit([signed(registration(next, { replaces: idOf(observer) }), observer)]);
    await log.submit([signed(local(incident('after', '2026-01-02', [])), next)]);
    await expect(log.submit([signed(local(incident('x', '2026-01-02', [])), observer)])).rejects.toMatchObject({
      details: { rule: 'key-replaced' },
    });
    expect((await log.submit([old])).repeated).toBe(true);
    await log.submit([
      signed(
        {
          kind: 'withdrawal',
          withdraws: statementId(old.statement),
          of: { kind: 'incident', id: 'before' },
          reason: 'twice',
          nonce: nonce(),
        },
        next,
      ),
    ]);
    expect(await audit(log)).toEqual([]);
  });

  it('ends a grant with its withdrawal', async () => {
    const { local: log } = await withKeys();
    const standing = log.book.standing('authority-grant', 'observer-1');
    await log.submit([
      signed(
        {
          kind: 'withdrawal',
          withdraws: standing?.logged.statement,
          of: { kind: 'authority-grant', id: 'observer-1' },
          reason: 'over',
          nonce: nonce(),
        },
        operator,
      ),
    ]);
    await expect(log.submit([signed(local(incident('x', '2026-01-02', [])), observer)])).rejects.toMatchObject({
      details: { rule: 'not-authorised' },
    });
  });

  it('asks for records that others hold, where it is told of them', async () => {
    const { local: log } = await withKeys({ known: (kind, id) => kind === 'incident' && id === 'in-the-record' });
    await log.submit([signed(local(attribution('in-the-record', ['AAA'], ['FRA'])), france)]);
    await expect(log.submit([signed(local(attribution('nowhere', ['AAA'], ['FRA'])), france)])).rejects.toMatchObject({
      code: 'REFERENCE_BROKEN',
      details: { rule: 'reference-missing' },
    });
  });
});

function redactionOf(statement: Statement, of: Redaction['of'], effect: Redaction['effect']): Redaction {
  const id = statementId(statement);
  return { kind: 'redaction', id, of, effect, ground: 'personal-data', reason: 'names a person', nonce: nonce() };
}

describe('an erasure', () => {
  const first = local(incident('i1', '2026-01-02', ['FRA']));
  const second = { ...local(incident('i1', '2026-01-03', ['FRA'])), supersedes: statementId(first) };
  const of = { kind: 'incident', id: 'i1' };
  const effect = { supersedes: statementId(first) };

  it('leaves every proof valid, the reader informed, and what was ended ended', async () => {
    const { local: log } = await withKeys();
    const { receipts } = await log.submit([signed(first, observer), signed(second, observer)]);
    const before = await rebuilt(log);
    await log.submit([signed(redactionOf(second, of, effect), operator)]);
    // A receipt that was given before is as good as ever.
    await expect(verifyReceipt(receipts[1] as Receipt)).resolves.toMatchObject({ id: statementId(second) });
    expect((await log.reader.readBodies(6, 7))[0]).toBeNull();
    const after = await rebuilt(log);
    expect(
      after.versions
        .get('incident')
        ?.get('i1')
        ?.map(({ replacedBy }) => replacedBy),
    ).toEqual([statementId(second)]);
    expect(() => new View(after).get('incident', 'i1')).toThrow(
      /withheld since 2026-03-01 \(personal-data\): names a person/,
    );
    const without = (registry: typeof before): string[] =>
      [...registry.byStatement.keys()].filter((id) => id !== statementId(second));
    const redaction = after.versions.get('redaction')?.get(statementId(second))?.[0]?.statement;
    expect(without(after).filter((id) => id !== redaction)).toEqual(without(before));
    expect(await audit(log)).toEqual([]);
  });

  it('cannot be undone by handing the statement in again', async () => {
    const { local: log } = await withKeys();
    await log.submit([signed(first, observer)]);
    await log.submit([signed(redactionOf(first, of, null), operator)]);
    const size = log.reader.size;
    await expect(log.submit([signed(first, observer)])).rejects.toMatchObject({
      code: 'WITHHELD',
      details: { rule: 'withheld' },
    });
    await expect(
      log.submit([signed(local(incident('i2', '2026-01-02', [])), observer), signed(first, observer)]),
    ).rejects.toMatchObject({
      details: { rule: 'withheld', at: 1 },
    });
    expect(log.reader.size).toBe(size);
    // The record may be told anew, without what was erased.
    await log.submit([signed(local(incident('i1', '2026-01-02', [])), observer)]);
  });

  it('that a crash cut short is finished at the next start', async () => {
    const { local: log, disk } = await withKeys();
    await log.submit([signed(first, observer)]);
    const redaction = signed(redactionOf(first, of, null), operator);
    Object.assign(log.reader, { eraseBody: () => Promise.reject(new Error('power cut')) });
    await expect(log.submit([redaction])).rejects.toThrow('power cut');
    await log.close();
    const { local: next } = await openTestLog({ disk });
    expect((await next.reader.readBodies(5, 6))[0]).toBeNull();
    expect(await audit(next)).toEqual([]);
  });

  it('gives the same registry, folded as the log grows, in pieces after the erasure, or whole', async () => {
    const { local: log } = await withKeys();
    const live = new Fold();
    live.add(stateOf(log.reader), log.book.statements.slice());
    log.follow((fresh) => {
      live.add(stateOf(log.reader), fresh);
    });
    const third = { ...local(incident('i1', '2026-01-04', ['FRA'])), supersedes: statementId(second) };
    await log.submit([signed(first, observer), signed(second, observer)]);
    await log.submit([signed(third, observer)]);
    await log.submit([
      signed({ kind: 'withdrawal', withdraws: statementId(third), of, reason: 'r', nonce: nonce() }, observer),
    ]);
    await log.submit([signed(local(adherence('pact', 'FRA', '2016-01-01')), france)]);
    await log.submit([signed(redactionOf(second, of, effect), operator)]);
    const whole = toPlain(await rebuilt(log));
    const late = new Fold();
    for (const statement of log.book.statements) late.add(stateOf(log.reader), [statement]);
    expect(toPlain(live.registry())).toEqual(whole);
    expect(toPlain(late.registry())).toEqual(whole);
  });
});

function toPlain(registry: ReturnType<typeof foldLogs>): unknown {
  return {
    ...registry,
    versions: [...registry.versions].map(([kind, ids]) => [kind, [...ids]]),
    byStatement: [...registry.byStatement.keys()],
    redirects: [...registry.redirects],
  };
}

it('audits a log and names what should not be there', async () => {
  const { local: log } = await withKeys();
  await log.submit([signed(local(incident('i1', '2026-01-02', [])), observer)]);
  const forged = signed(local(incident('i2', '2026-01-02', [])), keyOf('stranger'));
  const unauthorised = signed(local(incident('i3', '2026-01-02', [])), france);
  const entry = ({ statement, jws }: { statement: unknown; jws: string }) => ({
    entry: formatLogEntry({ recordedAt: log.book.lastRecordedAt, statement: statementId(statement), jws }),
    body: canonicalJson(statement),
  });
  await log.reader.append([
    entry(forged),
    entry(unauthorised),
    entry(signed(forged.statement, observer, 'servanda/local/00000000')),
  ]);
  expect((await audit(log)).map(({ index, rule }) => [index, rule])).toEqual([
    [6, 'key-unknown'],
    [7, 'not-authorised'],
    [8, 'root'],
  ]);
});

it('takes no leaf with a byte order mark before it for a leaf', () => {
  const leaf = formatLogEntry({ recordedAt: '2026-01-01', statement: '0'.repeat(64) });
  expect(() => parseLogEntry(Buffer.concat([Buffer.from('\ufeff'), leaf]), 3)).toThrow(/Entry 3/);
});

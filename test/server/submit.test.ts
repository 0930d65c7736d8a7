/** Statements over HTTP: limits, idempotency, refusals by name, receipts, and what readers see at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalLog } from '../../src/intake/index.ts';
import { checkSignatures, parseVerifierKey, verifyReceipt, type Receipt } from '../../src/ledger/index.ts';
import { statementId, type Envelope } from '../../src/model/index.ts';
import { createApi, openInstance, openWorkerPool, type Instance, type LogLine } from '../../src/server/index.ts';
import { openFileLog } from '../../src/storage/index.ts';
import { attribution, incident } from '../samples.ts';
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
} from '../intake/local-samples.ts';
import { recordFolder } from './sample-instance.ts';

const observer = keyOf('observer');
const workers = openWorkerPool(2);
let instance: Instance;
let api: ReturnType<typeof createApi>;
let now = 0;

beforeAll(async () => {
  const opened = await openTestLog();
  await opened.local.submit([
    signed(registration(observer), operator),
    signed(grant(observer, 'o', { role: 'observer' }), operator),
  ]);
  const { reader } = opened.local;
  instance = await openInstance([await openFileLog(recordFolder, { readOnly: true })], (known) =>
    LocalLog.open({
      log: reader,
      clock: opened.clock.read,
      known,
      check: (batch) => (batch.input.length > 4 ? workers.run('check-signatures', batch) : checkSignatures(batch)),
    }),
  );
  api = createApi(instance, {
    version: 'test',
    workers,
    limits: { perKey: { rate: 1, burst: 2000 }, perAddress: { rate: 1, burst: 40 } },
    clock: () => now,
  });
});
afterAll(async () => {
  await instance.close();
  await workers.close();
});

async function post(body: unknown): Promise<{ status: number; json: never }> {
  // Each request a minute after the one before: only the test of the limits is in a hurry.
  now += 60_000;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await api.request('/api/v1/statements', { method: 'POST', body: text });
  return { status: response.status, json: (await response.json()) as never };
}

type Answer = Envelope<{ receipts: Receipt[]; repeated: boolean }>;

describe('POST /api/v1/statements', () => {
  it('records a statement, gives its receipt, and shows it at once', async () => {
    const statement = local(incident('over-http', '2026-01-02', ['FRA']));
    const { status, json } = await post(signed(statement, observer));
    expect(status).toBe(201);
    const { result, snapshot } = json as Answer;
    expect(snapshot.map((log) => log.origin)).toEqual(['servanda/record', origin]);
    await expect(verifyReceipt(result.receipts[0] as Receipt, { operator: idOf(operator) })).resolves.toMatchObject({
      id: statementId(statement),
    });
    const shown = await api.request('/api/v1/incidents/over-http');
    expect(shown.status).toBe(200);
    const line = (await (await api.request(`/api/v1/statements/${statementId(statement)}`)).json()) as Envelope<object>;
    expect(line.result).toMatchObject({
      origin,
      signer: { id: idOf(observer), ended: null, doubted: false },
      endedBy: null,
    });
  });

  it('answers the same again, and records nothing twice', async () => {
    const request = signed(local(incident('twice', '2026-01-02', [])), observer);
    const [first, second] = [await post(request), await post({ statements: [request, request] })];
    expect([first.status, second.status]).toEqual([201, 200]);
    const [one, two] = [(first.json as Answer).result.receipts, (second.json as Answer).result.receipts];
    expect(two).toEqual([one[0], one[0]]);
    expect((second.json as Answer).result.repeated).toBe(true);
  });

  it('takes a batch of 1,000, its signatures checked in threads', async () => {
    const size = instance.local?.reader.size ?? 0;
    const statements = Array.from({ length: 1000 }, (_, at) =>
      signed(local(incident(`batch-${at}`, '2026-01-02', [])), observer),
    );
    const { status, json } = await post({ statements });
    expect(status).toBe(201);
    expect((json as Answer).result.receipts).toHaveLength(1000);
    expect(instance.local?.reader.size).toBe(size + 1000);
    await verifyReceipt((json as Answer).result.receipts[999] as Receipt);
  });

  it('checks wrong signatures in threads too, and says which', async () => {
    const statements = Array.from({ length: 10 }, (_, at) =>
      signed(local(incident(`w-${at}`, '2026-01-02', [])), observer),
    );
    const forged = statements.map((item, at) => (at === 7 ? { ...item, jws: statements[6]?.jws } : item));
    const { status, json } = await post({ statements: forged });
    expect(status).toBe(422);
    expect(json).toMatchObject({ code: 'SIGNATURE_INVALID', details: { rule: 'signature-wrong', at: 7 } });
  });

  it.each([
    ['not JSON', 'x', 400, 'json'],
    ['nothing', '', 400, 'json'],
    ['brackets within brackets', '['.repeat(100_000), 413, 'nesting'],
    ['9 MB', `"${'x'.repeat(9_000_000)}"`, 413, undefined],
    ['a rumour', JSON.stringify({ statement: { kind: 'rumour' }, jws: '' }), 400, 'form'],
  ])('refuses %s', async (_, body, status, rule) => {
    const size = instance.local?.reader.size;
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect((answer.json as { details?: { rule?: string } }).details?.rule).toBe(rule);
    expect(instance.local?.reader.size).toBe(size);
  });

  it('asks for incidents of any of its logs', async () => {
    const [of] = instance.registry.versions.get('incident')?.keys() ?? [];
    expect((await post(signed(local(attribution(of ?? '', ['AAA'], ['FRA'])), observer))).status).toBe(201);
    expect((await post(signed(local(attribution('nowhere', ['AAA'], ['FRA'])), observer))).status).toBe(422);
  });

  it('limits what an address asks and what a key says, and lets them come back', async () => {
    const ask = () => api.request('/api/v1/statements', { method: 'POST', body: '{}' });
    now += 60_000;
    const statuses: number[] = [];
    for (let time = 0; time < 42; time += 1) statuses.push((await ask()).status);
    expect(statuses.slice(0, 40).every((status) => status === 400)).toBe(true);
    const last = await ask();
    expect([statuses[41], last.status]).toEqual([429, 429]);
    expect(await last.json()).toMatchObject({ code: 'RATE_LIMITED', details: { rule: 'rate', retryAfter: 1 } });
    now += 1000;
    expect((await ask()).status).toBe(400);
    const spam = Array.from({ length: 1000 }, (_, at) =>
      signed(local(incident(`s-${at}`, '2026-01-02', [])), observer),
    );
    const answers: number[] = [];
    for (let time = 0; time < 3; time += 1) answers.push((await post({ statements: spam })).status);
    expect(answers).toContain(429);
    // A stranger who names the key of another uses up nothing of it.
    now += 3_600_000;
    const forged = spam.map(({ statement }) => ({ statement, jws: signed({ a: 1 }, observer).jws }));
    for (let time = 0; time < 3; time += 1) expect((await post({ statements: forged })).status).toBe(422);
    expect((await post(signed(local(incident('after-spam', '2026-01-02', [])), observer))).status).toBe(201);
  });
});

describe('what is served of a log', () => {
  it('lists logs with the keys that sign them', async () => {
    const { result } = (await (await api.request('/api/v1/logs')).json()) as Envelope<{ items: LogLine[] }>;
    expect(result.items.map((line) => [line.origin, line.local])).toEqual([
      ['servanda/record', false],
      [origin, true],
    ]);
    expect(result.items[1]?.operator).toBe(idOf(operator));
    expect(result.items[1]?.checkpointKeys.map((key) => parseVerifierKey(key).name)).toEqual([origin]);
  });

  it('gives receipts and bodies; of an erased body the reason', async () => {
    const statement = local(incident('to-erase', '2026-01-02', []));
    const id = statementId(statement);
    await post(signed(statement, observer));
    const receipt = await (await api.request(`/api/v1/statements/${id}/receipt`)).text();
    const { index } = await verifyReceipt(receipt);
    const bodies = async (): Promise<string> => {
      const file = String(Math.floor(index / 256)).padStart(3, '0');
      return (await (await api.request(`/log/${origin}/bodies/${file}.jsonl`)).text()).split('\n')[index % 256] ?? '';
    };
    expect(await bodies()).toContain('to-erase');
    const redaction = {
      kind: 'redaction',
      id,
      of: { kind: 'incident', id: 'to-erase' },
      effect: null,
      ground: 'other',
      reason: 'a test',
      nonce: nonce(),
    };
    expect((await post(signed(redaction, operator))).status).toBe(201);
    expect(await bodies()).toBe('');
    const gone = await api.request('/api/v1/incidents/to-erase');
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({ code: 'WITHHELD', detail: expect.stringContaining('a test') as string });
    const line = (await (await api.request(`/api/v1/statements/${id}`)).json()) as Envelope<object>;
    expect(line.result).toMatchObject({ body: null, withheld: { ground: 'other', reason: 'a test' } });
    const again = (await (await api.request(`/api/v1/statements/${id}/receipt`)).json()) as Receipt;
    expect(again.statement).toBeNull();
    await expect(verifyReceipt(again)).resolves.toMatchObject({ id });
  });

  it.each([
    ['/api/v1/statements/x', 404],
    [`/api/v1/statements/${'0'.repeat(64)}`, 404],
    [`/api/v1/statements/${'0'.repeat(64)}/receipt`, 404],
    ['/api/v1/statements/x/receipt', 400],
    [`/log/servanda/record/bodies/999.jsonl`, 404],
    [`/log/servanda/record/bodies/..%2f..%2fx.jsonl`, 400],
  ])('%s answers %i', async (address, status) => {
    expect((await api.request(address)).status).toBe(status);
  });
});

/** Reports, reviews, replies and rival findings over HTTP: every refusal by its rule with nothing written, and what is shown. */
import { connect, type AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalLog } from '../../src/intake/index.ts';
import { verifyReceipt, type Receipt } from '../../src/ledger/index.ts';
import type { Envelope, Report } from '../../src/model/index.ts';
import type {
  DueLine,
  Readings,
  RecommendationLine,
  ReplyLine,
  ReportDossier,
  ReportDraft,
  ReportTemplate,
  ReviewDraft,
  Subject,
} from '../../src/server/index.ts';
import { createApi, openInstance, type Instance } from '../../src/server/index.ts';
import { openFileLog } from '../../src/storage/index.ts';
import { grant, keyOf, nonce, openTestLog, operator, registration, signed } from '../intake/local-samples.ts';
import { recordFolder } from './sample-instance.ts';

const accord = 'cybersecurity-tech-accord-2018';
const keys = Object.fromEntries(
  ['microsoft', 'cisco', 'expired', 'revoked', 'one', 'two', 'RUS'].map((word) => [word, keyOf(`reporting-${word}`)]),
);
const key = (word: string) => keys[word] ?? keyOf(word);
let instance: Instance;
let api: ReturnType<typeof createApi>;
let server: ServerType;
let now = 0;

/** A day a year: the clock of the test log begins on 2026-03-01. */
const period = (name: string, closesOn: string | null) => ({
  period: name,
  from: `${name}-01-01`,
  to: `${name}-12-31`,
  dueOn: `${Number(name) + 1}-06-30`,
  closesOn,
});

function report(party: string, year: string, more: Partial<Report> = {}): Report {
  return {
    kind: 'report',
    id: `${accord}/${party}/${year}`,
    agreement: accord,
    party,
    duty: `${accord}/yearly`,
    period: year,
    periodFrom: `${year}-01-01`,
    periodTo: `${year}-12-31`,
    measures: [{ provision: `${accord}/1`, measure: 'trained staff', level: 2, doneOn: `${year}-05`, evidence: [] }],
    note: null,
    nonce: nonce(),
    ...more,
  };
}

function review(party: string, year: string, reviewer: string, level: number | null, more: object = {}): object {
  const of = `${accord}/${party}/${year}`;
  return {
    kind: 'review',
    id: `${of}/${reviewer}`,
    report: of,
    agreement: accord,
    reviewer,
    panel: [],
    ratings: [{ provision: `${accord}/1`, level, evidence: 3, reasons: 'read' }],
    recommendations: [],
    followUps: [],
    note: null,
    nonce: nonce(),
    ...more,
  };
}

beforeAll(async () => {
  const { local, clock } = await openTestLog();
  const party = (word: string, of = word, more = {}) =>
    signed(registration(key(word), { party: of, ...more }), operator);
  await local.submit([
    party('microsoft'),
    party('cisco'),
    party('RUS'),
    party('expired', 'microsoft', { until: '2026-03-01T00:00:00.001Z' }),
    party('revoked', 'microsoft'),
    party('one'),
    party('two'),
    signed(grant(key('one'), 'one', { role: 'reviewer', agreements: [accord] }), operator),
    signed(grant(key('two'), 'two', { role: 'reviewer', agreements: null }), operator),
    signed(
      {
        kind: 'reporting-duty',
        id: `${accord}/yearly`,
        agreement: accord,
        basis: 'owed',
        title: 'Yearly report',
        parties: ['microsoft', 'cisco'],
        provisions: 'all-provisions',
        periods: [period('2022', '2023-12-31'), period('2024', null), period('2025', null)],
        feedbackDays: 30,
        template: null,
        reading: 'a test',
        known: 'recalled',
        citations: [],
        note: null,
        nonce: nonce(),
      },
      operator,
    ),
  ]);
  await local.submit([
    signed(
      {
        kind: 'key-revocation',
        id: registration(key('revoked')).id,
        reason: 'lost',
        compromisedSince: null,
        note: null,
        nonce: nonce(),
      },
      operator,
    ),
  ]);
  const { reader } = local;
  instance = await openInstance([await openFileLog(recordFolder, { readOnly: true })], (known) =>
    LocalLog.open({ log: reader, clock: clock.read, known }),
  );
  const limits = { perKey: { rate: 100, burst: 1000 }, perAddress: { rate: 100, burst: 1000 } };
  api = createApi(instance, { version: 'test', limits, clock: () => (now += 1000) });
  await new Promise<void>((resolve) => {
    server = serve({ fetch: api.fetch, port: 0, hostname: '127.0.0.1' }, () => {
      resolve();
    });
  });
});
afterAll(async () => {
  server.close();
  await instance.close();
});

const post = async (body: unknown): Promise<{ status: number; json: never }> => {
  const response = await api.request('/api/v1/statements', { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, json: (await response.json()) as never };
};
const get = async <Result>(path: string): Promise<Result> => {
  const response = await api.request(`/api/v1${path}`);
  expect(response.status, path).toBe(200);
  return ((await response.json()) as Envelope<Result>).result;
};
const size = (): number => instance.local?.reader.size ?? 0;

describe('a filing that is refused names its rule, and nothing is written', () => {
  it.each([
    [
      'a forged signature',
      () => ({
        ...signed(report('microsoft', '2025'), key('microsoft')),
        jws: signed(report('microsoft', '2024'), key('microsoft')).jws,
      }),
      422,
      'signature-wrong',
    ],
    [
      'words changed after signing',
      () => ({
        ...signed(report('microsoft', '2025'), key('microsoft')),
        statement: report('microsoft', '2025', { note: 'more' }),
      }),
      422,
      'signature-wrong',
    ],
    ['an expired key', () => signed(report('microsoft', '2025'), key('expired')), 403, 'key-expired'],
    ['a revoked key', () => signed(report('microsoft', '2025'), key('revoked')), 403, 'key-revoked'],
    ['a foreign key', () => signed(report('microsoft', '2025'), keyOf('stranger')), 422, 'key-unknown'],
    ['a report for another party', () => signed(report('microsoft', '2025'), key('cisco')), 403, 'not-authorised'],
    [
      'a report by the operator for a party',
      () => signed(report('microsoft', '2025'), operator),
      403,
      'not-authorised',
    ],
    ['a closed window', () => signed(report('microsoft', '2022'), key('microsoft')), 403, 'window-closed'],
    [
      'a signature for another log',
      () => signed(report('microsoft', '2025'), key('microsoft'), 'servanda/local/00000000'),
      422,
      'other-log',
    ],
    [
      'a review by one who is no reviewer',
      () => signed(review('microsoft', '2025', 'cisco', 1), key('cisco')),
      403,
      'not-authorised',
    ],
    [
      'a reply in the name of another',
      () =>
        signed(
          {
            kind: 'reply',
            id: 'reply/RUS/a',
            to: { kind: 'agreement', id: accord },
            party: 'RUS',
            stance: 'denies',
            text: 'No.',
            evidence: [],
            nonce: nonce(),
          },
          key('cisco'),
        ),
      403,
      'not-authorised',
    ],
    [
      'a reply to nothing',
      () =>
        signed(
          {
            kind: 'reply',
            id: 'reply/RUS/a',
            to: { kind: 'incident', id: 'nowhere' },
            party: 'RUS',
            stance: 'denies',
            text: 'No.',
            evidence: [],
            nonce: nonce(),
          },
          key('RUS'),
        ),
      422,
      'reference-missing',
    ],
  ])('%s', async (_, make, status, rule) => {
    const before = size();
    const answer = await post(make());
    expect(answer.json).toMatchObject({ details: { rule } });
    expect(answer.status).toBe(status);
    expect(size()).toBe(before);
  });

  it('half an upload, over a socket that is cut, and half of its text', async () => {
    const before = size();
    const text = JSON.stringify(signed(report('microsoft', '2025'), key('microsoft')));
    const half = text.slice(0, text.length / 2);
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Length: ${text.length}\r\n\r\n${half}`,
          () => {
            socket.destroy();
          },
        );
      });
      socket.once('close', () => {
        resolve();
      });
    });
    const cut = await api.request('/api/v1/statements', { method: 'POST', body: half });
    expect(cut.status).toBe(400);
    expect(await cut.json()).toMatchObject({ details: { rule: 'json' } });
    expect(size()).toBe(before);
  });

  it('a double filing; a correction that names the first is taken in', async () => {
    const first = report('cisco', '2024');
    const filed = await post(signed(first, key('cisco')));
    expect(filed.status).toBe(201);
    const { receipts } = (filed.json as Envelope<{ receipts: Receipt[] }>).result;
    const { id } = await verifyReceipt(receipts[0] as Receipt);
    const before = size();
    const again = await post(signed(report('cisco', '2024', { note: 'again' }), key('cisco')));
    expect(again).toMatchObject({ status: 409, json: { details: { rule: 'already-recorded', statement: id } } });
    expect(size()).toBe(before);
    const draft = await get<ReportDraft>(`/report-drafts/${accord}/cisco?period=2024&correct=yes`);
    expect(draft.body.supersedes).toBe(id);
    expect(draft.body.measures[0]).toEqual(first.measures[0]);
    const corrected = { ...draft.body, measures: first.measures, note: 'more exact', nonce: nonce() };
    expect((await post(signed(corrected, key('cisco')))).status).toBe(201);
    expect(await get<ReportDossier>(`/reports/${first.id}`)).toMatchObject({ note: 'more exact' });
  });
});

describe('from draft to follow-up', () => {
  const id = `${accord}/microsoft/2024`;

  it('drafts hold every provision, what the template asks, and nothing of their own', async () => {
    const draft = await get<ReportDraft>(`/report-drafts/${accord}/microsoft`);
    // The last period that is over, of the recorded duty.
    expect(draft.body).toMatchObject({ id: `${accord}/microsoft/2025`, duty: `${accord}/yearly` });
    expect(draft.asks.map(({ ref }) => ref)).toEqual(['1', '2', '3', '4']);
    expect(draft.body.measures.every(({ measure, level }) => measure === '' && level === null)).toBe(true);
    const call = await get<ReportDraft>('/report-drafts/paris-call-2018/FRA');
    expect(call.template.id).toBe('paris-call-principles');
    expect(new Set(call.asks.map(({ part }) => part)).size).toBe(9);
    const norms = await get<ReportDraft>('/report-drafts/un-gge-2015/FRA?template=unidir-national-survey');
    expect(norms.asks.find(({ ref }) => ref === '28e')?.part).toBe('International law');
    expect(norms.asks.find(({ ref }) => ref === '13f')?.part).toBe('Norms');
    expect(
      (await api.request('/api/v1/report-drafts/paris-call-2018/FRA?template=unidir-national-survey')).status,
    ).toBe(400);
    expect((await api.request(`/api/v1/report-drafts/${accord}/microsoft?period=1999`)).status).toBe(400);
    const { items } = await get<{ items: ReportTemplate[] }>('/report-templates');
    expect(items.map((one) => one.id)).toEqual(['paris-call-principles', 'unidir-national-survey', 'by-provision']);
  });

  it('two reviewers stand side by side, one recommends, the other follows up, the company replies to one', async () => {
    const before = (await get<{ filing: { filed: number } }>(`/transparency/${accord}?as-of=2026-11-24`)).filing.filed;
    expect((await post(signed(report('microsoft', '2024'), key('microsoft')))).status).toBe(201);
    const recommendation = { id: 'r1', provision: `${accord}/1`, text: 'publish figures' };
    const reviews = [
      signed(review('microsoft', '2024', 'one', 1, { recommendations: [recommendation] }), key('one')),
      signed(review('microsoft', '2024', 'two', null), key('two')),
    ];
    expect((await post({ statements: reviews })).status).toBe(201);
    expect((await post(signed(report('microsoft', '2025'), key('microsoft')))).status).toBe(201);
    const followUps = [{ review: `${id}/one`, recommendation: 'r1', state: 'partly', reasons: 'half of them' }];
    const draft = await get<ReviewDraft>(`/review-drafts/${accord}/microsoft/2025?reviewer=two`);
    expect(draft.earlier).toMatchObject([{ recommendation: 'r1', state: 'not-followed-up' }]);
    expect((await post(signed(review('microsoft', '2025', 'two', 3, { followUps }), key('two')))).status).toBe(201);
    const { subject } = await get<{ subject: Subject }>(`/reply-subject?kind=review&id=${id}/one`);
    expect(subject).toMatchObject({ named: [{ party: 'microsoft' }], agreement: accord });
    const reply = {
      kind: 'reply',
      id: 'reply/microsoft/one',
      to: { kind: 'review', id: `${id}/one` },
      party: 'microsoft',
      stance: 'disputes',
      text: 'The figures are published.',
      evidence: [],
      nonce: nonce(),
    };
    expect((await post(signed(reply, key('microsoft')))).status).toBe(201);

    const shown = await get<ReportDossier>(`/reports/${id}`);
    expect(shown.reviews.map(({ reviewer, ratings }) => [reviewer, ratings[0]?.level])).toEqual([
      ['one', 1],
      ['two', null],
    ]);
    expect(shown.reviews[0]?.replies).toMatchObject([{ text: 'The figures are published.', isNamed: true }]);
    expect(shown.recommendations).toMatchObject([
      { reviewer: 'one', state: 'partly', followUps: [{ reviewer: 'two', reasons: 'half of them' }] },
    ]);
    const toIt = await get<{ items: RecommendationLine[] }>('/recommendations?party=microsoft');
    expect(toIt.items).toHaveLength(1);
    expect((await get<{ items: unknown[] }>('/recommendations?party=cisco')).items).toEqual([]);
    for (const words of [`agreement=${accord}`, 'party=microsoft', 'about=microsoft', `kind=review&id=${id}/one`]) {
      expect(
        (await get<{ items: ReplyLine[] }>(`/replies?${words}`)).items.map((one) => one.id),
        words,
      ).toEqual(['reply/microsoft/one']);
    }
    expect((await get<{ items: ReplyLine[] }>('/replies?about=cisco')).items).toEqual([]);
    const after = (await get<{ filing: { filed: number } }>(`/transparency/${accord}?as-of=2026-11-24`)).filing.filed;
    expect(after - before).toBe(2);
  });

  it('a signed reading stands beside the computed one', async () => {
    const [incident, provision] = ['vpnfilter-2018', 'un-gge-2015/13f'];
    const reading = {
      kind: 'rival-finding',
      id: `${incident}/${provision}/RUS`,
      incident,
      provision,
      party: 'RUS',
      text: 'not-contrary',
      facts: [{ fact: 'significant-harm', value: 'false' }],
      definitions: [],
      reasons: 'Own reading.',
      evidence: [],
      nonce: nonce(),
    };
    expect((await post(signed(reading, key('RUS')))).status).toBe(201);
    const computed = await get<{ operation: { text: { verdict: string } } }>(`/findings/${incident}/${provision}`);
    const readings = await get<Readings>(`/rival-findings/${incident}`);
    expect(readings.items).toMatchObject([{ party: 'RUS', text: 'not-contrary' }]);
    expect(readings.computed).toEqual({ [provision]: computed.operation.text.verdict });
  });

  it('the due board has every agreement; of the Paris Call: none owed, what is offered, filed by nobody', async () => {
    const { items } = await get<{ items: DueLine[] }>('/due?as-of=2026-11-24');
    expect(items).toHaveLength((await get<{ total: number }>('/agreements?limit=1')).total);
    expect(items.find(({ agreement }) => agreement === 'paris-call-2018')).toMatchObject({
      duty: 'none',
      reports: 0,
      schedules: [{ basis: 'offered', periods: [{ period: '2025', dueOn: '2026-06-30', filed: [] }] }],
      sentence: expect.stringContaining('none owed; offered, not owed: 2025, by 2026-06-30; filed by nobody') as string,
    });
  });
});

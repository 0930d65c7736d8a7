/** The API over the shipped record: envelopes, dials, pages, conditional requests, problems, log tiles. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCheckpoint, merkleRoot, parseEntryBundle, hashLeaves } from '../../src/ledger/index.ts';
import type { AgreementCoverage, HomeDossier } from '../../src/server/index.ts';
import type { Envelope } from '../../src/model/index.ts';
import { sampleApi } from './sample-instance.ts';

let api: Awaited<ReturnType<typeof sampleApi>>;
beforeAll(async () => {
  api = await sampleApi();
});
afterAll(async () => {
  await api.instance.close();
});

async function json<Result>(address: string): Promise<Envelope<Result>> {
  const response = await api.get(address);
  expect(response.status, address).toBe(200);
  return (await response.json()) as Envelope<Result>;
}

describe('answers', () => {
  it('names snapshot, method, every dial and the assumptions', async () => {
    const answer = await json<AgreementCoverage>('/api/v1/coverage/paris-call-2018?as-of=2018-11-12');
    expect(answer.snapshot[0]).toMatchObject({ origin: 'servanda/record' });
    expect(answer.method).toBe('coverage/2');
    expect(answer.parameters).toEqual({
      agreement: 'paris-call-2018',
      universe: 'recorded',
      responsibility: 'equal-split',
      targets: [0.5, 0.75, 0.9],
      draws: 10000,
      seed: 1,
      asOf: '2018-11-12',
      publicAt: null,
      knownAt: null,
      definitions: 'every-view',
      standard: 'one-government',
      commitment: 'endorsed-or-adopted',
    });
    expect(answer.assumptions.join(' ')).toContain('no');
  });

  it('has the United States possibly in the Paris Call before 2021-11-11 only as its sources say, and in from then', async () => {
    const status = async (day: string): Promise<string> => {
      const { result } = await json<AgreementCoverage>(`/api/v1/coverage/paris-call-2018?as-of=${day}`);
      if (result.parties.certain.includes('USA')) return 'in';
      return result.parties.possible.includes('USA') ? 'possibly' : 'out';
    };
    expect(await status('2021-11-11')).toBe('in');
    expect(await status('2021-12-01')).toBe('in');
    expect(await status('2018-11-12')).not.toBe('in');
  });

  it('counts 81 state supporters of the Paris Call on 2022-02-01', async () => {
    const { result } = await json<AgreementCoverage>('/api/v1/coverage/paris-call-2018?as-of=2022-02-01');
    expect(result.parties.certainStates).toBe(81);
    expect(result.parties.possibleStates).toBe(0);
  });

  it('says on the first page that the record is no sample, and gives a range over several sources', async () => {
    const { result } = await json<HomeDossier>('/api/v1/home');
    expect(result.description.collection).toMatch(/no sample/);
    expect(result.headline.coverage?.range.sources).toBeGreaterThan(1);
    expect(result.counts.incidents).toBeGreaterThanOrEqual(275);
  });

  it('pages through a list without a gap or a double', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const address: string = `/api/v1/incidents?limit=70${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { result }: Envelope<{ items: { id: string }[]; total: number; next: string | null }> = await json(address);
      ids.push(...result.items.map(({ id }) => id));
      cursor = result.next;
      if (cursor === null) expect(ids).toHaveLength(result.total);
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('answers 304 to whoever has the answer already, and other words with another tag', async () => {
    const address = '/api/v1/agreements/paris-call-2018';
    const first = await api.get(address);
    const etag = first.headers.get('etag') ?? '';
    expect((await api.get(address, { 'if-none-match': etag })).status).toBe(304);
    expect((await api.get(`${address}?as-of=2019-01-01`)).headers.get('etag')).not.toBe(etag);
    expect(await (await api.get(address)).text()).toBe(await first.text());
  });

  it('prints the brief in three forms', async () => {
    for (const [format, type] of [
      ['markdown', 'text/markdown; charset=utf-8'],
      ['html', 'text/html; charset=utf-8'],
      ['json', 'application/json; charset=utf-8'],
    ]) {
      const response = await api.get(`/api/v1/agreements/paris-call-2018/brief?format=${format}`);
      expect(response.headers.get('content-type')).toBe(type);
      expect(await response.text()).toContain('Paris Call');
    }
  });
});

describe('problems', () => {
  it.each([
    ['/api/v1/agreements/paris-call', 404, 'NOT_FOUND'],
    ['/api/v1/nothing', 404, 'NOT_FOUND'],
    ['/api/v1/home?as-of=yesterday', 400, 'INPUT_INVALID'],
    ['/api/v1/home?as-of=2018-02-30', 400, 'INPUT_INVALID'],
    ['/api/v1/home?standard=none', 404, 'NOT_FOUND'],
    ['/api/v1/home?asof=2018-01-01', 400, 'INPUT_INVALID'],
    ['/api/v1/incidents?limit=0', 400, 'INPUT_INVALID'],
    ['/log/other/checkpoint', 404, 'NOT_FOUND'],
    ['/log/servanda/record/tile/entries/999', 404, 'NOT_FOUND'],
    ['/log/servanda/record/tile/../../etc', 404, 'NOT_FOUND'],
  ])('%s answers %i %s', async (address, status, code) => {
    const response = await api.get(address);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as { code: string; detail: string };
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/ at .*\.ts/);
  });
});

describe('log over HTTP', () => {
  it('lets a stranger rebuild the root from checkpoint and bundles', async () => {
    const text = await (await api.get('/log/servanda/record/checkpoint')).text();
    const { size, root } = parseCheckpoint(text);
    const entries: Buffer[] = [];
    for (let index = 0; index * 256 < size; index += 1) {
      const width = Math.min(256, size - index * 256);
      const name = String(index).padStart(3, '0');
      const response = await api.get(`/log/servanda/record/tile/entries/${name}${width < 256 ? `.p/${width}` : ''}`);
      entries.push(...parseEntryBundle(Buffer.from(await response.arrayBuffer()), width));
    }
    expect(merkleRoot(hashLeaves(entries)).equals(root)).toBe(true);
  });
});

describe('contract', () => {
  it('documents every resource in OpenAPI 3.1', async () => {
    const document = (await (await api.get('/api/v1/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, unknown>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/v1/agreements/{id}');
  });
});

/** Negotiation over the shipped record, by the API: the worked draft, definitions, camps, and drafts in requests. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampsDossier, DefinitionsDossier, Envelope, Negotiation } from '../../src/server/index.ts';
import { createApi, openInstance, type Instance } from '../../src/server/index.ts';
import { openFileLog } from '../../src/storage/index.ts';

const recordFolder = path.join(import.meta.dirname, '..', '..', 'record');
const worked = '/api/v1/negotiation/un-gge-2017-legal-clauses';
let instance: Instance;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  instance = await openInstance([await openFileLog(recordFolder, { readOnly: true })]);
  api = createApi(instance, { version: 'test' });
});
afterAll(() => instance.close());

async function get<Result>(address: string): Promise<Envelope<Result>> {
  const response = await api.request(address);
  expect(response.status).toBe(200);
  return (await response.json()) as Envelope<Result>;
}

const post = (address: string, body: unknown): Promise<Response> =>
  Promise.resolve(
    api.request(address, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  );

describe('the worked draft of 2016/17', () => {
  it('names the blockers that the literature names, with the accounts and their sources', async () => {
    const { result, snapshot, assumptions } = await get<Negotiation>(worked);
    expect(result.frontier.strongest.blockers.map(({ party }) => party).sort()).toEqual(['CHN', 'CUB', 'RUS']);
    expect(result.frontier.consensus).toBeNull();
    expect(result.frontier.frontiers.every(({ proof }) => proof === 'optimal')).toBe(true);
    const causes = result.accounts.filter(({ role }) => role === 'cause-of-failure').map(({ matter }) => matter);
    expect(causes).toEqual(
      expect.arrayContaining(['international-law', 'self-defence', 'humanitarian-law', 'countermeasures']),
    );
    expect(result.accounts.every(({ sources }) => sources.length > 0 && sources[0]?.url !== null)).toBe(true);
    expect(snapshot[0]?.size).toBeGreaterThan(0);
    expect(assumptions.join(' ')).toContain('unreviewed');
  });

  it('every recorded stance has its words, its date and its source; every other says what it is', async () => {
    const { result } = await get<Negotiation>(worked);
    const standings = result.parties.flatMap((party) => party.standings);
    expect(standings).toHaveLength(25 * 4);
    for (const { basis, sources, statedOn, paraphrase } of standings) {
      if (basis !== 'record') continue;
      expect(sources.length).toBeGreaterThan(0);
      expect(statedOn).not.toBeNull();
      expect(paraphrase).not.toBeNull();
    }
    expect(result.counts.record).toBeGreaterThan(40);
    for (const { redLines } of result.parties)
      for (const { sources } of redLines) expect(sources.length).toBeGreaterThan(0);
  });

  it('posted unchanged it answers the same; a lower reservation value lets all agree', async () => {
    const { result: source } = await get<{ parties: { id: string; reservation: number }[] }>(`${worked}/source`);
    const here = await get<Negotiation>(worked);
    const response = await post('/api/v1/negotiation', source);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as Envelope<Negotiation>;
    expect(answer.result).toEqual(here.result);
    const parties = source.parties.map((party) => (party.id === 'USA' ? { ...party, reservation: 1.9 } : party));
    const eased = (await (
      await post('/api/v1/negotiation', { ...source, parties, robustness: null })
    ).json()) as typeof answer;
    expect(eased.result.frontier.consensus?.accepts).toHaveLength(25);
  });

  it('a view from before 2017 knows fewer positions', async () => {
    const { result } = await get<Negotiation>(`${worked}?as-of=2017-06-22`);
    expect(result.counts.record).toBeLessThan((await get<Negotiation>(worked)).result.counts.record);
  });
});

describe('drafts in requests', () => {
  it.each([
    ['no JSON', '{', 400, 'INPUT_INVALID'],
    ['no draft', {}, 400, 'INPUT_INVALID'],
    ['too large', `"${'x'.repeat(3 * 1024 * 1024)}"`, 413, 'INPUT_TOO_LARGE'],
  ])('%s', async (_, body, status, code) => {
    const response = await post('/api/v1/negotiation', body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { code: string }).code).toBe(code);
  });
  it('dials stand in the address, and a wrong one is refused', async () => {
    const response = await post('/api/v1/negotiation?standrad=x', {});
    expect(response.status).toBe(400);
  });
  it('a worked draft that is not there', async () => {
    expect((await api.request('/api/v1/negotiation/nothing')).status).toBe(404);
  });
});

describe('definitions', () => {
  it('critical infrastructure: holders with sources, variants that nest, incidents that the wording decides', async () => {
    const { result } = await get<DefinitionsDossier>('/api/v1/definitions/critical-infrastructure');
    expect(result.definitions.length).toBeGreaterThan(5);
    expect(result.definitions.every(({ sources }) => sources.length > 0)).toBe(true);
    const count = (id: string): number =>
      result.variants.find((variant) => variant.id === `critical-infrastructure/${id}`)?.cases.true ?? -1;
    // What no list leaves out is in every list; what any list names contains each list.
    for (const list of ['usa', 'eu', 'chn', 'rus']) {
      expect(count('common-core')).toBeLessThanOrEqual(count(list));
      expect(count('any-list')).toBeGreaterThanOrEqual(count(list));
    }
    expect(result.bank.alpha).toBeGreaterThan(0);
    expect(result.bank.alpha).toBeLessThan(1);
    expect(result.bank.pairs.every(({ lower, upper }) => lower <= upper)).toBe(true);
    expect(result.record.decided.length).toBeGreaterThan(0);
    for (const { yes, no } of result.record.decided) expect([yes.length > 0, no.length > 0]).toEqual([true, true]);
  });
  it('every term of the record has its matrix', async () => {
    const { result } = await get<{ items: { id: string; variants: number }[] }>('/api/v1/definitions');
    expect(result.items.length).toBeGreaterThan(20);
    for (const { id, variants } of result.items) {
      const { result: matrix } = await get<DefinitionsDossier>(`/api/v1/definitions/${id}`);
      expect(matrix.variants).toHaveLength(variants);
      if (variants < 2) expect(matrix.bank.alpha).toBeNull();
    }
  });
  it('an unknown term', async () => {
    expect((await api.request('/api/v1/definitions/nothing')).status).toBe(404);
  });
});

describe('camps', () => {
  it('places everyone with enough known views, in one camp, and says who was left out', async () => {
    const { result } = await get<CampsDossier>('/api/v1/camps?parties=RUS,CHN,USA');
    const placed = result.camps.camps.flatMap(({ members }) => members);
    expect(new Set(placed).size).toBe(placed.length);
    expect(placed).toHaveLength(result.camps.places.length);
    expect(result.leftOut.every(({ known }) => known < 4)).toBe(true);
    const campOf = (party: string): number | undefined =>
      result.camps.places.find((place) => place.party === party)?.camp;
    expect(campOf('RUS')).toBe(campOf('CHN'));
    expect(campOf('RUS')).not.toBe(campOf('USA'));
    const s = (a: string, b: string): number =>
      result.similarity.pairs.find((pair) => [pair.a, pair.b].sort().join() === [a, b].sort().join())?.s ?? NaN;
    expect(result.similarity.pairs).toHaveLength(3);
    expect(s('RUS', 'CHN')).toBeGreaterThan(s('RUS', 'USA'));
  });
  it('too many asked of too few', async () => {
    expect((await api.request('/api/v1/camps?least=200')).status).toBe(422);
    expect((await api.request('/api/v1/camps?as-of=1990-01-01')).status).toBe(422);
    expect((await api.request('/api/v1/camps?k=99')).status).toBe(400);
  });
});

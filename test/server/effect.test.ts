/** Effect over the shipped record, for every agreement: evidence and counts, and never a bare estimate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Envelope } from '../../src/model/index.ts';
import type { EffectDossier, ListPage } from '../../src/server/index.ts';
import { sampleApi } from './sample-instance.ts';

let api: Awaited<ReturnType<typeof sampleApi>>;
beforeAll(async () => {
  api = await sampleApi();
});
afterAll(async () => {
  await api.instance.close();
});

async function effect(address: string): Promise<Envelope<EffectDossier>> {
  const response = await api.get(`/api/v1/effect/${address}`);
  expect(response.status, address).toBe(200);
  return (await response.json()) as Envelope<EffectDossier>;
}

describe('GET /api/v1/effect/us-china-2015', () => {
  it('shows the cited evidence with sources, own counts, and refuses with the reason', async () => {
    const { result, method, parameters } = await effect('us-china-2015?party=CHN&target=USA');
    expect(method).toBe('effect/1');
    expect(parameters).toMatchObject({
      agreement: 'us-china-2015',
      party: 'CHN',
      target: 'USA',
      standard: 'one-government',
    });
    expect(result.evidence.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'fireeye-redline-2016',
        'crowdstrike-2015',
        'nps-thesis-2017',
        'aspi-hacking-for-cash-2018',
      ]),
    );
    for (const { sources } of result.evidence) expect(sources.length).toBeGreaterThan(0);
    expect(result.counts.n).toBeGreaterThan(0);
    expect(result.verdict).toBe('cannot be assessed');
    expect(result.reason).toMatch(/counts too low/);
    expect(result.reason).toMatch(/none comes with a published series/);
    expect(JSON.stringify(result)).not.toMatch(/"p":|pValue/);
  });

  it('narrows by purpose, and says which there are', async () => {
    const { result } = await effect('us-china-2015?party=CHN&purpose=commercial-advantage,economic-espionage');
    expect(result.purposes).toEqual(['commercial-advantage', 'economic-espionage']);
    const wrong = await api.get('/api/v1/effect/us-china-2015?purpose=fun');
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toMatch(/commercial-advantage/);
  });
});

describe('every agreement', () => {
  it('has a verdict in the given words; a ratio only as a range with its placebo shares', async () => {
    const list = (await (await api.get('/api/v1/agreements?limit=1000')).json()) as Envelope<ListPage<{ id: string }>>;
    expect(list.result.items.length).toBeGreaterThanOrEqual(47);
    for (const { id } of list.result.items) {
      const { result } = await effect(id);
      expect([
        'change at the agreement beyond placebo',
        'change began earlier',
        'not distinguishable',
        'cannot be assessed',
      ]).toContain(result.verdict);
      expect(result.reason.length).toBeGreaterThan(10);
      const stated = result.range?.rateRatio ?? null;
      expect(stated === null).toBe(result.verdict === 'cannot be assessed');
      expect(stated === null).toBe((result.range?.placeboShare ?? null) === null);
      for (const { estimate } of result.range?.readings ?? [])
        if (estimate) expect(estimate.placebos.count).toBeGreaterThan(0);
    }
  }, 120_000);
});

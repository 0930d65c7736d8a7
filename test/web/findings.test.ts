/** Grids, provisions and the choice of definitions over the shipped record: they add up with the findings themselves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Envelope } from '../../src/model/index.ts';
import type {
  AgreementGrid,
  ContestedTerm,
  FindingLine,
  IncidentGrid,
  ListPage,
  ProvisionDossier,
  RecordReport,
} from '../../src/server/index.ts';
import { causeInWords, findingPath, inSeries, moveInWords, partsInWords } from '../../src/web/words/findings.ts';
import { holderMatrix } from '../../src/web/words/holders.ts';
import { sampleApi } from '../server/sample-instance.ts';

let api: Awaited<ReturnType<typeof sampleApi>>;
beforeAll(async () => {
  api = await sampleApi();
});
afterAll(async () => {
  await api.instance.close();
});

async function result<Result>(address: string): Promise<Result> {
  const response = await api.get(`/api/v1${address}`);
  expect(response.status, address).toBe(200);
  return ((await response.json()) as Envelope<Result>).result;
}

describe('the grid of an agreement', () => {
  test.each(['', '&definitions=us', '&definitions=every-variant&standard=any-report&as-of=2019-01-01'])(
    'counts every finding once%s',
    async (dials) => {
      const grid = await result<AgreementGrid>(`/findings/grid/agreements/un-gge-2015?${dials}`);
      const lines = await result<ListPage<FindingLine>>(`/findings?agreement=un-gge-2015&format=json${dials}`);
      expect(grid.rows.length).toBeGreaterThan(2);
      for (const row of grid.rows) {
        const own = lines.items.filter(({ provision }) => provision === row.provision);
        const operations = own.filter(({ state }) => state === null);
        expect(operations).toHaveLength(grid.incidents);
        for (const [verdict, n] of Object.entries(row.text)) {
          expect(n).toBe(operations.filter(({ text }) => text === verdict).length);
        }
        for (const [name, n] of Object.entries(row.results)) {
          expect(n).toBe(own.filter((line) => line.result === name).length);
        }
        for (const { id } of grid.sets) {
          const counts = row.sets[id] ?? { contrary: -1, gray: -1, 'not-contrary': -1, indeterminate: -1 };
          expect(counts.contrary).toBe(operations.filter(({ sets }) => sets[id] === 'contrary').length);
          // A set gives every term one meaning.
          expect(counts.gray).toBe(0);
        }
      }
    },
  );

  test('has the clauses in printed order, and none for a text without a tested clause', async () => {
    const grid = await result<AgreementGrid>('/findings/grid/agreements/un-gge-2015');
    expect(grid.rows.map(({ ref }) => ref)).toEqual(['13(c)', '13(e)', '13(f)', '13(k)', '28(e)']);
    expect((await result<AgreementGrid>('/findings/grid/agreements/un-gge-2017')).rows).toEqual([]);
  });
});

describe('the grid of an incident', () => {
  test('says of each state which part is missing, and agrees with the finding explained', async () => {
    const grid = await result<IncidentGrid>('/findings/grid/incidents/vpnfilter-2018');
    const lines = await result<ListPage<FindingLine>>('/findings?incident=vpnfilter-2018&format=json');
    expect(grid.rows.length).toBe(lines.items.filter(({ state }) => state === null).length);
    for (const row of grid.rows) {
      for (const { state, result: outcome, words } of row.states) {
        const line = lines.items.find((one) => one.provision === row.provision && one.state === state);
        expect(line?.result).toBe(outcome);
        for (const part of line?.missing ?? []) expect(words).toMatch(new RegExp(`Missing: .*${part} \\(`));
        if (line?.text === 'not-contrary') expect(words).toContain('no acquittal');
        if (outcome !== 'contravenes') expect(words).toMatch(/Missing: |Open: /);
      }
    }
  });

  test('is out of view before the incident began', async () => {
    const grid = await result<IncidentGrid>('/findings/grid/incidents/vpnfilter-2018?as-of=2010-01-01');
    expect(grid).toMatchObject({ inView: false, rows: [] });
  });

  test('names an unknown incident as such', async () => {
    const response = await api.get('/api/v1/findings/grid/incidents/nothing-here');
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('a provision', () => {
  test('has its ancestors by steps, as the codebook tells them', async () => {
    const { ancestors } = await result<ProvisionDossier>('/provisions/paris-call-2018/4');
    expect(ancestors.slice(0, 1).map(({ id, steps }) => [id, steps])).toEqual([['g20-antalya-2015/26a', 1]]);
    expect(ancestors.find(({ id }) => id === 'us-china-2015/2')?.steps).toBe(2);
  });

  test('is among the descendants of its ancestors', async () => {
    const { descendants } = await result<ProvisionDossier>('/provisions/us-china-2015/2');
    expect(descendants.map(({ id }) => id)).toContain('paris-call-2018/4');
  });

  test('tells the terms that its reading and its link hang on', async () => {
    const { terms, norm, findings } = await result<ProvisionDossier>('/provisions/un-gge-2015/13f');
    expect(terms.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['critical-infrastructure', 'damage', 'knowingly']),
    );
    expect(norm?.tree?.parts.map(({ term }) => term)).toContain('critical-infrastructure');
    expect(findings?.rows).toHaveLength(1);
  });

  test('says why it is not tested', async () => {
    const { norm, findings } = await result<ProvisionDossier>('/provisions/un-gge-2015/13a');
    expect(findings).toBeNull();
    expect(norm?.class).not.toBe('norm');
    expect(norm?.why).toMatch(/\w/);
  });
});

describe('the dials', () => {
  test('name every set and group of definitions with its rule', async () => {
    const { definitions, defaults } = await result<{
      definitions: { id: string; rule: string }[];
      defaults: { definitions: string };
    }>('/standards');
    expect(definitions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['un-2021', 'us', 'eu', 'china', 'sco', 'narrowest', 'broadest', 'every-view']),
    );
    expect(definitions.every(({ rule }) => rule !== '')).toBe(true);
    expect(defaults.definitions).toBe('every-view');
  });

  test('give the same answer whatever was asked before', async () => {
    const fresh = await sampleApi();
    const address = '/api/v1/agreements/paris-call-2018';
    const first = await (await fresh.get(address)).text();
    await fresh.instance.close();
    for (const other of ['?standard=any-report', '?as-of=2019-01-01', '?known-at=2020-01-01', '?definitions=us']) {
      expect((await api.get(`/api/v1/claims${other}`)).status).toBe(200);
      await api.get(`/api/v1/agreements/un-gge-2015${other}`);
    }
    expect(await (await api.get(address)).text()).toBe(first);
  });
});

test('the report on the record counts all incidents', async () => {
  const { incidents, kinds } = await result<RecordReport>('/record');
  const list = await result<ListPage<unknown>>('/incidents?limit=1');
  expect(incidents.records).toBe(list.total);
  expect(kinds.find(({ kind }) => kind === 'incident')?.records).toBe(list.total);
  expect(incidents.checked).toBeLessThanOrEqual(list.total);
});

describe('words', () => {
  test('parts and series', () => {
    expect(
      [[], ['text'], ['text', 'link'], ['text', 'commitment', 'link']].map((parts) => partsInWords(parts as never)),
    ).toEqual(['nothing', 'text', 'text and link', 'text, commitment and link']);
    expect(inSeries([])).toBe('');
  });

  test.each([
    [{ move: 'fact', name: 'significant-harm', target: null, to: 'true' }, '“significant harm” were known to hold'],
    [
      { move: 'fact', name: 'sectors', target: 1, to: 'complete' },
      'the recorded sectors were known to be all (target 2)',
    ],
    [
      { move: 'fact', name: 'purposes', target: null, to: 'includes', codes: ['sabotage', 'coercion'] },
      'the purposes were known to include sabotage or coercion',
    ],
    [{ move: 'definition', term: 'hostile-act', variant: 'force' }, 'the term “hostile act” meant “force”'],
    [{ move: 'standard', standard: 'any-report' }, 'the attribution standard were any-report'],
  ] as const)('%j reads %s', (move, expected) => {
    expect(moveInWords(move as never)).toBe(expected);
  });

  test('causes and addresses', () => {
    expect(causeInWords({ kind: 'missing-fact', name: 'physical-damage' })).toBe('not recorded: physical damage');
    expect(causeInWords({ kind: 'no-attribution', name: '' })).toBe('nobody is named');
    expect(findingPath('a b', 'x/1')).toBe('/findings/a%20b/x/1');
  });
});

describe('the matrix of terms and holders', () => {
  test('puts every meaning into a column or among the others, over the shipped record', async () => {
    const { items } = await result<{ items: ContestedTerm[] }>('/definitions');
    const { columns, rows } = holderMatrix(items, {});
    expect(columns.length).toBeGreaterThan(5);
    for (const { term, cells } of rows) {
      expect(cells).toHaveLength(columns.length + 1);
      expect(new Set(cells.flat().map(({ definition }) => definition)).size).toBe(term.held.length);
    }
    const critical = rows.find(({ term }) => term.id === 'critical-infrastructure');
    const usa = columns.findIndex(({ id }) => id === 'party USA');
    expect(critical?.cells[usa]?.[0]?.variants).toEqual([{ id: 'usa', fit: 'close' }]);
  });
});

/** Methods asked of data sets: numbers that can be counted by hand, refusals where a set cannot carry the question. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findImporter, importFile, listImports, openDataset, slugOf } from '../../src/interchange/index.ts';
import { CompactTree, hashLeaf } from '../../src/ledger/index.ts';
import type { Envelope } from '../../src/model/index.ts';
import {
  overDatasets,
  responsesAnswer,
  type Brief,
  type DatasetShelf,
  type DefinitionsDossier,
  type Explanation,
  type SideBySide,
} from '../../src/publish/index.ts';
import { View } from '../../src/registry/index.ts';
import { createApi, openInstance, proofOf, reproduceEnvelope, type Instance } from '../../src/server/index.ts';
import { openReaders } from '../../src/cli/open.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'servanda-over-'));
const shelf: DatasetShelf = { list: () => listImports(folder), open: (id) => openDataset(folder, id) };
let instance: Instance;
let api: ReturnType<typeof createApi>;

async function bring(importer: string, text: string): Promise<string> {
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(text));
  };
  const tree = (): { append: (line: Uint8Array) => void; root: () => string } => {
    const compact = new CompactTree();
    return {
      append: (line) => {
        compact.append(hashLeaf(line));
      },
      root: () => compact.root().toString('base64'),
    };
  };
  const view = new View(instance.registry);
  const options = { view, tree, dataFolder: folder, publisher: 'Example', licence: 'CC0-1.0' };
  return (await importFile(findImporter(importer), bytes(), options)).manifest.id;
}

const head = 'id,title,started_on,disclosed_on,victims,responsible,effects,purposes\n';
const ids = { operations: '', votes: '', actors: '' };

beforeAll(async () => {
  instance = await openInstance(await openReaders({ folder, database: null }, false));
  api = createApi(instance, { version: 'test', datasets: shelf });
  ids.operations = await bring(
    'template',
    `${head}a,Émigré grid,2017-06-27,,UKR,RUS,disruption,sabotage\nb,No one named,2018,,EST,,data-theft,\nc,Two named,2019-05,2019-06-01,USA,CHN;PRK,,unknown\n`,
  );
  ids.votes = await bring(
    'un-votes',
    'date,country,country_code,vote,resolution,title\n2018-12-05,France,FR,yes,A/RES/1/1,One\n2018-12-05,Namibia,NA,no,A/RES/1/1,One\n2018-12-05,Chile,CL,abstain,A/RES/1/1,One\n',
  );
  ids.actors = await bring('misp-galaxy', JSON.stringify({ values: [{ value: 'Example', meta: { country: 'RU' } }] }));
});
afterAll(async () => {
  await instance.close();
  rmSync(folder, { recursive: true, force: true });
});

async function get<Result>(address: string): Promise<Envelope<Result>> {
  const response = await api.request(`/api/v1${address}`);
  expect(response.status, `${address}: ${await response.clone().text()}`.slice(0, 300)).toBe(200);
  return (await response.json()) as Envelope<Result>;
}

interface Rows {
  total: number;
  items: { id: string; responsible: string[]; startedOn: string }[];
}

describe('one data set', () => {
  it('is listed in place of the incidents of the record, and named with its root', async () => {
    const { result, parameters } = await get<Rows>(`/incidents?dataset=${ids.operations}`);
    expect(result.items.map(({ id, responsible, startedOn }) => [id, startedOn, responsible])).toEqual([
      ['a', '2017-06-27', ['RUS']],
      ['b', '2018', []],
      ['c', '2019-05', ['CHN', 'PRK']],
    ]);
    expect(parameters).toMatchObject({
      dataset: ids.operations,
      roots: { [ids.operations]: shelf.open(ids.operations).manifest.root },
      standard: 'any-report',
    });
  });

  it('is judged by the clauses of the record: each operation once for itself, once for each state named', async () => {
    const { result } = await get<{ counts: { text: Record<string, number> }; items: { incident: string }[] }>(
      `/findings?provision=un-gge-2015%2F13f&format=json&dataset=${ids.operations}`,
    );
    expect(result.items.map(({ incident }) => incident).sort()).toEqual(['a', 'a', 'b', 'c', 'c', 'c']);
  });

  it('names nobody under a standard that asks for a government: its publisher is none', async () => {
    const { result } = await get<Rows>(`/incidents?dataset=${ids.operations}&standard=one-government`);
    expect(result.items.flatMap(({ responsible }) => responsible)).toEqual([]);
  });

  it('is explained under a clause of the record: the operation, and a state that it names', async () => {
    const { result, parameters } = await get<Explanation>(`/findings/a/un-gge-2015/13f?dataset=${ids.operations}`);
    expect(parameters).toMatchObject({ dataset: ids.operations, incident: 'a', provision: 'un-gge-2015/13f' });
    expect(result.incident).toMatchObject({ title: 'Émigré grid', startedOn: '2017-06-27' });
    expect(result.states.map(({ state }) => state)).toEqual(['RUS']);
    const grid = await get(`/findings/grid/incidents/a?dataset=${ids.operations}`);
    expect(grid.parameters).toMatchObject({ dataset: ids.operations, incident: 'a' });
  });

  it('is counted in a brief: three operations, whatever the record holds, as data and as text', async () => {
    const { result, assumptions } = await get<Brief>(`/agreements/paris-call-2018/brief?dataset=${ids.operations}`);
    expect(result.dossier.coverage?.conduct.n).toBe(3);
    expect(result.collection).toMatch(/collected as Example collects/);
    expect(assumptions[0]).toContain(`over ${ids.operations}`);
    const address = '/api/v1/agreements/paris-call-2018/brief?format=markdown';
    const text = await (await api.request(`${address}&dataset=${ids.operations}`)).text();
    expect(text).not.toBe(await (await api.request(address)).text());
  });

  it('is divided by the wordings of a term', async () => {
    const { result } = await get<DefinitionsDossier>(`/definitions/critical-infrastructure?dataset=${ids.operations}`);
    expect(result.variants.length).toBeGreaterThan(0);
    for (const { incidents } of result.variants) expect(incidents.true + incidents.false + incidents.unknown).toBe(3);
  });

  it('is listed by kind: what it tells, with its place in the import', async () => {
    const attributions = await get<Rows>(`/records/attribution?dataset=${ids.operations}`);
    expect(attributions.result.total).toBe(2);
    const votes = await get<{ total: number; items: { logOrigin: string }[] }>(`/records/vote?dataset=${ids.votes}`);
    expect(votes.result).toMatchObject({ total: 1, items: [{ logOrigin: `import/${ids.votes}` }] });
    expect(await reproduceEnvelope(votes, instance, shelf)).toMatchObject({ equal: true });
  });

  it('tells votes where it tells votes', async () => {
    const { result } = await get<{ items: { kind: string; yes: number; no: number; abstain: number }[] }>(
      `/camps?least=1&k=2&dataset=${ids.votes}`,
    );
    expect(result.items.filter(({ kind }) => kind === 'vote')).toMatchObject([{ yes: 1, no: 1, abstain: 1 }]);
  });

  it('is known since its manifest is: none of an import is in the record itself', () => {
    expect(new View(instance.registry).find('incident', 'a')).toBeUndefined();
  });
});

describe('what a data set does not tell', () => {
  it.each([
    ['responses of operations', () => `/responses?dataset=${ids.operations}`, /tells no response/],
    ['incentives, which rest on responses', () => `/incentives?dataset=${ids.operations}`, /tells no response/],
    ['incentives of one agreement', () => `/incentives/us-china-2015?dataset=${ids.operations}`, /tells no response/],
    ['the list of terms, which is the record’s', () => `/definitions?dataset=${ids.operations}`, /does not hang on/],
    ['operations of votes', () => `/incidents?dataset=${ids.votes}`, /does not hang on anything/],
    ['votes of operations', () => `/camps?dataset=${ids.operations}`, /does not hang on anything/],
    ['anything of actors', () => `/incidents?dataset=${ids.actors}`, /no dated operation/],
  ])('%s are refused, and no zero', async (_, address, reason) => {
    const response = await api.request(`/api/v1${address()}`);
    const problem = (await response.json()) as { code: string; detail: string };
    expect(problem.code).toBe('REFUSED');
    expect(problem.detail).toMatch(reason);
  });

  it('leaves the other dials of a scorecard standing', async () => {
    const { result } = await get<{ scorecards: { dials: { id: string; refused: string | null }[] }[] }>(
      `/scorecard?agreement=paris-call-2018&dataset=${ids.operations}`,
    );
    const refused = result.scorecards[0]?.dials.filter((dial) => dial.refused !== null).map(({ id }) => id);
    expect(refused).toContain('responses');
    expect(refused).not.toContain('absence');
  });
});

describe('several side by side', () => {
  it('give one answer each, or the reason why there is none', async () => {
    const { method, result } = await get<SideBySide<Rows>>(`/incidents?dataset=record,${ids.operations},${ids.votes}`);
    expect(method).toBe('side-by-side/1');
    const record = (await get<Rows>('/incidents')).result.total;
    expect(result.datasets.map(({ answer }) => answer?.result.total ?? null)).toEqual([record, 3, null]);
    expect(result.datasets.at(-1)?.refused).toMatch(/does not hang on anything/);
  });

  it('are no table', async () => {
    const response = await api.request(`/api/v1/incidents?format=csv&dataset=record,${ids.operations}`);
    expect(await response.json()).toMatchObject({ code: 'INPUT_INVALID' });
    const one = await api.request(`/api/v1/incidents?format=csv&dataset=${ids.operations}`);
    expect((await one.text()).trimEnd().split('\n')).toHaveLength(4);
  });

  it('are refused together where no data set carries the question', () => {
    expect(() =>
      overDatasets(instance.registry, {}, `${ids.operations},${ids.votes}`, shelf, (view, query) =>
        responsesAnswer(view, query),
      ),
    ).toThrow(/tells no response.*does not hang on anything/);
  });
});

describe('answers over data sets', () => {
  it.each([
    (): string => `/incidents?dataset=${ids.operations}`,
    (): string => `/scorecard?agreement=paris-call-2018&dataset=record,${ids.operations},${ids.votes}`,
    (): string => `/effect/paris-call-2018?dataset=${ids.operations}`,
    (): string => `/agreements/paris-call-2018/brief?dataset=record,${ids.operations}`,
    (): string => `/findings/a/un-gge-2015/13f?dataset=${ids.operations}`,
    (): string => `/definitions/critical-infrastructure?dataset=${ids.operations}`,
  ])('are computed again beside the rows (%#)', async (address) => {
    const file = await get(address());
    expect(await reproduceEnvelope(file, instance, shelf)).toMatchObject({ equal: true, differences: [] });
    const empty: DatasetShelf = { list: () => [], open: (id) => openDataset('/nowhere', id) };
    await expect(reproduceEnvelope(file, instance, empty)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('have no proof bundle, for rows are in no log', async () => {
    const proof = proofOf(instance, `/incidents?dataset=${ids.operations}`, 'test', shelf);
    await expect(proof).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('names of a data set', () => {
  it.each([
    ['Émigré grid', 'emigre-grid'],
    ['A/RES/73/27', 'a-res-73-27'],
    ['--', 'unnamed'],
    ['x'.repeat(300), 'x'.repeat(80)],
  ])('%s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

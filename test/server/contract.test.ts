/** The contract of the API: compared with what is committed, typed where schemas exist, and kept by what is answered. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { parquetReadObjects } from 'hyparquet';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordKinds } from '../../src/model/index.ts';
import { createApi } from '../../src/server/index.ts';
import { ApiProblem, createClient } from '../../src/server/client.ts';
import { sampleApi } from './sample-instance.ts';

const root = path.join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

interface Operation {
  summary?: string;
  responses: Record<string, { content?: Record<string, { schema?: AnySchemaObject }> }>;
}
interface Contract {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, AnySchemaObject> };
}

let api: Awaited<ReturnType<typeof sampleApi>>;
let contract: Contract;
beforeAll(async () => {
  api = await sampleApi();
  const made = createApi(api.instance, { version });
  contract = (await (await made.request('/api/v1/openapi.json')).json()) as Contract;
});
afterAll(async () => {
  await api.instance.close();
});

describe('the contract', () => {
  it('is the one in schemas/openapi.json; "npm run schemas" writes it anew', () => {
    expect(contract.openapi).toBe('3.1.0');
    expect(JSON.parse(readFileSync(path.join(root, 'schemas/openapi.json'), 'utf8'))).toEqual(contract);
  });

  it('has a summary for every operation', () => {
    const silent = Object.entries(contract.paths).flatMap(([place, operations]) =>
      Object.entries(operations).flatMap(([method, { summary }]) => (summary ? [] : [`${method} ${place}`])),
    );
    expect(silent).toEqual([]);
  });

  it('has every kind of record, each with its own schema', () => {
    for (const kind of recordKinds) {
      const schema =
        contract.paths[`/api/v1/records/${kind}/{id}`]?.['get']?.responses['200']?.content?.['application/json'];
      const name = kind.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect(JSON.stringify(schema), kind).toContain(`#/components/schemas/${name}"`);
    }
  });

  it.each([
    '/records/incident?limit=3',
    '/records/vote?limit=2',
    '/search?q=power',
    '/datasets',
    '/export/stix/losses',
  ])('is kept by the answer of %s', async (address) => {
    const [place = ''] = address.split('?');
    const templates = Object.keys(contract.paths);
    const template = templates.find((one) => one === `/api/v1${place}`) ?? '/api/v1/export/{format}/losses';
    const schema = contract.paths[template]?.['get']?.responses['200']?.content?.['application/json']?.schema;
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const check = ajv.compile({ ...schema, components: contract.components });
    const answer: unknown = await (await api.get(`/api/v1${address}`)).json();
    expect(check(answer), JSON.stringify(check.errors?.slice(0, 3))).toBe(true);
    expect(check({ ...(answer as object), method: 1 })).toBe(false);
  });
});

describe('lists whole', () => {
  it('are complete in every form: one count', async () => {
    const first = (await (await api.get('/api/v1/records/attribution?limit=1')).json()) as {
      result: { total: number };
    };
    const { total } = first.result;
    expect(total).toBeGreaterThan(500);
    const json = (await (await api.get('/api/v1/records/attribution?format=json&limit=1')).json()) as {
      result: { items: unknown[]; next: null };
    };
    expect(json.result.items).toHaveLength(total);
    expect(json.result.next).toBeNull();
    const csv = parse(await (await api.get('/api/v1/records/attribution?format=csv')).text(), { columns: true });
    expect(csv).toHaveLength(total);
    const lines = (await (await api.get('/api/v1/records/attribution?format=jsonl')).text()).trimEnd().split('\n');
    expect(lines).toHaveLength(total);
    const parquet = await api.get('/api/v1/records/attribution?format=parquet');
    expect(await parquetReadObjects({ file: await parquet.arrayBuffer() })).toHaveLength(total);
    const exported = await api.get('/api/v1/export/csv?kind=attribution');
    expect(parse(await exported.text(), { columns: true })).toHaveLength(total);
  });

  it('have their media type, and an ETag of their own', async () => {
    const csv = await api.get('/api/v1/incidents?format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const page = await api.get('/api/v1/incidents');
    expect(csv.headers.get('etag')).not.toBe(page.headers.get('etag'));
  });

  it('keep a filter', async () => {
    const filter = 'responsible=PRK&from=2017';
    const page = (await (await api.get(`/api/v1/incidents?${filter}`)).json()) as { result: { total: number } };
    const csv = parse(await (await api.get(`/api/v1/incidents?${filter}&format=csv`)).text(), { columns: true });
    expect(csv).toHaveLength(page.result.total);
  });
});

describe('from another site', () => {
  it('a browser may ask, and is told so beforehand', async () => {
    const made = createApi(api.instance, { version });
    const before = await made.request('/api/v1/home', {
      method: 'OPTIONS',
      headers: { Origin: 'https://example.org', 'Access-Control-Request-Method': 'POST' },
    });
    expect(before.status).toBe(204);
    expect(before.headers.get('access-control-allow-origin')).toBe('*');
    expect(before.headers.get('access-control-allow-methods')).toContain('POST');
    const answer = await made.request('/api/v1/standards');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('limits', () => {
  const from = (address: string): object => ({ incoming: { socket: { remoteAddress: address } } });

  it('stop one address that has too much computed, tell it when to come back, and nobody else', async () => {
    let now = 0;
    const made = createApi(api.instance, { version, reading: { rate: 1, burst: 3 }, clock: () => now });
    const ask = async (address: string, client: string): Promise<Response> =>
      made.request(`/api/v1${address}`, {}, from(client));
    for (const id of ['FRA', 'DEU', 'USA']) expect((await ask(`/parties/${id}`, '192.0.2.1')).status).toBe(200);
    const stopped = await ask('/parties/EST', '192.0.2.1');
    expect(stopped.status).toBe(429);
    expect(stopped.headers.get('retry-after')).toBe('1');
    expect(await stopped.json()).toMatchObject({ code: 'RATE_LIMITED' });
    expect((await ask('/parties/EST', '192.0.2.2')).status).toBe(200);
    // What is kept costs nothing.
    expect((await ask('/parties/EST', '192.0.2.1')).status).toBe(200);
    now += 1000;
    expect((await ask('/parties/LVA', '192.0.2.1')).status).toBe(200);
  });

  it('are no obstacle to the pages, which ask within the process', async () => {
    const made = createApi(api.instance, { version, reading: { rate: 1, burst: 1 }, clock: () => 0 });
    for (const id of ['FRA', 'DEU', 'USA']) expect((await made.request(`/api/v1/parties/${id}`)).status).toBe(200);
  });
});

describe('the client', () => {
  const client = (): ReturnType<typeof createClient> =>
    createClient('http://instance', (address) => api.get(address.slice('http://instance'.length)));

  it('gives typed answers in their envelopes', async () => {
    const { method, result } = await client().get('/coverage/{agreement}', {
      params: { agreement: 'paris-call-2018' },
      search: { 'as-of': '2018-11-12' },
    });
    expect(method).toMatch(/^coverage\//);
    expect(result.conduct.n).toBeGreaterThan(0);
  });

  it('goes through a list page by page, without a gap or a double', async () => {
    const ids: string[] = [];
    for await (const { id } of client().items('/records/party', { search: { limit: 100 } })) ids.push(id);
    expect(new Set(ids).size).toBe(ids.length);
    const { result } = await client().get('/records/party');
    expect(ids).toHaveLength(result.total);
  });

  it('throws problems with their code', async () => {
    const asked = client().get('/incidents/{id}', { params: { id: 'no/such incident' } });
    await expect(asked).rejects.toBeInstanceOf(ApiProblem);
    await expect(asked).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('fetches files', async () => {
    const bytes = await client().bytes('/export/{format}', { params: { format: 'parquet' }, search: { kind: 'vote' } });
    expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('PAR1');
  });
});

describe('the library', () => {
  it('has a subpath for each door in its table, with types', async () => {
    // A variable, because scripts have no types to import.
    const table: string = '../../scripts/library.mjs';
    const { library } = (await import(table)) as { library: Record<string, string> };
    const { exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      exports: Record<string, { types: string; default: string } | string>;
    };
    const subpaths = Object.entries(exports).filter(([, target]) => typeof target !== 'string');
    expect(subpaths).toEqual(
      Object.keys(library).map((name) => [
        `./${name}`,
        { types: `./dist/lib/${name}.d.mts`, default: `./dist/lib/${name}.mjs` },
      ]),
    );
    for (const door of Object.values(library)) {
      expect(readFileSync(path.join(root, door), 'utf8').startsWith('/** ')).toBe(true);
    }
  });
});

/** Every resource of the contract is asked: what it answers fits its own schema, and what it does not know is refused. */
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openView } from '../../src/publish/index.ts';
import { createApi } from '../../src/server/index.ts';
import { sampleApi } from './sample-instance.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query';
}
interface Operation {
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, { schema?: AnySchemaObject }> }>;
}
interface Contract {
  paths: Record<string, { get?: Operation; post?: Operation }>;
  components: { schemas: Record<string, AnySchemaObject> };
}

/** Names of the record that a path asks for, where one name does not do for all. */
const examples: Readonly<Record<string, string>> = {
  '/agreements/{id}': '/agreements/paris-call-2018',
  '/agreements/{id}/brief': '/agreements/paris-call-2018/brief',
  '/provisions/{agreement}/{ref}': '/provisions/un-gge-2015/13f',
  '/parties/{id}': '/parties/FRA',
  '/incidents/{id}': '/incidents/notpetya-2017',
  '/claims/{id}': '/claims/{first of /records/claim}',
  '/coverage/{agreement}': '/coverage/paris-call-2018',
  '/effect/{agreement}': '/effect/us-china-2015',
  '/definitions/{term}': '/definitions/critical-infrastructure',
  '/figures/{kind}/{subject}': '/figures/coverage/paris-call-2018',
  '/findings/grid/agreements/{id}': '/findings/grid/agreements/un-gge-2015',
  '/findings/grid/incidents/{id}': '/findings/grid/incidents/notpetya-2017',
  '/findings/{incident}/{agreement}/{ref}': '/findings/notpetya-2017/un-gge-2015/13f',
  '/methods/{id}': '/methods/coverage',
  '/reply-subject': '/reply-subject?kind=agreement&id=paris-call-2018',
  '/report-drafts/{agreement}/{party}': '/report-drafts/cybersecurity-tech-accord-2018/microsoft',
  '/rival-findings/{incident}': '/rival-findings/notpetya-2017',
  '/negotiation/{draft}': '/negotiation/un-gge-2017-legal-clauses',
  '/negotiation/{draft}/source': '/negotiation/un-gge-2017-legal-clauses/source',
  '/incentives/{agreement}': '/incentives/us-china-2015',
  '/transparency/{agreement}': '/transparency/paris-call-2018',
  '/export/{format}': '/export/csl-json',
  '/export/{format}/losses': '/export/bibtex/losses',
  '/datasets-coverage/{agreement}': '/datasets-coverage/paris-call-2018',
  '/search': '/search?q=power',
  '/proof': '/proof?of=%2Fagreements%2Fparis-call-2018',
  '/statements/{id}': '/statements/{statement}',
  '/statements/{id}/receipt': '/statements/{statement}/receipt',
};

/** What the shipped record has none of: reports are filed with an instance, imports lie in its data folder. */
const absent: Readonly<Record<string, string>> = {
  '/reports/{agreement}/{party}/{period}': '/reports/paris-call-2018/FRA/2020',
  '/review-drafts/{agreement}/{party}/{period}': '/review-drafts/paris-call-2018/FRA/2020?reviewer=DEU',
  '/datasets/{id}': '/datasets/none',
};

let api: Awaited<ReturnType<typeof sampleApi>>;
let made: ReturnType<typeof createApi>;
let contract: Contract;
const ajv = new Ajv2020({ strict: false, validateFormats: false });

beforeAll(async () => {
  api = await sampleApi();
  made = createApi(api.instance, { version: 'test' });
  contract = (await (await made.request('/api/v1/openapi.json')).json()) as Contract;
  ajv.addSchema({ $id: 'https://contract.example/', components: contract.components });
});
afterAll(async () => {
  await api.instance.close();
});

/** References of the document are found in the one schema that holds its components, which is compiled once. */
function checkOf({ responses }: Operation, status = '200', type = 'application/json'): ValidateFunction {
  const schema = responses[status]?.content?.[type]?.schema;
  expect(schema, `${status} ${type}`).toBeDefined();
  const placed: unknown = JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components/', '"https://contract.example/#/components/'),
  );
  return ajv.compile(placed as AnySchemaObject);
}

const mediaType = (response: Response): string => response.headers.get('content-type')?.split(';')[0] ?? '';

async function expectProblem(response: Response, operation: Operation, status: number, code: string): Promise<void> {
  expect(response.status, (await response.clone().text()).slice(0, 200)).toBe(status);
  expect(mediaType(response)).toBe('application/problem+json');
  const problem: unknown = await response.json();
  expect(problem).toMatchObject({ status, code });
  expect(checkOf(operation, 'default', 'application/problem+json')(problem)).toBe(true);
}

/** The address that asks a path of the contract: with the first id of the record where it is a kind of record. */
function addressOf(path: string): { address: string; isThere: boolean } {
  const place = path.slice('/api/v1'.length);
  const { view } = openView(api.instance.registry, {});
  const kind = /^\/records\/([\w-]+)\/\{id\}$/.exec(place)?.[1];
  if (kind !== undefined) {
    const first = view.all(kind as 'incident')[0]?.id;
    return { address: `/records/${kind}/${encodeURIComponent(first ?? 'none')}`, isThere: first !== undefined };
  }
  const missing = absent[place];
  if (missing !== undefined) return { address: missing, isThere: false };
  const address = (examples[place] ?? place)
    .replace('{first of /records/claim}', view.all('claim')[0]?.id ?? '')
    .replace('{statement}', view.versions('incident')[0]?.statement ?? '');
  expect(address, 'a path of the contract without an example').not.toContain('{');
  return { address, isThere: true };
}

const reads = (): [string, Operation][] =>
  Object.entries(contract.paths).flatMap(([path, { get }]) => (get ? [[path, get] as [string, Operation]] : []));

describe('what the contract says is answered', () => {
  it('every example is of a path that is in it', () => {
    for (const place of [...Object.keys(examples), ...Object.keys(absent)])
      expect(Object.keys(contract.paths)).toContain(`/api/v1${place}`);
  });

  it('by every resource: 200 with what its schema accepts, or a problem where the record has nothing of the kind', async () => {
    let answered = 0;
    const faults: string[] = [];
    for (const [path, operation] of reads()) {
      const { address, isThere } = addressOf(path);
      const response = await made.request(`/api/v1${address}`);
      if (!isThere) {
        await expectProblem(response, operation, 404, 'NOT_FOUND');
        continue;
      }
      expect(response.status, `${address}: ${(await response.clone().text()).slice(0, 300)}`).toBe(200);
      const declared = Object.keys(operation.responses['200']?.content ?? {});
      if (declared.includes('application/octet-stream')) expect((await response.text()).length).toBeGreaterThan(0);
      else {
        expect(declared, address).toContain(mediaType(response));
        if (mediaType(response) === 'application/json') {
          const check = checkOf(operation);
          const body: unknown = await response.json();
          if (!check(body)) faults.push(`${address}: ${JSON.stringify(check.errors?.slice(0, 3))}`);
          expect(check('no answer'), address).toBe(false);
        }
      }
      answered += 1;
    }
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(reads().length * 0.8);
  }, 90_000);

  it('an unknown parameter is refused by all, and an unknown cursor by every list', async () => {
    const lists: string[] = [];
    for (const [path, operation] of reads()) {
      const { address } = addressOf(path);
      const sign = address.includes('?') ? '&' : '?';
      await expectProblem(await made.request(`/api/v1${address}${sign}colour=red`), operation, 400, 'INPUT_INVALID');
      if (!operation.parameters?.some(({ name }) => name === 'cursor')) continue;
      lists.push(path);
      const beyond = await made.request(`/api/v1${address}${sign}cursor=no-such-item`);
      await expectProblem(beyond, operation, 400, 'INPUT_INVALID');
    }
    expect(lists.length).toBeGreaterThan(40);
  });
});

describe('questions that are posted', () => {
  const post = async (path: string, body: unknown): Promise<Response> =>
    made.request(path, { method: 'POST', body: JSON.stringify(body) });

  it.each([
    ['/api/v1/negotiation', 'negotiation-frontier'],
    ['/api/v1/labs/negotiation', 'negotiation-frontier'],
    ['/api/v1/incentives', 'compliance-region'],
    ['/api/v1/labs/incentives', 'compliance-region'],
  ])('%s answers as its schema says, and refuses another form', async (path, method) => {
    const operation = contract.paths[path]?.post;
    if (!operation) throw new Error(`no ${path} in the contract`);
    const { result } = (await (await made.request('/api/v1/negotiation')).json()) as { result: { template: string } };
    const body = path.endsWith('labs/negotiation')
      ? { draft: 'un-gge-2017-legal-clauses' }
      : path.endsWith('negotiation')
        ? (parse(result.template) as object)
        : { title: 'A test', agreement: 'us-china-2015' };
    const response = await post(path, body);
    expect(response.status, (await response.clone().text()).slice(0, 300)).toBe(200);
    const check = checkOf(operation);
    const answer = (await response.json()) as { method: string };
    expect(answer.method.split('/')[0]).toBe(method);
    expect(check(answer), JSON.stringify(check.errors?.slice(0, 3))).toBe(true);
    await expectProblem(await post(path, { colour: 'red' }), operation, 400, 'INPUT_INVALID');
    await expectProblem(await post(`${path}?colour=red`, body), operation, 400, 'INPUT_INVALID');
  });
});

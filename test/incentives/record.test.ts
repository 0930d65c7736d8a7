/** Incentives over the shipped record, by the API: measured with ranges, assumptions marked, scenarios in requests. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameterFacts, slackAt, type ParameterName } from '../../src/incentives/index.ts';
import { ServandaError } from '../../src/model/index.ts';
import { parseScenario } from '../../src/publish/index.ts';
import type { Envelope, Incentives } from '../../src/server/index.ts';
import { createApi, openInstance, type Instance } from '../../src/server/index.ts';
import { openFileLog } from '../../src/storage/index.ts';

const recordFolder = path.join(import.meta.dirname, '..', '..', 'record');
let instance: Instance;
let api: ReturnType<typeof createApi>;

beforeAll(async () => {
  instance = await openInstance([await openFileLog(recordFolder, { readOnly: true })]);
  api = createApi(instance, { version: 'test' });
});
afterAll(() => instance.close());

async function get(address: string): Promise<Envelope<Incentives>> {
  const response = await api.request(address);
  expect(response.status).toBe(200);
  return (await response.json()) as Envelope<Incentives>;
}

describe('us-china-2015', () => {
  it('states region, binding parameter and assumptions', async () => {
    const { result, assumptions } = await get('/api/v1/incentives/us-china-2015');
    const { region, parameters } = result;
    expect(['throughout', 'nowhere', 'depends']).toContain(region.region);
    expect(region.binding).not.toBeNull();
    const basis = Object.fromEntries(parameters.map(({ name, basis: of }) => [name, of]));
    expect(basis).toMatchObject({
      attribution: 'measured',
      response: 'measured',
      delay: 'measured',
      gain: 'assumed',
      loss: 'assumed',
      discount: 'assumed',
    });
    for (const { name, low, value, high, source, n, basis: of } of parameters) {
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
      expect(source.length).toBeGreaterThan(10);
      if (of === 'measured') expect(n).toBeGreaterThan(0);
      else expect(assumptions.some((text) => text.startsWith(`assumed: ${name} `))).toBe(true);
    }
  });

  it('each move that is named turns the promise, the others staying where they are', async () => {
    const { result } = await get('/api/v1/incentives/us-china-2015');
    const values = Object.fromEntries(result.parameters.map(({ name, value }) => [name, value])) as Record<
      ParameterName,
      number
    >;
    for (const { parameter, to } of result.region.moves) {
      if (to === null) continue;
      const further = parameterFacts[parameter].helps === result.region.holds ? to - 1e-6 : to + 1e-6;
      expect(slackAt({ ...values, [parameter]: further }) >= 0, parameter).toBe(!result.region.holds);
    }
  });

  it('the funnel narrows: attributed of the incidents, answered of the attributed', async () => {
    for (const agreement of ['us-china-2015', 'paris-call-2018', 'un-gge-2015']) {
      const { result } = await get(`/api/v1/incentives/${agreement}`);
      for (const { incidents, attributed, answeredAtAll, answeredAtCost, ids, byStandard } of result.measured.funnels) {
        expect(ids).toHaveLength(incidents);
        expect(attributed).toBeLessThanOrEqual(incidents);
        expect(answeredAtAll).toBeLessThanOrEqual(attributed);
        expect(answeredAtCost).toBeLessThanOrEqual(answeredAtAll);
        const at = (id: string): number => byStandard.find(({ standard }) => standard === id)?.attributed ?? NaN;
        expect(at('two-separate-statements')).toBeLessThanOrEqual(at('one-government'));
        expect(at('one-government')).toBeLessThanOrEqual(at('any-report'));
      }
    }
  });

  it('a stricter standard measures fewer attributions', async () => {
    const value = async (standard: string): Promise<number> =>
      (await get(`/api/v1/incentives?standard=${standard}`)).result.parameters.find(
        ({ name }) => name === 'attribution',
      )?.value ?? NaN;
    expect(await value('one-indictment')).toBeLessThan(await value('any-report'));
  });
});

describe('scenarios in requests', () => {
  const post = async (body: unknown): Promise<Response> =>
    api.request('/api/v1/incentives', { method: 'POST', body: JSON.stringify(body) });
  it('what is given stands, what is not is filled in and marked', async () => {
    const gain = { value: 0.2, low: 0.1, high: 0.4 };
    const response = await post({ agreement: 'us-china-2015', parameters: { gain } });
    expect(response.status).toBe(200);
    const { result } = (await response.json()) as Envelope<Incentives>;
    expect(result.parameters.find(({ name }) => name === 'gain')).toMatchObject({
      ...gain,
      given: true,
      basis: 'assumed',
    });
    expect(result.parameters.filter(({ given }) => given)).toHaveLength(1);
    expect(result.region.g).toBeCloseTo(0.2, 12);
  });
  it.each([
    ['an unknown parameter', { parameters: { luck: { value: 1, low: 0, high: 1 } } }, 400],
    ['a range that does not rise', { parameters: { gain: { value: 1, low: 2, high: 3 } } }, 400],
    ['an unknown agreement', { agreement: 'nothing' }, 404],
    ['a word for a number', { parameters: { gain: { value: 'high', low: 0, high: 1 } } }, 400],
  ])('%s is refused', async (_, body, status) => {
    expect((await post(body)).status).toBe(status);
  });
});

describe('scenario files', () => {
  it.each([
    [
      'a word for a number',
      'title: x\nparameters:\n  gain: { value: much, low: 0, high: 1 }\n',
      3,
      'parameters.gain.value',
    ],
    [
      'a range that does not rise',
      'title: x\nparameters:\n\n  loss:\n    value: 1\n    low: 2\n    high: 3\n',
      5,
      'parameters.loss',
    ],
    ['an unknown field', 'title: x\nparamters: {}\n', 1, ''],
  ])('%s: file, line, field', (_, text, line, field) => {
    let caught: unknown;
    try {
      parseScenario(text, 's.yaml');
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ServandaError);
    expect((caught as ServandaError).place).toMatchObject({ file: 's.yaml', line, field });
  });
});

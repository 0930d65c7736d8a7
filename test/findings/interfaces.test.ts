/** Findings over HTTP and on the command line: complete tables, explanations, an incident in a file, and what is refused. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation, FindingLine } from '../../src/publish/index.ts';
import { sampleApi } from '../server/sample-instance.ts';

let api: Awaited<ReturnType<typeof sampleApi>>;
beforeAll(async () => {
  api = await sampleApi();
});
const scratch = mkdtempSync(path.join(tmpdir(), 'servanda-findings-'));
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await api.instance.close();
});

interface Answer<Result> {
  status: number;
  code?: string;
  parameters: Record<string, unknown>;
  result: Result;
}

async function json<Result>(address: string): Promise<Answer<Result>> {
  const response = await api.get(address);
  return { ...((await response.json()) as Answer<Result>), status: response.status };
}

function servanda(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
    cwd: path.join(import.meta.dirname, '../..'),
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  return { code: status, out: stdout, err: stderr };
}

describe('findings over HTTP', () => {
  it('filters, pages, and gives the same lines complete as JSON and CSV', async () => {
    const address = '/api/v1/findings?agreement=us-china-2015&party=CHN';
    const whole = await json<{ items: FindingLine[]; total: number }>(`${address}&format=json`);
    const first = await json<{ items: FindingLine[]; total: number; next: string | null }>(`${address}&limit=10`);
    expect(whole.result.items.length).toBe(whole.result.total);
    expect(first.result.total).toBe(whole.result.total);
    expect(first.result.items).toEqual(whole.result.items.slice(0, 10));
    const rest = await json<{ items: FindingLine[] }>(
      `${address}&limit=1000&cursor=${encodeURIComponent(first.result.next ?? '')}`,
    );
    expect([...first.result.items, ...rest.result.items].map(({ id }) => id)).toEqual(
      whole.result.items.map(({ id }) => id),
    );
    const csv = await api.get(`${address}&format=csv`);
    expect(csv.headers.get('Content-Type')).toContain('text/csv');
    const rows = parse(await csv.text(), { columns: true }) as unknown as Record<string, string>[];
    expect(rows.map((row) => [row['incident'], row['text'], row['result']])).toEqual(
      whole.result.items.map(({ incident, text, result }) => [incident, text, result]),
    );
  });

  it('the definitions are a dial: named in the answer, and they change it', async () => {
    const address = '/api/v1/findings/dnc-dccc-2016/paris-call-2018/3';
    const verdict = async (definitions: string): Promise<string> => {
      const { parameters, result } = await json<Explanation>(`${address}?definitions=${definitions}`);
      expect(parameters['definitions']).toBe(definitions);
      return result.operation.text.verdict;
    };
    expect(await verdict('every-view')).toBe('gray');
    expect(await verdict('un-2021')).toBe('not-contrary');
    expect(await verdict('eu')).toBe('contrary');
  });

  it.each([
    ['/api/v1/findings?definitions=un-2012', 404, 'NOT_FOUND'],
    ['/api/v1/findings?agreement=paris-cal-2018', 404, 'NOT_FOUND'],
    ['/api/v1/findings?text=guilty', 400, 'INPUT_INVALID'],
    ['/api/v1/findings/notpetya-2017/un-gge-2015/13z', 404, 'NOT_FOUND'],
    ['/api/v1/standards/dependence?without=atlantis', 404, 'NOT_FOUND'],
  ])('%s is refused with %i %s', async (address, status, code) => {
    const answer = await json(address);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('a provision that is not tested says why', async () => {
    const response = await api.get('/api/v1/findings/notpetya-2017/un-gge-2015/13a');
    expect(response.ok).toBe(false);
    expect(await response.json()).toMatchObject({
      code: 'REFUSED',
      detail: expect.stringContaining('not tested on incidents (reports)') as string,
    });
  });

  it('every step that names a record has it among the records, with its place in the log', async () => {
    const { result } = await json<Explanation>(
      '/api/v1/findings/notpetya-2017/un-gge-2015/13f?standard=two-separate-statements',
    );
    const known = new Map(result.records.map((record) => [record.ref, record]));
    const kinds = new Set<string>();
    const visit = (node: Explanation['operation']['tree']): void => {
      if (node.ref !== undefined) {
        expect(known.get(node.ref)?.log?.origin).toBe('servanda/record');
        kinds.add(known.get(node.ref)?.kind ?? '');
      }
      node.parts.forEach(visit);
    };
    visit(result.operation.tree);
    result.states.forEach(({ tree }) => {
      visit(tree);
    });
    expect([...kinds].sort()).toEqual([
      'adherence',
      'attribution',
      'definition-set',
      'encoding',
      'incident',
      'party',
      'provision',
    ]);
    const russia = result.states.find(({ state }) => state === 'RUS');
    expect(russia).toMatchObject({
      result: 'contravenes',
      missing: [],
      open: [],
      responsibility: { met: true, contested: true },
    });
    expect(russia?.sentence).toContain('contravenes');
    expect(russia?.flips.length).toBeGreaterThan(0);
  });
});

describe('findings on the command line', () => {
  const incident = `id: an-outage-2027
title: Outage of a hospital
startedOn: 2027-03-01
endedOn: 2027-03-02
effects: [disruption]
purposes: [sabotage]
targets:
- {victimStates: [FRA], sectors: [health], kinds: [public-utility]}
indiscriminate: 'false'
significantHarm: 'true'
actorKinds: [state-organ]
recalled: []
attributions:
- {id: a1, stance: attributes, responsible: [BRA], by: [FRA], byKind: government, form: official-statement, madeOn: 2027-04-01, recalled: []}
`;

  // Sabotage by an outage, without coercion or destruction: the United States' reading does not reach it, others do.
  it('judges an incident in a file, after the data date, without recording it', () => {
    const file = path.join(scratch, 'outage.yaml');
    writeFileSync(file, incident);
    const { code, out, err } = servanda('evaluate', '--file', file, '--provision', 'un-gge-2015/13f', '--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    const { result } = JSON.parse(out) as { result: { items: FindingLine[] } };
    expect(
      result.items.map(({ state, text, commitment, met, result: outcome }) => ({
        state,
        text,
        commitment,
        met,
        outcome,
      })),
    ).toEqual([
      { state: null, text: 'gray', commitment: null, met: null, outcome: null },
      { state: 'BRA', text: 'gray', commitment: 'true', met: true, outcome: 'open' },
    ]);
    expect(servanda('show', 'an-outage-2027').code).toBe(2);
  });

  it('a fault in the file is told with its name and line', () => {
    const file = path.join(scratch, 'faulty.yaml');
    writeFileSync(file, incident.replace('[disruption]', '[disrupton]'));
    const { code, err } = servanda('evaluate', '--file', file);
    expect(code).toBe(2);
    expect(err).toMatch(/faulty\.yaml:5: .*"disrupton" is not one of .*did you mean "disruption"\?/);
  });

  it('asks what to evaluate', () => {
    expect(servanda('evaluate')).toMatchObject({ code: 2, err: expect.stringContaining('--incident') as string });
  });

  it('says of commercial theft and of espionage which part is missing, before the text and after it', () => {
    const explain = (id: string, standard: string): Explanation['states'][number] | undefined => {
      const { code, out } = servanda('explain', id, 'us-china-2015/2', '--standard', standard, '--json');
      expect(code).toBe(0);
      return (JSON.parse(out) as { result: Explanation }).result.states.find(({ state }) => state === 'CHN');
    };
    expect(explain('opm-2014', 'any-report')).toMatchObject({
      result: 'missing',
      missing: ['text'],
      open: ['commitment'],
    });
    expect(explain('cloud-hopper-2014', 'two-separate-statements')).toMatchObject({
      result: 'contravenes',
      commitment: { value: 'yes', straddles: true },
    });
    // Theft named by an indictment, ended in 2014; and theft begun the day after the text.
    expect(explain('us-metals-nuclear-solar-2006', 'one-indictment')).toMatchObject({
      result: 'would-contravene',
      missing: ['commitment'],
      commitment: { value: 'no', owed: 'true' },
    });
    expect(explain('us-tech-pharma-post-pact-2015', 'any-report')).toMatchObject({
      commitment: { value: 'yes', straddles: false },
    });
  });
});

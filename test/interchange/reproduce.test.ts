/** What was exported can be made again: every envelope of the API, export manifests, proof bundles; and what was changed is named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset, listImports } from '../../src/interchange/index.ts';
import type { Envelope } from '../../src/model/index.ts';
import { computeMethod, emptyShelf, parseBundle, type ProofBundle } from '../../src/publish/index.ts';
import { routes } from '../../src/server/routes/index.ts';
import { proofOf, reproduceBundle, reproduceEnvelope } from '../../src/server/index.ts';
import { sampleApi } from '../server/sample-instance.ts';

let api: Awaited<ReturnType<typeof sampleApi>>;
beforeAll(async () => {
  api = await sampleApi();
});
afterAll(async () => {
  await api.instance.close();
});

const addresses = [
  '/home',
  '/agreements?q=paris',
  '/agreements/paris-call-2018?as-of=2019-01-01',
  '/agreements/paris-call-2018/brief',
  '/parties?limit=5&cursor=AGO',
  '/parties/RUS',
  '/incidents?responsible=RUS&from=2016&limit=7',
  '/incidents/notpetya-2017?standard=two-governments',
  '/claims',
  '/claims/launch-numbers',
  '/coverage/paris-call-2018?as-of=2018-11-12',
  '/coverage/un-gge-2015?target=0.5&draws=500&seed=7&responsibility=credence',
  '/coverage/paris-call-2018?dataset=record',
  '/datasets-coverage/paris-call-2018',
  '/methods',
  '/methods/poisson-binomial',
  '/standards',
  '/search?q=ransomware&kind=incident',
  '/export',
  '/citation?of=/coverage/paris-call-2018',
  '/export/stix/losses?kind=incident,attribution',
  '/records/provision?limit=3',
  '/provisions/un-gge-2015/13f',
  '/effect',
  '/effect/paris-call-2018?purpose=sabotage',
  '/findings?limit=3&incident=notpetya-2017',
  '/findings/grid/agreements/un-gge-2015',
  '/findings/grid/incidents/notpetya-2017',
  '/findings/notpetya-2017/un-gge-2015/13f?definitions=us',
  '/scorecard?agreement=paris-call-2018,un-gge-2015',
  '/scorecard?agreement=paris-call-2018,un-gge-2015&composite=&draws=100&compare=2020-01-01',
  '/due',
  '/reports',
  '/replies',
  '/rival-findings/notpetya-2017',
  '/reply-subject?kind=incident&id=notpetya-2017',
  '/recommendations?agreement=paris-call-2018',
  '/report-templates',
  '/report-drafts/un-gge-2015/FRA',
  '/transparency',
  '/transparency/paris-call-2018',
  '/definitions',
  '/definitions/critical-infrastructure',
  '/definition-sets',
  '/camps',
  '/gray-area',
  '/figures',
  '/negotiation',
  '/record',
  '/responses',
  '/datasets',
  '/standards/dependence',
  '/records/provision/un-gge-2015%2F13f',
];

async function answer(address: string): Promise<Envelope<unknown>> {
  const response = await api.get(`/api/v1${address}`);
  expect(response.status, `${address}: ${await response.clone().text()}`.slice(0, 400)).toBe(200);
  return (await response.json()) as Envelope<unknown>;
}

/** Resources that give no envelope of the record alone: files, drawings, a draft or scenario that was handed in. */
const apart = [
  '/export/{format}',
  '/feeds/due.atom',
  '/figures/{kind}/{subject}',
  '/incentives',
  '/incentives/{agreement}',
  '/negotiation/{draft}',
  '/negotiation/{draft}/source',
  '/reports/{agreement}/{party}/{period}',
  // There is no report in the record to be reviewed.
  '/review-drafts/{agreement}/{party}/{period}',
  '/datasets/{id}',
];

describe('reproduce', () => {
  it('is tried on every resource that gives an envelope', () => {
    const tried = addresses.map((address) => (address.split('?')[0] ?? '').split('/'));
    const fits = (template: string): boolean => {
      const parts = template.split('/');
      return tried.some(
        (words) =>
          words.length === parts.length && parts.every((part, at) => part.startsWith('{') || part === words[at]),
      );
    };
    const missing = routes
      .map((route) => route.path)
      .filter((template) => !template.startsWith('/records/') && !apart.includes(template) && !fits(template));
    expect(missing).toEqual([]);
  });

  it.each(addresses)('%s gives the same answer again', async (address) => {
    const file = await answer(address);
    const { equal, differences, snapshot } = await reproduceEnvelope(file, api.instance, emptyShelf);
    expect(differences).toEqual([]);
    expect(equal).toBe(true);
    expect(snapshot).toBe('same');
  });

  it('names the place of one changed number', async () => {
    const file = (await answer('/coverage/paris-call-2018?as-of=2018-11-12')) as Envelope<{
      conduct: { value: number };
    }>;
    file.result.conduct.value += 0.01;
    const { equal, differences } = await reproduceEnvelope(file, api.instance, emptyShelf);
    expect(equal).toBe(false);
    expect(differences.map(({ place }) => place)).toEqual(['result.conduct.value']);
  });

  it('says that another version of the method computed it', async () => {
    const file = await answer('/standards');
    const { equal, differences } = await reproduceEnvelope(
      { ...file, method: 'standards/0' },
      api.instance,
      emptyShelf,
    );
    expect(equal).toBe(false);
    expect(differences).toEqual([{ place: 'method', file: 'standards/0', here: 'standards/1' }]);
  });

  it('computes a method on plain JSON again', async () => {
    const file = await computeMethod('poisson-binomial', { chances: [0.2, 0.5, 0.9] });
    expect((await reproduceEnvelope(file, api.instance, emptyShelf)).equal).toBe(true);
  });

  it.each([
    ['a root that the log never had', { root: Buffer.alloc(32, 1).toString('base64') }, 'LOG_FORKED'],
    ['a log longer than this one', { size: 10_000_000 }, 'NOT_FOUND'],
    ['a log that is not here', { origin: 'nowhere/log' }, 'NOT_FOUND'],
  ])('refuses %s', async (_, change, code) => {
    const file = await answer('/standards');
    const snapshot = file.snapshot.map((state) => ({ ...state, ...change }));
    await expect(reproduceEnvelope({ ...file, snapshot }, api.instance, emptyShelf)).rejects.toMatchObject({ code });
  });

  it('folds a log that has grown as far as the file goes', async () => {
    const file = await answer('/records/record-description');
    const [record] = api.instance.logs;
    const [state] = file.snapshot;
    if (!record || !state) throw new Error('no record');
    const { rootFromTiles } = await import('../../src/ledger/index.ts');
    const size = state.size - 1;
    const earlier = { ...state, size, root: (await rootFromTiles(record, size)).toString('base64') };
    const again = await reproduceEnvelope({ ...file, snapshot: [earlier] }, api.instance, emptyShelf);
    expect(again.snapshot).toBe('rebuilt');
    expect(again.equal).toBe(true);
  });
});

describe('proof bundle', () => {
  const coverage = '/coverage/paris-call-2018?as-of=2018-11-12';

  async function bundleOf(address: string): Promise<ProofBundle> {
    return parseBundle(JSON.parse(JSON.stringify(await proofOf(api.instance, address, 'test'))));
  }

  it.each([coverage, '/incidents/notpetya-2017', '/agreements/paris-call-2018', '/records/vote?limit=2'])(
    '%s is computed again from the bundle alone',
    async (address) => {
      const { equal, faults, differences } = reproduceBundle(await bundleOf(address), emptyShelf);
      expect(faults).toEqual([]);
      expect(differences).toEqual([]);
      expect(equal).toBe(true);
    },
  );

  it('holds what was read and little more: one incident needs no other', async () => {
    const { statements } = await bundleOf('/incidents/notpetya-2017');
    const incidents = statements.filter(({ body }) => body.kind === 'incident');
    expect(incidents.map(({ body }) => body['id'])).toEqual(['notpetya-2017']);
  });

  it('is refused where one word of one statement was changed', async () => {
    const bundle = await bundleOf('/incidents/notpetya-2017');
    const changed = bundle.statements.find(({ body }) => body.kind === 'attribution');
    if (!changed) throw new Error('no attribution');
    changed.body['madeOn'] = '1999-01-01';
    const { equal, faults } = reproduceBundle(bundle, emptyShelf);
    expect(equal).toBe(false);
    expect(faults).toEqual([
      { origin: changed.origin, index: changed.index, message: 'the statement is not in its log at this place' },
    ]);
  });

  it('is refused with a checkpoint of another state', async () => {
    const bundle = await bundleOf('/standards');
    const [state] = bundle.answer.snapshot;
    if (!state) throw new Error('no state');
    state.size -= 1;
    expect(reproduceBundle(bundle, emptyShelf).faults[0]?.message).toMatch(/another state/);
  });

  it('is served whole', async () => {
    const response = await api.get(`/api/v1/proof?of=${encodeURIComponent(coverage)}`);
    expect(response.status).toBe(200);
    expect(reproduceBundle(parseBundle(await response.json()), emptyShelf).equal).toBe(true);
  });

  it('is not made of a file', async () => {
    const response = await api.get('/api/v1/proof?of=/export/jsonl');
    expect(response.status).toBe(400);
  });
});

describe('data sets that are not there', () => {
  it('are named', async () => {
    const response = await api.get('/api/v1/datasets/nothing');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
    expect(listImports('/nowhere')).toEqual([]);
    expect(() => openDataset('/nowhere', 'x')).toThrow(/no data set "x"/);
  });
});

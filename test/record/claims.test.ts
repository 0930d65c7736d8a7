/** Claims: every query answers on small worlds as its rule says, and every shipped claim is answered. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { claimQueries, parseStatement, type Statement } from '../../src/model/index.ts';
import { claimQueryTable, openView, standings, testedClaim, testedClaims, type Query } from '../../src/publish/index.ts';
import { View, foldLogs, readStatements, type Registry } from '../../src/registry/index.ts';
import { openFileLog } from '../../src/storage/index.ts';
import { adherence, attribution, header, incident, party, viewOf } from '../samples.ts';

const query: Query = { asOf: '2024-01-01', publicAt: null, knownAt: null, definitions: 'every-view', standard: 'any-report', commitment: 'endorsed-only' };

function claim(of: string, parameters: Record<string, string | string[]>): Statement {
  return parseStatement({
    kind: 'claim',
    id: 'sample',
    title: 'A claim',
    saidBy: 'somebody',
    saidOn: null,
    query: of,
    parameters,
    speaksFor: [],
    speaksAgainst: [],
    limits: [],
    ...header,
  });
}

const pledge = (id: string, adoptedOn: string | null): Statement =>
  parseStatement({
    kind: 'agreement',
    id,
    title: id,
    agreementKind: 'political-declaration',
    forum: 'Forum',
    adoptedOn,
    enteredIntoForceOn: null,
    legallyBinding: false,
    bilateral: false,
    convenors: [],
    addressees: [],
    textUrl: null,
    symbol: null,
    status: 'adopted',
    reportingDuty: null,
    lineage: [],
    characterisations: [],
    ...header,
  });

const round = (id: string, until: string, outcome: string, matters: readonly string[] = []): Statement =>
  parseStatement({
    kind: 'round',
    id: `talks/${id}`,
    process: 'talks',
    title: id,
    mandates: [],
    from: '2000',
    until,
    members: null,
    seats: null,
    chair: null,
    outcome,
    results: [],
    differences: matters.map((matter) => ({ role: 'cause-of-failure', matter, text: matter, by: null, citation: null })),
    ...header,
  });

const tested = (statements: readonly Statement[], asOf: Partial<Query> = {}) => testedClaim(viewOf(statements), { ...query, ...asOf }, 'sample');

describe('queries of claims', () => {
  it('has one query for every name a claim may use', () => {
    expect(claimQueryTable.map(({ id }) => id).sort()).toEqual([...claimQueries].sort());
  });

  it('non-parties: surely outside holds, inside does not, undated is in part; later joiners are named', () => {
    const world = (from: string): Statement[] => [
      party('AAA'),
      party('BBB'),
      pledge('pledge', '2018-11-12'),
      adherence('pledge', 'AAA', from),
      claim('non-parties', { agreement: 'pledge', on: '2018-11-12', states: ['AAA', 'BBB'] }),
    ];
    expect(tested(world('2021-01-01'))).toMatchObject({ standing: 'holds', speaksAgainst: [{ text: 'State AAA has joined since.' }] });
    expect(tested(world('2018-11-12')).standing).toBe('does-not-hold');
    expect(tested(world('2018-11-12/2019-09-16')).standing).toBe('holds-in-part');
  });

  it('talks-outcome: counts failed rounds by the day, and causes about words', () => {
    const ask = claim('talks-outcome', { processes: ['talks'], on: '2018-11-12' });
    const failedOver = (matter: string) => [round('a', '2005', 'no-report', [matter]), round('b', '2010', 'no-report', [matter]), round('c', '2015', 'consensus-report'), ask];
    expect(tested(failedOver('definitions')).standing).toBe('holds');
    expect(tested(failedOver('self-defence')).standing).toBe('holds-in-part');
    expect(tested([round('a', '2005', 'no-report', ['self-defence']), round('c', '2015', 'consensus-report'), ask]).standing).toBe('does-not-hold');
    // A round that ended after the day is no evidence for a claim made on it.
    expect(tested([round('a', '2019', 'no-report', ['definitions']), ask]).standing).toBe('open');
  });

  it('text-order: earlier holds, earlier still elsewhere is in part, later does not hold', () => {
    const ask = claim('text-order', { agreement: 'call', earlier: ['summit'] });
    expect(tested([pledge('call', '2018-11-12'), pledge('summit', '2017'), ask]).standing).toBe('holds');
    expect(tested([pledge('call', '2018-11-12'), pledge('summit', '2017'), pledge('older', '2010'), ask]).standing).toBe('holds-in-part');
    expect(tested([pledge('call', '2018-11-12'), pledge('summit', '2019'), ask]).standing).toBe('does-not-hold');
    expect(tested([pledge('call', '2018-11-12'), pledge('summit', null), ask]).standing).toBe('open');
  });

  it('attribution-growth: counts by the year of the statement, on record only', () => {
    const ask = claim('attribution-growth', { years: '2' });
    const on = (madeOn: string, by: string, more: object = {}) => attribution('x', ['CCC'], [by], { madeOn, ...more });
    const grows = [on('2020-05-01', 'AAA'), on('2022-05-01', 'AAA'), on('2023-05-01', 'BBB'), ask];
    expect(tested(grows)).toMatchObject({ standing: 'holds' });
    expect(tested(grows).figures.map(({ value }) => value).slice(0, 4)).toEqual([2, 1, 2, 1]);
    // Unnamed officials are media: they do not count.
    const unnamed = on('2022-06-01', 'BBB', { byKind: 'media', form: 'anonymous-officials' });
    expect(tested([on('2020-05-01', 'AAA'), on('2022-05-01', 'AAA'), unnamed, ask]).standing).toBe('does-not-hold');
  });

  it('absence-weight: non-parties with nearly all conduct hold, a state under no standard leaves it open', () => {
    const ask = claim('absence-weight', { agreement: 'pledge', on: '2020-01-01' });
    const world = [
      party('AAA'),
      party('BBB'),
      pledge('pledge', '2018-11-12'),
      adherence('pledge', 'AAA', '2018-11-12'),
      incident('x', '2019-01-01', ['AAA']),
      incident('y', '2019-02-01', ['AAA']),
      attribution('x', ['BBB'], ['AAA']),
      attribution('y', ['BBB'], ['AAA']),
      ask,
    ];
    expect(tested(world)).toMatchObject({ standing: 'holds' });
    expect(tested(world).figures[0]).toMatchObject({ value: 1, lower: 1, upper: 1, n: 2 });
    expect(tested(world, { standard: 'two-governments' }).standing).toBe('open');
  });

  it('breach-and-volume: too few operations give no direction', () => {
    const ask = claim('breach-and-volume', { agreement: 'pledge', state: 'BBB', victim: 'AAA', purposes: ['sabotage'], on: '2015-09-25', years: '3' });
    const operations = (years: readonly string[]) => years.flatMap((year, index) => [incident(`i${index}`, year, ['AAA']), attribution(`i${index}`, ['BBB'], ['AAA'])]);
    const world = (years: readonly string[]) => [party('AAA'), party('BBB'), pledge('pledge', '2015-09-25'), ...operations(years), ask];
    expect(tested(world(['2014-01-01', '2016-01-01'])).standing).toBe('open');
    const many = [...Array<string>(9).fill('2014-01-01'), '2016-01-01'];
    expect(tested(world(many))).toMatchObject({ standing: 'holds-in-part' });
    expect(tested(world(many)).figures[0]).toMatchObject({ value: 9, lower: 9, upper: 9 });
    expect(tested(world(many.map((year) => (year === '2014-01-01' ? '2016-02-01' : '2014-02-01')))).standing).toBe('does-not-hold');
  });

  it('names the parameter that a claim lacks', () => {
    expect(() => tested([pledge('pledge', null), claim('non-parties', { agreement: 'pledge' })])).toThrow(/needs the parameter "on"/);
  });
});

describe('shipped claims', () => {
  let registry: Registry;
  beforeAll(async () => {
    const log = await openFileLog(path.resolve(import.meta.dirname, '../../record'), { readOnly: true });
    const [entries, bodies] = [await log.readEntries(0, log.size), await log.readBodies(0, log.size)];
    registry = foldLogs([{ state: { origin: log.origin, size: log.size, root: '' }, statements: readStatements(log.origin, entries, bodies) }]);
    await log.close();
  }, 60_000);

  it('answers all ten with bounds around every value, an n, a limit, and every query once', () => {
    const { view, query: dials } = openView(registry, {});
    expect(view).toBeInstanceOf(View);
    const claims = testedClaims(view, dials);
    expect(claims.map(({ query: of }) => of).sort()).toEqual([...claimQueries].sort());
    for (const { id, standing, answer, figures, limits } of claims) {
      expect(standings, id).toContain(standing);
      expect(answer, id).toMatch(/\d/);
      expect(limits.length, id).toBeGreaterThan(0);
      for (const { value, lower, upper, n } of figures) {
        expect(lower <= value && value <= upper && n >= 0, `${id}: ${lower} ≤ ${value} ≤ ${upper}`).toBe(true);
      }
    }
  }, 60_000);

  it('finds, as published, 51 states at the launch of the Paris Call and the United States joined later', () => {
    const { view, query: dials } = openView(registry, {});
    expect(testedClaim(view, dials, 'launch-numbers').answer).toContain('agree on 51 states');
    expect(testedClaim(view, dials, 'who-stayed-out')).toMatchObject({ standing: 'holds', speaksAgainst: [{ text: 'United States has joined since.' }] });
  });
});

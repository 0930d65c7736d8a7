/** Effect over a record: dates as intervals, bilateral directions, domestic conduct, refusals, cited evidence. */
import { describe, expect, it } from 'vitest';
import { effectOfAgreement, type AgreementEffect, type EffectQuery } from '../../../src/analysis/index.ts';
import { ServandaError, parseStatement, type Statement } from '../../../src/model/index.ts';
import { adherence, attribution, header, incident, party, viewOf } from '../../samples.ts';

const pact = (more: object = {}): Statement =>
  parseStatement({
    kind: 'agreement',
    id: 'pact',
    title: 'Pact',
    agreementKind: 'bilateral-understanding',
    forum: 'none',
    adoptedOn: '2015-09-25',
    enteredIntoForceOn: null,
    legallyBinding: false,
    bilateral: true,
    convenors: [],
    addressees: [],
    textUrl: null,
    symbol: null,
    status: 'standing',
    reportingDuty: null,
    lineage: [],
    characterisations: [],
    ...header,
    ...more,
  });

const evidence = (series: string): Statement =>
  parseStatement({
    kind: 'cited-evidence',
    id: `said-${series}`,
    agreement: 'pact',
    saidBy: ['A journal'],
    madeOn: '2016',
    period: null,
    direction: 'decline',
    finding: 'Fewer were seen.',
    method: null,
    series,
    figures: [],
    limits: null,
    ...header,
  });

const base: Statement[] = [
  party('AAA'),
  party('BBB'),
  party('CCC'),
  pact(),
  adherence('pact', 'AAA', '2015-09-25'),
  adherence('pact', 'BBB', '2015-09-25'),
];

function named(id: string, on: string, by: string, victim: string): Statement[] {
  return [incident(id, on, [victim]), attribution(id, [by], ['CCC'])];
}

function effect(statements: readonly Statement[], more: Partial<EffectQuery> = {}): AgreementEffect {
  return effectOfAgreement(viewOf([...base, ...statements]), {
    agreement: 'pact',
    asOf: '2020-12-31',
    standard: 'one-government',
    commitment: 'endorsed-only',
    party: null,
    target: null,
    purposes: [],
    ...more,
  });
}

describe('what is counted', () => {
  const statements = [
    ...named('a-on-b', '2014-03-05', 'AAA', 'BBB'),
    ...named('b-on-a', '2014-03-06', 'BBB', 'AAA'),
    ...named('a-on-c', '2014-04-01', 'AAA', 'CCC'),
    ...named('a-on-a', '2014-04-02', 'AAA', 'AAA'),
    ...named('c-on-a', '2014-04-03', 'CCC', 'AAA'),
    ...named('later', '2021-02-01', 'AAA', 'BBB'),
  ];
  it('of a bilateral text: each towards the other, up to the as-of date', () => {
    expect(effect(statements).counts.incidents).toEqual(['a-on-b', 'b-on-a']);
  });
  it('of a party: all it did abroad, or against the target', () => {
    expect(effect(statements, { party: 'AAA' }).counts.incidents).toEqual(['a-on-b', 'a-on-c']);
    expect(effect(statements, { party: 'AAA', target: 'BBB' }).counts.incidents).toEqual(['a-on-b']);
    expect(effect(statements, { party: 'AAA', purposes: ['economic-espionage'] }).counts.n).toBe(0);
  });
  it('refuses parties that are not recorded', () => {
    const code = (): string => {
      try {
        effect(statements, { party: 'ZZZ' });
      } catch (error) {
        return error instanceof ServandaError ? error.code : String(error);
      }
      return 'accepted';
    };
    expect(code()).toBe('NOT_FOUND');
  });
});

describe('imprecise dates', () => {
  const { counts } = effect([
    ...named('year', '2014', 'AAA', 'BBB'),
    ...named('range', '2014-12-01/2015-01-31', 'AAA', 'BBB'),
    ...named('day', '2015-01-10', 'AAA', 'BBB'),
  ]);
  const year = (period: string): object | undefined => counts.yearly.find((row) => row.period === period);

  it('are intervals: surely, possibly, and spread over the days', () => {
    expect(year('2014')).toEqual({ period: '2014', certain: 1, possible: 2, spread: 1 + 31 / 62 });
    expect(year('2015')).toEqual({ period: '2015', certain: 1, possible: 2, spread: 1 + 31 / 62 });
    expect(counts.monthKnown).toBe(1);
    const march = counts.monthly.find((row) => row.period === '2014-03');
    expect(march).toMatchObject({ certain: 0, possible: 1 });
    expect(march?.spread).toBeCloseTo(31 / 365, 12);
  });

  it('never lose or double an incident: the spread over all months is the number of incidents', () => {
    expect(counts.monthly.reduce((sum, { spread }) => sum + spread, 0)).toBeCloseTo(3, 9);
    for (const { certain, possible, spread } of counts.monthly) {
      expect(certain).toBeLessThanOrEqual(spread + 1e-12);
      expect(spread).toBeLessThanOrEqual(possible + 1e-12);
    }
  });
});

describe('verdicts over a record', () => {
  const many = (perMonth: (month: number) => number): Statement[] =>
    Array.from({ length: 120 }, (_, month) =>
      Array.from({ length: perMonth(month) }, (__, k) => {
        const day = `${2010 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(k + 10)}`;
        return named(`i-${month}-${k}`, day, 'AAA', 'BBB');
      }).flat(),
    ).flat();

  it('low counts: cannot be assessed, with the reason, the evidence named and no number', () => {
    const result = effect([...named('one', '2014-03-05', 'AAA', 'BBB'), evidence('chart-only')]);
    expect(result.verdict).toBe('cannot be assessed');
    expect(result.reason).toMatch(/counts too low: 1 event in/);
    expect(result.reason).toMatch(/none comes with a published series/);
    expect(result.range?.rateRatio).toBeNull();
    expect(result.tipping.every(({ rateRatio }) => rateRatio === null)).toBe(true);
  });

  it('no incident, or a date not known to the month: cannot be assessed', () => {
    expect(effect([])).toMatchObject({ verdict: 'cannot be assessed', range: null });
    const undated = effectOfAgreement(
      viewOf([party('AAA'), pact({ adoptedOn: '2015' }), ...named('x', '2014-03-05', 'AAA', 'BBB')]),
      {
        agreement: 'pact',
        asOf: '2020-12-31',
        standard: 'one-government',
        commitment: 'endorsed-only',
        party: 'AAA',
        target: null,
        purposes: [],
      },
    );
    expect(undated).toMatchObject({ verdict: 'cannot be assessed', date: null, tipping: [] });
    expect(undated.reason).toMatch(/not known to the month/);
  });

  it('enough counts: a range with its placebo shares, and a tipping ratio as an interval', () => {
    const result = effect([...many((month) => (month < 69 ? 3 + (month % 3) : 1)), evidence('published')]);
    expect(result.date).toEqual({ day: '2015-09-25', of: 'adoption', firstMonth: '2015-10' });
    expect(result.range?.assessed).toBeGreaterThan(1);
    expect(result.range?.rateRatio?.upper).toBeLessThan(1);
    expect(result.range?.placeboShare).not.toBeNull();
    expect(result.tipping[0]?.rateRatio?.lower).toBeCloseTo(24 / 96, 9);
    expect(result.reason).not.toMatch(/published series/);
  });

  it("tests a party's own adherence where it is asked for one", () => {
    expect(effect(named('x', '2014-03-05', 'AAA', 'BBB'), { party: 'AAA' }).date).toMatchObject({
      of: 'adherence of AAA',
    });
    expect(effect(named('x', '2014-03-05', 'CCC', 'BBB'), { party: 'CCC' }).date).toMatchObject({ of: 'adoption' });
  });
});

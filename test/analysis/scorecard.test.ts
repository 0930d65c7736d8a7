/** The scorecard over the shipped record, the composite on request, and why a number changed. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  changeFactors,
  compositeIndicators,
  coverageChange,
  dialIds,
  scorecardOf,
  shapley,
} from '../../src/analysis/index.ts';
import { parseStatement, type Statement } from '../../src/model/index.ts';
import { methods, openView, scorecardAnswer, type Query } from '../../src/publish/index.ts';
import type { View } from '../../src/registry/index.ts';
import { adherence, attribution, header, incident, party, viewOf } from '../samples.ts';
import { sampleApi } from '../server/sample-instance.ts';

let view: View;
let query: Query;
beforeAll(async () => {
  ({ view, query } = openView((await sampleApi()).instance.registry, {}));
});

describe('the scorecard of every agreement', () => {
  it('has six dials, each with a reading in its range or the reason why there is none', () => {
    const known = new Set(['scorecard/1', 'effect/1', ...methods.map(({ id, version }) => `${id}/${version}`)]);
    for (const { id } of view.all('agreement')) {
      const { dials } = scorecardOf(view, id, query);
      expect(dials.map((dial) => dial.id)).toEqual([...dialIds]);
      for (const dial of dials) {
        expect(dial.readings.length === 0).toBe(dial.refused !== null);
        expect(dial.sentence.length).toBeGreaterThan(0);
        expect(dial.methods.filter((method) => !known.has(method))).toEqual([]);
        for (const { value, lower, upper, n } of dial.readings) {
          expect(lower).toBeLessThanOrEqual(value + 1e-9);
          expect(upper).toBeGreaterThanOrEqual(value - 1e-9);
          expect(n).toBeGreaterThan(0);
        }
      }
    }
  });

  it('names its sources as records of the view', () => {
    for (const { kind, ids } of scorecardOf(view, 'paris-call-2018', query).dials.flatMap(({ sources }) => sources)) {
      for (const id of ids) expect(view.find(kind as 'incident', id)?.body.id).toBe(id);
    }
  });

  it('holds no composite and no change unless asked', () => {
    const { result } = scorecardAnswer(view, query, { agreements: ['paris-call-2018'] });
    expect(result).toMatchObject({ composite: null, change: null });
  });
});

describe('the composite on request', () => {
  const agreements = ['paris-call-2018', 'un-gge-2015', 'g20-antalya-2015', 'us-china-2015', 'sco-code-2015'];

  it('is the same for a seed, and gives every rank with its interval', () => {
    const words = { agreements, composite: 'coverage=2', draws: 2000 };
    const [first, second] = [scorecardAnswer(view, query, words), scorecardAnswer(view, query, words)];
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    const { composite } = first.result;
    expect(composite?.weights.find(({ id }) => id === 'coverage')?.weight).toBeGreaterThan(0.2);
    for (const { rank } of composite?.units ?? []) {
      expect(rank.lower).toBeLessThanOrEqual(rank.median);
      expect(rank.median).toBeLessThanOrEqual(rank.upper);
    }
    expect((composite?.units.length ?? 0) + (composite?.notScored.length ?? 0)).toBe(agreements.length);
  });

  it('leaves out an indicator of weight 0', () => {
    const { composite } = scorecardAnswer(view, query, { agreements, composite: 'coverage=0', draws: 100 }).result;
    expect(composite?.indicators).not.toContain('coverage');
  });

  it.each([
    [{ composite: 'fame=2' }, 'composite'],
    [{ composite: 'coverage=much' }, 'composite'],
    [{ composite: 'coverage=-1' }, 'composite'],
    [{ composite: '', draws: 0.5 }, 'draws'],
    [{ compare: 'soon' }, 'compare'],
    [{ compare: '2030-01-01' }, 'compare'],
  ])('%j is refused by the name of the field', (words, field) => {
    expect(() => scorecardAnswer(view, query, { agreements, ...words })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', place: { field } }),
    );
  });

  it('takes each indicator from a reading that some agreement has, or none has yet', () => {
    const names = new Set(
      view
        .all('agreement')
        .flatMap(({ id }) =>
          scorecardOf(view, id, query).dials.flatMap(({ readings }) => readings.map(({ name }) => name)),
        ),
    );
    const missing = compositeIndicators.filter(({ reading }) => !names.has(reading)).map(({ id }) => id);
    // Filing rates come from reports of an instance; the shipped record holds no obligation with a date.
    expect(missing).toEqual(['transparency']);
  });
});

describe('why a number changed', () => {
  it('shares a change out so that the parts add up, whatever the function', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 16, maxLength: 16 }),
        (values) => {
          const { from, to, contributions } = shapley(
            changeFactors,
            (later) =>
              values[changeFactors.reduce((mask, factor, i) => mask | (later.has(factor) ? 1 << i : 0), 0)] ?? 0,
          );
          const sum = Object.values(contributions).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(to - from, 9);
        },
      ),
    );
  });

  it('gives a factor that changes nothing nothing', () => {
    const { contributions } = shapley(['a', 'b'], (later) => (later.has('a') ? 3 : 1));
    expect(contributions).toEqual({ a: 2, b: 0 });
  });

  const agreement: Statement = parseStatement({
    kind: 'agreement',
    id: 'a',
    title: 'A',
    agreementKind: 'political-declaration',
    forum: 'F',
    adoptedOn: '2015-01-01',
    enteredIntoForceOn: null,
    legallyBinding: false,
    bilateral: false,
    convenors: [],
    addressees: [],
    textUrl: null,
    symbol: null,
    status: 'open',
    reportingDuty: null,
    lineage: [],
    characterisations: [],
    ...header,
  });
  const base = [
    agreement,
    party('XXA'),
    party('XXB'),
    party('XXV'),
    adherence('a', 'XXA', '2016-01-01'),
    incident('one', '2017-01-01', ['XXV'], { disclosedOn: '2017-02-01' }),
    attribution('one', ['XXA'], ['XXV'], { madeOn: '2017-03-01' }),
  ];
  const end = (asOf: string, more: object = {}) => ({
    asOf,
    publicAt: asOf,
    knownAt: null,
    standard: 'one-government',
    commitment: 'endorsed-only',
    ...more,
  });
  const change = (more: Statement[], to = end('2020-12-31')) =>
    coverageChange(viewOf([...base, ...more]), 'a', end('2018-12-31'), to).numbers[0];

  it.each([
    ['membership', [adherence('a', 'XXB', '2019-06-01')], 0],
    [
      'conduct',
      [
        incident('two', '2019-05-01', ['XXV'], { disclosedOn: '2019-05-02' }),
        attribution('two', ['XXB'], ['XXV'], { madeOn: '2019-06-01' }),
      ],
      -0.5,
    ],
    [
      'evidence',
      [
        incident('two', '2018-01-01', ['XXV'], { disclosedOn: '2018-02-01' }),
        attribution('two', ['XXB'], ['XXV'], { madeOn: '2019-06-01' }),
      ],
      -0.5,
    ],
  ])('calls it %s when only that changed', (factor, more, expected) => {
    const found = change(more);
    expect((found?.to ?? NaN) - (found?.from ?? NaN)).toBeCloseTo(expected, 12);
    for (const [name, contribution] of Object.entries(found?.contributions ?? {})) {
      expect(contribution).toBeCloseTo(name === factor ? expected : 0, 12);
    }
  });

  it('calls it method when only the standard changed', () => {
    const media = attribution('one', ['XXB'], ['some-paper'], { byKind: 'media', madeOn: '2017-03-02' });
    const found = change([media], end('2020-12-31', { standard: 'any-report' }));
    expect(found?.contributions.method).toBeCloseTo(-0.5, 12);
    expect(found?.contributions.conduct).toBe(0);
  });

  it('shows which incidents and parties are behind it', () => {
    const { behind } = coverageChange(
      viewOf([...base, adherence('a', 'XXB', '2019-06-01')]),
      'a',
      end('2018-12-31'),
      end('2020-12-31'),
    );
    expect(behind).toEqual({ newConduct: [], newEvidence: [], noLonger: [], joined: ['XXB'], left: [] });
  });
});

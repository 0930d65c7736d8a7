/** The public cases of method 10 as files, and laws of its curves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aalenJohansen,
  analysisMethods,
  kaplanMeier,
  logRank,
  responsesOfRecord,
  type Observation,
  type ResponsesOfRecord,
  type ResponsesQuery,
} from '../../src/analysis/index.ts';
import { parseStatement, type Statement } from '../../src/model/index.ts';
import { describeVectors } from '../method-vectors.ts';
import { attribution, header, incident, party, viewOf } from '../samples.ts';

describeVectors('analysis/responses', analysisMethods);

const observations = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 40 }),
    event: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('responses over a record', () => {
  const response = (id: string, more: object): Statement =>
    parseStatement({
      kind: 'response',
      id,
      incident: id.split('/')[0],
      by: ['XXB'],
      against: null,
      form: 'statement',
      madeOn: '2020-01-11',
      ...header,
      ...more,
    });
  const named = (id: string, more: object = {}): Statement[] => [
    incident(id, '2019-06-01', ['XXB'], { disclosedOn: '2019-12-01' }),
    attribution(id, ['XXA'], ['XXB'], { madeOn: '2020-01-01', ...more }),
  ];
  const base = {
    asOf: '2020-12-31',
    standard: 'one-government',
    clock: 'attribution',
    horizons: [30],
    agreement: null,
  } as const;
  const result = (statements: Statement[], more: Partial<ResponsesQuery> = {}): ResponsesOfRecord =>
    responsesOfRecord(viewOf([party('XXA'), party('XXB'), ...statements]), { ...base, ...more });

  it('counts from attribution to the first answer', () => {
    const { all } = result([
      ...named('i'),
      response('i/r1', {}),
      response('i/r2', { madeOn: '2020-06-01', form: 'sanction' }),
    ]);
    expect(all?.fastest.steps).toMatchObject([{ time: 10, events: 1 }]);
    expect(all?.fastest.kinds.map(({ cause }) => cause)).toEqual(['statement']);
  });

  it.each([
    ['silence that a source reports', { form: 'none-announced' }],
    ['an answer by the named state itself', { by: ['XXA'] }],
    ['an answer against another state', { against: ['XXC'] }],
    ['an answer after the as-of date', { madeOn: '2021-02-01' }],
  ])('%s is no answer', (_, more) => {
    expect(result([...named('i'), response('i/r1', more)]).units).toMatchObject({ n: 1, answered: 0 });
  });

  it('gives both ends of an answer known to the month, and leaves an undated one open up to the end', () => {
    const month = result([...named('i'), response('i/r1', { madeOn: '2020-03' })]).all;
    expect([month?.fastest.steps[0]?.time, month?.slowest.steps[0]?.time]).toEqual([60, 90]);
    const undated = result([...named('i'), response('i/r1', { madeOn: null })]);
    expect([undated.all?.fastest.steps[0]?.time, undated.all?.slowest.steps[0]?.time]).toEqual([0, 365]);
    expect(undated.units.withUndatedAnswer).toBe(1);
  });

  it('takes a unit into the clock of the operation only from its first report', () => {
    const { all } = result([...named('i'), response('i/r1', {}), ...named('j')], { clock: 'operation' });
    // Found 183 days after it began, answered on day 224.
    expect(all?.fastest.steps).toMatchObject([{ time: 224, atRisk: 2, events: 1 }]);
  });

  it('makes one unit of each named state, and none of conduct at home', () => {
    const joint = [
      incident('i', '2019-06-01', ['XXB']),
      attribution('i', ['XXA', 'XXC'], ['XXB'], { madeOn: '2020-01-01' }),
    ];
    expect(result(joint).units).toMatchObject({ n: 2, incidents: 1 });
    const home = [incident('i', '2019-06-01', ['XXA']), attribution('i', ['XXA'], ['XXB'], { madeOn: '2020-01-01' })];
    expect(result(home)).toMatchObject({ units: { n: 0 }, all: null });
  });

  it('starts on the day on which the standard was met, not on the first word', () => {
    const twice = [
      incident('i', '2019-06-01', ['XXB']),
      attribution('i', ['XXA'], ['XXB'], { madeOn: '2020-01-01' }),
      attribution('i', ['XXA'], ['XXC'], { madeOn: '2020-01-05' }),
      response('i/r1', {}),
    ];
    expect(result(twice, { standard: 'two-governments' }).all?.fastest.steps[0]?.time).toBe(6);
  });
});

describe('laws', () => {
  it('kinds of first answers sum to one minus Kaplan–Meier', () => {
    fc.assert(
      fc.property(observations, (list) => {
        const steps = kaplanMeier(list);
        const kinds = aalenJohansen(list);
        for (const { time, survival } of steps) {
          const sum = kinds.reduce(
            (total, { steps: path }) => total + (path.findLast((s) => s.time <= time)?.incidence ?? 0),
            0,
          );
          expect(sum).toBeCloseTo(1 - survival, 10);
        }
      }),
    );
  });

  it("one kind alone has Greenwood's errors", () => {
    fc.assert(
      fc.property(observations, (list) => {
        const alike = list.map((one): Observation => ({ ...one, event: one.event === null ? null : 'a' }));
        const steps = kaplanMeier(alike);
        const path = aalenJohansen(alike)[0]?.steps ?? [];
        for (const [i, step] of path.entries()) {
          if ((steps[i]?.survival ?? 0) > 1e-12)
            expect(step.standardError).toBeCloseTo(steps[i]?.standardError ?? NaN, 9);
        }
      }),
    );
  });

  it('without censoring the curve is the share that has not answered', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 50 }), (times) => {
        const steps = kaplanMeier(times.map((time) => ({ time, event: 'a' })));
        for (const { time, survival } of steps) {
          expect(survival).toBeCloseTo(times.filter((other) => other > time).length / times.length, 12);
        }
      }),
    );
  });

  it('the curve falls and its interval holds it', () => {
    fc.assert(
      fc.property(observations, fc.constantFrom('log-log', 'log', 'plain'), (list, interval) => {
        let before = 1;
        for (const { survival, lower, upper } of kaplanMeier(list, { interval })) {
          expect(survival).toBeLessThanOrEqual(before);
          before = survival;
          if (lower !== null && upper !== null) {
            expect(lower).toBeLessThanOrEqual(survival + 1e-12);
            expect(upper).toBeGreaterThanOrEqual(survival - 1e-12);
          }
        }
      }),
    );
  });

  it('the order of observations does not matter', () => {
    fc.assert(
      fc.property(observations, (list) => {
        expect(kaplanMeier([...list].reverse())).toEqual(kaplanMeier(list));
      }),
    );
  });

  it('the comparison does not depend on the order of two groups, and observed equals expected in sum', () => {
    fc.assert(
      fc.property(observations, observations, (a, b) => {
        try {
          const [there, back] = [logRank([a, b]), logRank([b, a])];
          expect(there.chiSquared).toBeCloseTo(back.chiSquared, 8);
          const sum = (of: 'observed' | 'expected'): number =>
            there.groups.reduce((total, group) => total + group[of], 0);
          expect(sum('observed')).toBeCloseTo(sum('expected'), 9);
        } catch (error) {
          expect(error).toMatchObject({ code: 'REFUSED' });
        }
      }),
    );
  });
});

/** Bad input of the effect methods: each fault is a named error, never a number. */
import { describe, expect, it } from 'vitest';
import { ServandaError } from '../../../src/model/index.ts';
import { monthlySeries } from '../../../src/analysis/effect/series.ts';
import { compute } from './vectors.ts';

interface Row {
  month: string;
  count: number;
  exposure?: number;
}

function months(n: number, count: (i: number) => number, first = 2010): Row[] {
  return Array.from({ length: n }, (_, i) => ({
    month: `${first + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    count: count(i),
  }));
}

const wave = (i: number): number => 3 + (i % 5) + (i % 12 === 6 ? 4 : 0) + ((i * 7) % 4);
const good = months(60, wave);
const replaced = (at: number, row: Partial<Row>): unknown[] =>
  good.map((old, i) => (i === at ? { ...old, ...row } : old));

function errorOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ServandaError)) throw error;
    const reason = error.details['reason'];
    return typeof reason === 'string' ? `${error.code} ${reason}` : error.code;
  }
  return 'accepted';
}

describe('interrupted-series', () => {
  const run = (series: unknown, more: object = {}): string =>
    errorOf(() => compute('interrupted-series', { series, from: '2013-01', ...more }));

  it('accepts the series that the faults below are made of', () => {
    expect(run(good)).toBe('accepted');
  });

  it.each<[string, unknown, object, string]>([
    ['a missing month', good.filter((_, i) => i !== 20), {}, 'INPUT_INVALID'],
    ['a month twice', [...good.slice(0, 20), good[19], ...good.slice(20)], {}, 'INPUT_INVALID'],
    ['unordered months', [...good].reverse(), {}, 'INPUT_INVALID'],
    ['a month that is none', replaced(5, { month: '2010-13' }), {}, 'INPUT_INVALID'],
    ['NaN', replaced(5, { count: Number.NaN }), {}, 'INPUT_INVALID'],
    [
      'a count left out',
      good.map(({ month, count }, i) => (i === 5 ? { month } : { month, count })),
      {},
      'INPUT_INVALID',
    ],
    ['null for a count', replaced(5, { count: null as unknown as number }), {}, 'INPUT_INVALID'],
    ['a negative count', replaced(5, { count: -1 }), {}, 'INPUT_INVALID'],
    ['a count that is not whole', replaced(5, { count: 2.5 }), {}, 'INPUT_INVALID'],
    ['exposure in one row only', replaced(5, { exposure: 10 }), {}, 'INPUT_INVALID'],
    ['no exposure', replaced(5, { exposure: 0 }), {}, 'INPUT_INVALID'],
    ['a lag beyond the series', good, { lags: [60] }, 'INPUT_INVALID'],
    ['nothing', [], {}, 'REFUSED too-few-observations'],
    ['one observation', good.slice(0, 1), {}, 'REFUSED too-few-observations'],
    ['fewer months than coefficients', good.slice(0, 8), { from: '2010-05' }, 'REFUSED too-few-observations'],
    ['no month after the date', good, { from: '2015-01' }, 'REFUSED too-few-observations'],
    ['no month before the date', good, { from: '2010-01' }, 'REFUSED too-few-observations'],
    [
      'a season that the months do not cover',
      good.slice(0, 20),
      { from: '2011-02', season: 'month-dummies', slope: true, family: 'poisson' },
      'accepted',
    ],
    ['step and slope from one month', good, { from: '2014-12', slope: true }, 'REFUSED singular-design'],
    ['no event at all', months(60, () => 0), {}, 'REFUSED separation'],
    ['no event after the date', months(60, (i) => (i < 36 ? wave(i) : 0)), {}, 'REFUSED separation'],
    [
      'no event in one calendar month',
      months(60, (i) => (i % 12 === 3 ? 0 : wave(i))),
      { season: 'month-dummies' },
      'REFUSED separation',
    ],
  ])('%s', (_, series, more, expected) => {
    expect(run(series, more)).toBe(expected);
  });

  it('names the month that is missing', () => {
    expect(() => monthlySeries(good.filter((_, i) => i !== 20))).toThrow(/2011-09 is missing/);
  });
});

describe('local-level', () => {
  const run = (input: object): string => errorOf(() => compute('local-level', input));
  const values = Array.from({ length: 30 }, (_, i) => Math.sin(i) + i / 10);
  it.each<[string, object, string]>([
    ['too few values', { values: [1, 2] }, 'REFUSED too-few-observations'],
    ['a constant series', { values: values.map(() => 4) }, 'REFUSED no-variation'],
    ['infinity', { values: [...values, Infinity] }, 'INPUT_INVALID'],
    ['a regressor of another length', { values, regressors: [{ name: 'x', values: [1, 2] }] }, 'INPUT_INVALID'],
    [
      'a regressor that does not vary',
      { values, regressors: [{ name: 'x', values: values.map(() => 1) }] },
      'REFUSED singular-design',
    ],
    ['a regressor that is the series', { values, regressors: [{ name: 'x', values }] }, 'REFUSED no-variation'],
  ])('%s', (_, input, expected) => {
    expect(run(input)).toBe(expected);
  });
});

describe('placebo-in-time', () => {
  it.each<[string, string, string]>([
    ['fewer than 24 months before', '2011-06', 'REFUSED too-few-observations'],
    ['fewer than 12 months after', '2014-06', 'REFUSED too-few-observations'],
    ['no admissible pretend date', '2012-06', 'REFUSED too-few-observations'],
    ['enough', '2013-06', 'accepted'],
  ])('%s', (_, from, expected) => {
    expect(errorOf(() => compute('placebo-in-time', { series: good, from }))).toBe(expected);
  });
});

describe('panels', () => {
  const rows = ['A', 'B', 'C'].flatMap((unit, u) =>
    [1, 2, 3, 4].map((period) => ({ unit, period, outcome: u + period * (u === 0 ? 2 : 1) + ((u * period) % 3) })),
  );
  const joined = rows.map((row) => ({ ...row, joined: row.unit === 'A' ? 3 : null }));
  it.each<[string, string, object, string]>([
    ['a balanced panel', 'synthetic-control', { rows, treated: 'A', from: 3 }, 'accepted'],
    ['an unknown unit', 'synthetic-control', { rows, treated: 'Z', from: 3 }, 'INPUT_INVALID'],
    ['a missing row', 'synthetic-control', { rows: rows.slice(1), treated: 'A', from: 3 }, 'INPUT_INVALID'],
    ['a doubled row', 'synthetic-control', { rows: [...rows, rows[0]], treated: 'A', from: 3 }, 'INPUT_INVALID'],
    ['one period before', 'synthetic-control', { rows, treated: 'A', from: 2 }, 'REFUSED too-few-observations'],
    ['no donor', 'synthetic-control', { rows: rows.slice(0, 4), treated: 'A', from: 3 }, 'REFUSED no-comparison'],
    ['joiners and others', 'staggered-difference', { rows: joined, draws: 0 }, 'accepted'],
    [
      'nobody joins',
      'staggered-difference',
      { rows: joined.map((row) => ({ ...row, joined: null })), draws: 0 },
      'REFUSED no-comparison',
    ],
    [
      'all join at once',
      'staggered-difference',
      { rows: joined.map((row) => ({ ...row, joined: 3 })), draws: 0 },
      'REFUSED no-comparison',
    ],
    [
      'two dates of joining',
      'staggered-difference',
      { rows: joined.map((row, i) => (i === 0 ? { ...row, joined: 2 } : row)), draws: 0 },
      'INPUT_INVALID',
    ],
    [
      'an outcome that is no number',
      'staggered-difference',
      { rows: joined.map((row, i) => (i === 0 ? { ...row, outcome: Number.NaN } : row)), draws: 0 },
      'INPUT_INVALID',
    ],
  ])('%s', (_, method, input, expected) => {
    expect(errorOf(() => compute(method, input))).toBe(expected);
  });
});

describe('reporting-delay and tipping-ratio', () => {
  it.each<[string, string, object, string]>([
    ['one period', 'reporting-delay', { triangle: [[3]] }, 'REFUSED too-few-observations'],
    [
      'a shape that is no triangle',
      'reporting-delay',
      {
        triangle: [
          [1, 2],
          [1, 2],
        ],
      },
      'INPUT_INVALID',
    ],
    ['falling cumulative counts', 'reporting-delay', { triangle: [[5, 3], [4]] }, 'INPUT_INVALID'],
    ['negative counts', 'reporting-delay', { triangle: [[-5, 3], [4]] }, 'INPUT_INVALID'],
    ['nothing with the first delay', 'reporting-delay', { triangle: [[0, 3], [4]] }, 'REFUSED no-comparison'],
    [
      'no event before',
      'tipping-ratio',
      { before: { events: 0, exposure: 12 }, after: { events: 3, exposure: 12 } },
      'REFUSED no-comparison',
    ],
    [
      'no exposure',
      'tipping-ratio',
      { before: { events: 1, exposure: 0 }, after: { events: 3, exposure: 12 } },
      'INPUT_INVALID',
    ],
    [
      'a count that is not whole',
      'tipping-ratio',
      { before: { events: 1.5, exposure: 1 }, after: { events: 3, exposure: 12 } },
      'INPUT_INVALID',
    ],
  ])('%s', (_, method, input, expected) => {
    expect(errorOf(() => compute(method, input))).toBe(expected);
  });

  it('has the exact interval of R (binom.test, 9 of 39, exposures 36 and 24)', () => {
    const result = compute('tipping-ratio', {
      before: { events: 30, exposure: 36 },
      after: { events: 9, exposure: 24 },
    });
    const { rateRatio, tippingRatio, nominal } = result as {
      rateRatio: number;
      tippingRatio: number;
      nominal: { lower: number; upper: number };
    };
    const { lower, upper } = nominal;
    expect(rateRatio).toBeCloseTo(0.45, 12);
    expect(tippingRatio).toBe(rateRatio);
    expect(lower).toBeCloseTo(0.187928833076195, 9);
    expect(upper).toBeCloseTo(0.972234909383083, 9);
  });
});

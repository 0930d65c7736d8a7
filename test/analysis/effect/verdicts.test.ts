/** Verdict words on made series whose truth is known, long runs in parts, and delays. */
import { describe, expect, it } from 'vitest';
import { completedShares } from '../../../src/analysis/effect/reporting-delay.ts';
import { drawStream } from '../../../src/analysis/statistics/random.ts';
import { parseWith } from '../../../src/model/index.ts';
import { cases, compute, methodOf } from './vectors.ts';

/** Poisson counts by Knuth's method from a seeded stream. */
function poissonSeries(n: number, seed: number, mean: (i: number) => number): { month: string; count: number }[] {
  const draw = drawStream(seed, 0);
  return Array.from({ length: n }, (_, i) => {
    const limit = Math.exp(-mean(i));
    let [product, count] = [(draw(2 ** 30) + 0.5) / 2 ** 30, 0];
    for (; product > limit; count += 1) product *= (draw(2 ** 30) + 0.5) / 2 ** 30;
    return { month: `${2004 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, count };
  });
}

interface Result {
  verdict: string;
  reason: string;
  assessed: number;
  rateRatio: { lower: number; upper: number } | null;
  placeboShare: { lower: number; upper: number } | null;
  readings: { verdict: string; reason: string; estimate: { bestBreak: { month: string } } | null }[];
}
const effectOf = (series: object[], more: object = {}): Result =>
  compute('effect', {
    from: '2012-01',
    sources: [{ name: 'made', series }],
    baselines: [null],
    lags: [0],
    ...more,
  }) as Result;

describe('verdict words', () => {
  it('a fall by two thirds at the date is beyond placebo', () => {
    const result = effectOf(poissonSeries(156, 11, (i) => (i < 96 ? 30 : 10)));
    expect(result.verdict).toBe('change at the agreement beyond placebo');
    expect(result.rateRatio?.upper).toBeLessThan(0.5);
    expect(result.placeboShare?.upper).toBeLessThanOrEqual(0.05);
  });

  it('the same fall two years before the date began earlier', () => {
    const result = effectOf(poissonSeries(156, 12, (i) => (i < 72 ? 30 : 10)));
    expect(result.verdict).toBe('change began earlier');
    expect(result.readings[0]?.estimate?.bestBreak.month).toMatch(/^(2009-1[12]|2010-0[1-3])$/);
  });

  it('no change is not distinguishable, in most series', () => {
    const verdicts = Array.from(
      { length: 20 },
      (_, seed) => effectOf(poissonSeries(156, 100 + seed, () => 12)).verdict,
    );
    expect(verdicts.filter((verdict) => verdict === 'not distinguishable').length).toBeGreaterThanOrEqual(16);
  });

  it.each<[string, object[], RegExp]>([
    ['too few months', poissonSeries(100, 13, () => 12), /96 months before and 4 after/],
    ['too few events', poissonSeries(156, 14, () => 0.1), /counts too low/],
    ['no event after', poissonSeries(156, 15, (i) => (i < 96 ? 3 : 0)), /no event/],
  ])('%s: cannot be assessed, and no number is given', (_, series, reason) => {
    const result = effectOf(series);
    expect(result.verdict).toBe('cannot be assessed');
    expect(result.reason).toMatch(reason);
    expect(result).toMatchObject({ rateRatio: null, placeboShare: null, assessed: 0 });
  });

  it('needs every reading to agree', () => {
    const fall = poissonSeries(156, 11, (i) => (i < 96 ? 30 : 10));
    const still = poissonSeries(156, 16, () => 12);
    const both = { sources: [fall, still].map((series, i) => ({ name: `source ${i}`, series })) };
    const result = effectOf([], both);
    expect(result.verdict).toBe('not distinguishable');
    expect(result.reason).toMatch(/1 of 2/);
  });
});

describe('long runs in parts', () => {
  const inputs: [string, unknown][] = [
    ...cases
      .filter(({ method }) => ['placebo-in-time', 'synthetic-control', 'staggered-difference'].includes(method))
      .filter(({ file }) => !file.includes('quasi-poisson-6'))
      .map(({ method, input }): [string, unknown] => [
        method,
        method === 'staggered-difference' ? { ...input, draws: 250, seed: 5 } : input,
      ]),
    ['effect', { from: '2012-01', sources: [{ name: 'made', series: poissonSeries(130, 3, () => 4) }] }],
  ];
  it.each(inputs)('%s: parts in any order, through JSON, join to what compute gives', (id, raw) => {
    const { parts, compute: whole, input: schema } = methodOf(id);
    const input = parseWith(schema, raw, id);
    if (!parts) throw new Error(`${id} has no parts`);
    const pieces = parts.split(input);
    expect(pieces.length).toBeGreaterThan(1);
    const results = new Array<unknown>(pieces.length);
    for (let i = pieces.length - 1; i >= 0; i -= 1) {
      const part = JSON.parse(JSON.stringify(pieces[i])) as never;
      results[i] = JSON.parse(JSON.stringify(parts.run(part)));
    }
    expect(JSON.stringify(parts.join(input, results as never[]))).toBe(JSON.stringify(whole(input)));
  });
});

describe('cluster bootstrap', () => {
  it('covers the truth where effects are known, and says how many draws were unusable', () => {
    const draw = drawStream(9, 1);
    const noise = (): number => (draw(1000) + draw(1000) + draw(1000)) / 1000 - 1.5;
    const rows = Array.from({ length: 60 }, (_, u) => ({
      unit: `u${u}`,
      joined: u < 20 ? 4 : u < 40 ? 6 : null,
      level: u / 10,
    })).flatMap(({ unit, joined, level }) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((period) => ({
        unit,
        period,
        joined,
        outcome: level + period / 3 + (joined !== null && period >= joined ? -2 : 0) + noise() / 3,
      })),
    );
    const result = compute('staggered-difference', { rows, draws: 400, seed: 2 }) as {
      simple: { effect: number; standardError: number; lower: number; upper: number };
      groupTime: { pretest: boolean; effect: number }[];
      bootstrap: { draws: number; unusable: number };
    };
    expect(result.simple.lower).toBeLessThan(-2);
    expect(result.simple.upper).toBeGreaterThan(-2);
    expect(result.simple.standardError).toBeLessThan(0.2);
    expect(result.bootstrap).toMatchObject({ draws: 400, unusable: 0 });
    for (const { pretest, effect } of result.groupTime) if (pretest) expect(Math.abs(effect)).toBeLessThan(0.5);
  });
});

describe('completed shares', () => {
  it('are those of the chain ladder on the same events', () => {
    // Ten events a month; half reported at once, three after one month, two after two; now = month 5.
    const observed = Array.from({ length: 6 }, (_, month) =>
      [0, 0, 0, 0, 0, 1, 1, 1, 2, 2].flatMap((delay): [number, number][] =>
        month + delay <= 5 ? [[month, delay]] : [],
      ),
    ).flat();
    expect(completedShares(observed, 5)?.map((share) => Math.round(share * 1e9) / 1e9)).toEqual([0.5, 0.8, 1]);
  });

  it('say nothing without a delay', () => {
    expect(completedShares([], 5)).toBeNull();
  });
});

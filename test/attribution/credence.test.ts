/** Credence: cases P3.1 and P3.2 of the methods, the laws of the pool, words and clusters. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  credenceOf,
  echoClusters,
  linearPool,
  logPool,
  poolWithBand,
  rangeOfWords,
  spread,
  type PoolInput,
  type Report,
} from '../../src/attribution/index.ts';
import { ServandaError, type Attribution } from '../../src/model/index.ts';
import { attribution } from '../samples.ts';

const even = [0.5, 0.5];
const report = (id: string, x: number, reliability: number, cluster: string): Report => ({
  id,
  probabilities: [x, 1 - x],
  reliability,
  cluster,
});
const two = (...reports: Report[]): PoolInput => ({ hypotheses: ['h', 'other'], prior: even, reports });

describe('P3.1', () => {
  it.each<[string, PoolInput, number, number | null]>([
    ['one report', two(report('a', 0.8, 1, 'c')), 0.8, null],
    ['two clusters', two(report('a', 0.8, 1, 'c'), report('b', 0.8, 1, 'd')), 16 / 17, 0.8],
    ['two in one cluster', two(report('a', 0.8, 1, 'c'), report('b', 0.8, 1, 'c')), 0.8, null],
    ['two clusters, reliability .75', two(report('a', 0.8, 0.75, 'c'), report('b', 0.8, 0.75, 'd')), 8 / 9, null],
    ['one cluster, unlike reliability', two(report('a', 0.9, 1, 'c'), report('b', 0.6, 0.5, 'c')), 0.832014, null],
    ['two clusters that disagree', two(report('a', 0.9, 1, 'c'), report('b', 0.2, 1, 'd')), 0.692308, 0.55],
  ])('%s', (_, input, main, linear) => {
    expect(logPool(input)[0]).toBeCloseTo(main, 6);
    if (linear !== null) expect(linearPool(input)[0]).toBeCloseTo(linear, 9);
  });
});

describe('P3.2', () => {
  const prior = [0.3, 0.3, 0.2, 0.2];
  const of = (h: number, x: number): number[] => spread(prior, h, x);
  const input: PoolInput = {
    hypotheses: ['A', 'B', 'C', 'other'],
    prior,
    reports: [
      { id: 'g1', probabilities: of(0, 0.875), reliability: 0.75, cluster: 'gov' },
      { id: 'g2', probabilities: of(0, 0.675), reliability: 0.5, cluster: 'gov' },
      { id: 'v', probabilities: [0.55, 0.25, 0.1, 0.1], reliability: 0.75, cluster: 'vendor' },
      { id: 'm', probabilities: of(1, 0.675), reliability: 0.25, cluster: 'media' },
    ],
  };
  it('gives the pools of the case', () => {
    const pooled = poolWithBand(input);
    const expected = [
      ['A', 0.809895, 0.596327],
      ['B', 0.117885, 0.241224],
      ['C', 0.03611, 0.081224],
      ['other', 0.03611, 0.081224],
    ] as const;
    for (const [h, [name, main, linear]] of expected.entries()) {
      expect(pooled[h]?.hypothesis).toBe(name);
      expect(pooled[h]?.main).toBeCloseTo(main, 6);
      expect(pooled[h]?.linear).toBeCloseTo(linear, 6);
    }
  });
});

describe('laws of the pool', () => {
  const reports = fc.array(
    fc.record({
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      reliability: fc.double({ min: 0, max: 1, noNaN: true }),
      cluster: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 8 },
  );
  const made = reports.map((list) =>
    list.map(({ x, reliability, cluster }, i) => report(`r${i}`, x, reliability, cluster)),
  );
  const close = (left: readonly number[], right: readonly number[]): void => {
    left.forEach((value, index) => {
      expect(value).toBeCloseTo(right[index] ?? Number.NaN, 9);
    });
  };

  it('does not depend on order', () => {
    fc.assert(
      fc.property(made, (list) => {
        close(logPool(two(...list)), logPool(two(...list.toReversed())));
      }),
    );
  });

  it('is not moved by a copy of a report in its own cluster of one, nor by a report that is not relied on', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        made,
        (x, reliability, list) => {
          const own = report('own', x, reliability, 'own');
          close(logPool(two(...list, own)), logPool(two(...list, own, { ...own, id: 'copy' })));
          close(logPool(two(...list)), logPool(two(...list, report('none', x, 0, 'z'))));
        },
      ),
    );
  });

  it('returns the prior without reports, and one fully reliable report clipped', () => {
    close(logPool({ ...two(), prior: [0.3, 0.7] }), [0.3, 0.7]);
    close(logPool(two(report('a', 1, 1, 'c'))), [0.99, 0.01]);
  });

  it('keeps every pool within the band', () => {
    fc.assert(
      fc.property(made, (list) => {
        for (const { main, tempered, linear, lower, upper } of poolWithBand(two(...list))) {
          expect(Math.min(main, tempered, linear)).toBe(lower);
          expect(Math.max(main, tempered, linear)).toBe(upper);
        }
      }),
    );
  });
});

describe('input that makes no sense', () => {
  it.each<[string, PoolInput]>([
    ['one hypothesis', { hypotheses: ['h'], prior: [1], reports: [] }],
    ['a prior of zero', { ...two(), prior: [0, 1] }],
    ['a distribution that does not sum to one', two({ ...report('a', 0.5, 1, 'c'), probabilities: [0.5, 0.6] })],
    ['a reliability above one', two(report('a', 0.5, 1.1, 'c'))],
    ['a probability that is no number', two(report('a', Number.NaN, 1, 'c'))],
  ])('%s is refused', (_, input) => {
    expect(() => logPool(input)).toThrow(ServandaError);
  });
});

describe('words', () => {
  it.each([
    ['almost certainly', true, 0.95, 1],
    ['almost certainly', false, 0.95, 0.99],
    ['highly likely', false, 0.8, 0.9],
    ['very unlikely', false, 0.05, 0.2],
    ['leading suspect', false, 0.55, 0.8],
  ])('"%s" (British: %s) stands for %f to %f', (words, isBritish, lower, upper) => {
    expect(rangeOfWords(words, isBritish)).toMatchObject({ lower, upper });
  });
  it('has no range for other words', () => {
    expect(rangeOfWords('responsible', false)).toBeNull();
    expect(rangeOfWords(null, true)).toBeNull();
  });
});

describe('credence of an incident', () => {
  const make = (...parts: Parameters<typeof attribution>): Attribution => attribution(...parts) as Attribution;
  it('counts echoes and repetitions once', () => {
    const first = make('op', ['RRR'], ['USA']);
    const again = make('op', ['RRR'], ['USA'], { form: 'indictment' });
    const echo = make('op', ['RRR'], ['paper'], { byKind: 'media', form: 'media-investigation', reliesOn: ['USA'] });
    const own = make('op', ['RRR'], ['FRA']);
    expect(new Set(echoClusters([first, again, echo, own]).values()).size).toBe(2);
    const once = credenceOf([first])?.states[0]?.main ?? 0;
    const twice = credenceOf([first, own])?.states[0]?.main ?? 0;
    expect(credenceOf([first, again])?.states[0]?.main).toBeCloseTo(once, 9);
    expect(twice).toBeGreaterThan(once);
  });
  it('does not treat joint responsibility as rivalry', () => {
    const joint = credenceOf([make('op', ['AAA', 'BBB'], ['USA'])]);
    expect(joint?.states.map(({ main }) => main)).toEqual([joint?.hypotheses[0]?.main, joint?.hypotheses[0]?.main]);
  });
  it('says nothing where no state is named', () => {
    expect(credenceOf([make('op', 'non-state', ['USA'])])).toBeNull();
  });
});

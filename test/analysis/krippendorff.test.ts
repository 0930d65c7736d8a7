/** Krippendorff's alpha: cases P7.1 and P7.3 of the methods (Krippendorff 2019; Fleiss 1971), and its edges. */
import { describe, expect, it } from 'vitest';
import { krippendorffAlpha, type AlphaMetric } from '../../src/analysis/statistics/krippendorff.ts';

const row = (text: string): (number | null)[] => text.split(' ').map((sign) => (sign === '.' ? null : Number(sign)));

describe('P7.1: four reviewers, twelve units', () => {
  const ratings = [
    row('1 2 3 3 2 1 4 1 2 . . .'),
    row('1 2 3 3 2 2 4 1 2 5 . 3'),
    row('. 3 3 3 2 3 4 2 2 5 1 .'),
    row('1 2 3 3 2 4 4 1 2 5 1 .'),
  ];
  const expected: [AlphaMetric, number][] = [
    ['nominal', 0.743421],
    ['ordinal', 0.815388],
    ['interval', 0.849107],
    ['ratio', 0.797403],
  ];
  it.each(expected)('%s', (metric, alpha) => {
    const result = krippendorffAlpha(ratings, metric);
    expect(result.alpha).toBeCloseTo(alpha, 6);
    expect(result.pairable).toBe(40);
  });
});

describe('P7.3: ten subjects, fourteen raters, five categories', () => {
  it('nominal', () => {
    const counts =
      '0,0,0,0,14/0,2,6,4,2/0,0,3,5,6/0,3,9,2,0/2,2,8,1,1/7,7,0,0,0/3,2,6,3,0/2,5,3,2,2/6,5,2,1,0/0,2,2,3,7'
        .split('/')
        .map((line) => line.split(',').map(Number));
    const units = counts.map((line) => line.flatMap((count, category) => Array<number>(count).fill(category)));
    const ratings = Array.from({ length: 14 }, (_, rater) => units.map((unit) => unit[rater] ?? null));
    expect(krippendorffAlpha(ratings, 'nominal').alpha).toBeCloseTo(0.215574, 6);
  });
});

describe('edges', () => {
  it('states no alpha where everybody always says the same', () => {
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        'nominal',
      ),
    ).toEqual({ alpha: null, pairable: 4, units: 2 });
  });
  it('states no alpha where no unit has two ratings', () => {
    expect(
      krippendorffAlpha(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      ),
    ).toEqual({ alpha: null, pairable: 0, units: 0 });
  });
  it('perfect agreement on different units is 1', () => {
    expect(
      krippendorffAlpha(
        [
          [1, 2, 3],
          [1, 2, 3],
        ],
        'ordinal',
      ).alpha,
    ).toBe(1);
  });
});

/** Imprecise dates: intervals, three answers, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDay,
  isInForce,
  isOnOrBefore,
  parseDay,
  parseImpreciseDate,
  ServandaError,
} from '../../src/model/index.ts';

describe('imprecise dates', () => {
  it.each([
    ['2018-11-12', '2018-11-12', '2018-11-13'],
    ['2018-11', '2018-11-01', '2018-12-01'],
    ['2016', '2016-01-01', '2017-01-01'],
    ['2018-11-12/2019-09-16', '2018-11-12', '2019-09-17'],
    ['2018-11/2019', '2018-11-01', '2020-01-01'],
  ])('reads %s as [%s, %s)', (text, from, to) => {
    const interval = parseImpreciseDate(text);
    expect([formatDay(interval.from), formatDay(interval.to)]).toEqual([from, to]);
  });

  it.each([
    '',
    '18',
    '2018-13',
    '2018-02-30',
    '2018-1-1',
    '2019/2018',
    '2018/2019/2020',
    '2018-11-12T00:00:00Z',
    ' 2018',
  ])('refuses "%s"', (text) => {
    expect(() => parseImpreciseDate(text)).toThrow(ServandaError);
  });

  it('answers yes, no, possibly', () => {
    const day = parseDay('2018-11-15');
    expect(isOnOrBefore('2018-11-15', day)).toBe('true');
    expect(isOnOrBefore('2018-11', day)).toBe('unknown');
    expect(isOnOrBefore('2018-12', day)).toBe('false');
    expect(isInForce('2018-01-01', '2018-11-15', day)).toBe('false'); // half-open: not on the day of its end
    expect(isInForce('2018-01-01', '2018-11', day)).toBe('unknown');
    expect(isInForce('2018', '2020', day)).toBe('unknown');
    expect(isInForce('2017', null, day)).toBe('true');
  });

  it('never answers differently for a day inside a sure answer', () => {
    const days = fc.integer({ min: 0, max: 25_000 });
    fc.assert(
      fc.property(days, days, (date, day) => {
        expect(isOnOrBefore(formatDay(date), day)).toBe(date <= day ? 'true' : 'false');
      }),
    );
  });
});

/** The sentences of the pages: what they claim follows from the numbers, and dials survive every link. */
import { expect, test } from 'vitest';
import type { AgreementCoverage } from '#server';
import { withDials } from '../../src/web/reading/dials.ts';
import { inWords, whenInWords } from '../../src/web/words/dates.ts';
import { headlineOf } from '../../src/web/words/headline.ts';

function coverage(lower: number, upper: number, possible = 0): AgreementCoverage {
  const share = (value: number, n: number) => ({ value, lower: value, upper: value, n });
  return {
    asOf: '2018-11-12',
    headcount: { ...share(0.42, 193), upper: 0.42 + possible / 193 },
    conduct: { value: 0.1, lower: 0.05, upper: 0.5, n: 269 },
    range: { lower, upper, sources: 3 },
    parties: { certain: [], possible: [], certainStates: 81, possibleStates: possible },
    operations: { withoutNamedState: 122 },
    otherDataSets: [{ dataSet: 'one' }, { dataSet: 'one' }],
  } as unknown as AgreementCoverage;
}

test('the sentence names date, numbers, range and sources', () => {
  expect(headlineOf(coverage(0.047, 0.375), 'the Paris Call').answer).toBe(
    '81 of 193 UN members (42%) are recorded as parties to the Paris Call on 12 November 2018. States outside it are ' +
      'named as responsible for 62–95% of known operations, parties for 5–38%, depending on the source (this record and ' +
      '1 other data set, 3 counts).',
  );
});

test('a share that is not nothing leaves others less than everything', () => {
  expect(headlineOf(coverage(0.003, 0.226), 'it').answer).toContain(
    '77–99.7% of known operations, parties for 0.3–23%',
  );
});

test('possible parties make the headcount a range', () => {
  expect(headlineOf(coverage(0.047, 0.375, 4), 'it').answer).toContain('81 to 85 of 193 UN members (42–44%)');
});

test.each([
  [0.047, 0.375, 'yes'],
  [0.5, 0.9, 'no'],
  [0.3, 0.6, 'open'],
  [0.1, 0.42, 'open'],
])('from %f to %f the verdict is: %s', (lower, upper, verdict) => {
  expect(headlineOf(coverage(lower, upper), 'it').verdict).toBe(verdict);
});

test('links keep the dials, and only these', () => {
  const words = new URLSearchParams('as-of=2018-11-12&standard=&q=x&commitment=addressed');
  expect(withDials('/parties/RUS#named-as-responsible', words)).toBe(
    '/parties/RUS?as-of=2018-11-12&commitment=addressed#named-as-responsible',
  );
  expect(withDials('/incidents?responsible=RUS&as-of=2020-01-01', words)).toBe(
    '/incidents?responsible=RUS&as-of=2020-01-01&commitment=addressed',
  );
  expect(withDials('/', new URLSearchParams())).toBe('/');
});

test.each([
  ['2018-11-12', '12 November 2018', 'on 12 November 2018'],
  ['2018-11', 'November 2018', 'in November 2018'],
  ['2018', '2018', 'in 2018'],
  ['2018-11-12/2019', 'between 12 November 2018 and 2019', 'between 12 November 2018 and 2019'],
])('%s reads %s', (date, words, when) => {
  expect([inWords(date), whenInWords(date)]).toEqual([words, when]);
});

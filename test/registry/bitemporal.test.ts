/** Which commitments bound whom on a date, and what was known then: methods, case P11.1. */
import { describe, expect, it } from 'vitest';
import { statementId } from '../../src/model/index.ts';
import { View, bondsOn } from '../../src/registry/index.ts';
import { adherence, registryOf } from '../samples.ts';

const bases = new Set(['signed-or-endorsed'] as const);
const b = adherence('pact', 'BBB', '2016-03-01');
const registry = registryOf([
  ['2016-01-10', [adherence('pact', 'AAA', '2016-01-01')]],
  ['2016-03-02', [b]],
  ['2017-06-01', [adherence('pact', 'BBB', '2016-04-01', '2018-01-01', { supersedes: statementId(b) })]],
  ['2018-05-05', [adherence('pact', 'CCC', '2016-02-01')]],
]);

describe('P11.1', () => {
  it.each([
    ['2016-03-15', '2016-12-31', 'AAA BBB'],
    ['2016-03-15', '2017-06-01', 'AAA'],
    ['2016-03-15', '2019-01-01', 'AAA CCC'],
    ['2017-12-31', '2019-01-01', 'AAA BBB CCC'],
    ['2018-01-01', '2019-01-01', 'AAA CCC'],
  ])('in force on %s as known on %s: %s', (valid, known, parties) => {
    const view = new View(registry, { knownAt: known });
    expect([...bondsOn(view, 'pact', valid, bases).keys()].join(' ')).toBe(parties);
  });
});

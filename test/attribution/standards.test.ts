/** Attribution standards on small cases, each named by what it shows. */
import { describe, expect, it } from 'vitest';
import { findStandard, responsibilities } from '../../src/attribution/index.ts';
import type { Statement } from '../../src/model/index.ts';
import { attribution, incident, viewOf } from '../samples.ts';

const RUS = ['RRR'];
const base = incident('op', '2020-01-01', ['VVV']);

function answer(statements: readonly Statement[], standard: string): string {
  return responsibilities(viewOf([base, ...statements]), 'op', findStandard(standard))
    .map(({ state, met, contested }) => `${state} ${met ? 'met' : 'not met'}${contested ? ' contested' : ''}`)
    .join(', ');
}

const vendor = { byKind: 'vendor', form: 'technical-report' };
const named = attribution('op', RUS, ['USA']);

describe('attribution standards', () => {
  it.each<[string, readonly Statement[], string, string]>([
    ['a vendor alone', [attribution('op', RUS, ['mandiant'], vendor)], 'any-report', 'RRR met'],
    ['a vendor alone', [attribution('op', RUS, ['mandiant'], vendor)], 'one-government', 'RRR not met'],
    ['one government', [named], 'one-government', 'RRR met'],
    ['one government', [named], 'two-governments', 'RRR not met'],
    ['a joint statement counts each', [attribution('op', RUS, ['USA', 'GBR'])], 'two-governments', 'RRR met'],
    [
      'unnamed officials are media',
      [attribution('op', RUS, ['USA'], { form: 'anonymous-officials' })],
      'one-government',
      'RRR not met',
    ],
    [
      'the European Union counts',
      [attribution('op', RUS, ['eu'], { byKind: 'igo', form: 'sanction' })],
      'one-government',
      'RRR met',
    ],
    [
      'hedged words count for any report only',
      [attribution('op', RUS, ['USA'], { likelihoodWords: 'leading suspect' })],
      'one-government',
      'RRR not met',
    ],
    [
      'hedged words count for any report only',
      [attribution('op', RUS, ['USA'], { likelihoodWords: 'leading suspect' })],
      'any-report',
      'RRR met',
    ],
    [
      'joint responsibility names each',
      [attribution('op', ['AAA', 'RRR'], ['USA'])],
      'one-government',
      'AAA met, RRR met',
    ],
    ['no state named', [attribution('op', 'non-state', ['USA'])], 'one-government', ''],
    [
      'a denial contests and changes nothing',
      [named, attribution('op', RUS, RUS, { stance: 'denies', answers: [] })],
      'one-government',
      'RRR met contested',
    ],
  ])('%s, under the standard: %#', (_, statements, standard, expected) => {
    expect(answer(statements, standard)).toBe(expected);
  });

  it('drops what its author retracted, and nothing else', () => {
    const other = attribution('op', RUS, ['GBR']);
    const retraction = attribution('op', RUS, ['USA'], { stance: 'retracts', madeOn: '2021-01-01' });
    expect(answer([named, other, retraction], 'two-governments')).toBe('RRR not met');
    expect(answer([named, other, retraction], 'one-government')).toBe('RRR met');
  });

  it('lists the standards when asked for one that is not there', () => {
    expect(() => findStandard('gut-feeling')).toThrow(/Known standards: any-report, one-government/);
  });
});

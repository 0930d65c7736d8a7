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
    [
      'one author twice is one source',
      [named, attribution('op', RUS, ['USA', 'FRA'])],
      'two-separate-statements',
      'RRR not met',
    ],
    ['two authors apart', [named, attribution('op', RUS, ['FRA'])], 'two-separate-statements', 'RRR met'],
    [
      'an echo is not separate',
      [named, attribution('op', RUS, ['FRA'], { reliesOn: ['USA'] })],
      'two-separate-statements',
      'RRR not met',
    ],
    ['an indictment', [attribution('op', RUS, ['USA'], { form: 'indictment' })], 'one-indictment', 'RRR met'],
    ['a statement is no indictment', [named], 'one-indictment', 'RRR not met'],
    [
      'an admission',
      [attribution('op', RUS, RUS, { byKind: 'self', form: 'self-attribution' })],
      'own-admission',
      'RRR met',
    ],
    [
      'an admission meets every standard',
      [attribution('op', RUS, RUS, { byKind: 'self', form: 'self-attribution' })],
      'one-indictment',
      'RRR met',
    ],
    [
      'a body of the United Nations',
      [attribution('op', RUS, ['un-panel-of-experts'], { byKind: 'igo', form: 'official-report' })],
      'un-body',
      'RRR met',
    ],
    ['a government is no such body', [named], 'un-body', 'RRR not met'],
    ['what is left without the one who spoke', [named], 'without-attributor:USA', 'RRR not met'],
    ['a co-signatory remains', [attribution('op', RUS, ['USA', 'GBR'])], 'without-attributor:USA', 'RRR met'],
    [
      'rivals lower the credence',
      [named, attribution('op', ['AAA'], ['FRA'])],
      'credence-0.8',
      'AAA not met, RRR not met',
    ],
    ['independent reports raise it', [named, attribution('op', RUS, ['FRA'])], 'credence-0.8', 'RRR met'],
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

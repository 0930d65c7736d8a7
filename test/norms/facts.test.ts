/** When absence is false and when it is unknown: the rule of each field (docs/spec/norm-language.md). */
import { describe, expect, it } from 'vitest';
import type { Incident, Truth } from '../../src/model/index.ts';
import {
  codeValue,
  conductOf,
  conflictTruth,
  factsOf,
  overlap,
  relationsOf,
  type ListField,
} from '../../src/norms/index.ts';
import { incident } from '../samples.ts';

const target = { victimStates: ['AAA'], sectors: ['energy'], kinds: ['company'], named: [], effects: null };
const make = (more: object): Incident => incident('x', '2020-01-01', ['AAA'], more) as Incident;

function value(more: object, field: ListField, code: string, at = 0): Truth {
  const facts = factsOf(make(more), {
    isEuMember: (state) => (state === 'FRA' ? 'true' : state === 'GBR' ? 'unknown' : 'false'),
  })[at];
  if (!facts) throw new Error(`no target ${at}`);
  return codeValue(facts[field], code);
}

describe('effects', () => {
  it.each([
    [['disruption'], 'data-theft', 'false'],
    [['disruption'], 'foothold', 'false'],
    [['defacement'], 'data-theft', 'false'],
    [['influence'], 'foothold', 'false'],
    [['surveillance'], 'data-theft', 'unknown'],
    [['surveillance'], 'foothold', 'unknown'],
    [['destruction'], 'data-theft', 'unknown'],
    [['destruction'], 'disruption', 'false'],
    [['data-leak'], 'data-theft', 'true'],
    [['data-theft'], 'data-leak', 'false'],
  ] as const)('%s recorded: %s is %s', (effects, code, expected) => {
    expect(value({ effects }, 'effect', code)).toBe(expected);
  });

  it('complete: absence is false throughout', () => {
    expect(value({ effects: ['surveillance'], complete: ['effects'] }, 'effect', 'data-theft')).toBe('false');
  });

  it('of one family hit every target; of two families are unknown unless the target lists its own', () => {
    const targets = [target, { ...target, effects: ['data-theft'] }];
    expect(
      value({ effects: ['destruction', 'disruption', 'foothold', 'extortion'], targets }, 'effect', 'disruption'),
    ).toBe('true');
    expect(value({ effects: ['disruption', 'data-theft'], targets }, 'effect', 'disruption')).toBe('unknown');
    expect(value({ effects: ['disruption', 'data-theft'], targets }, 'effect', 'destruction')).toBe('false');
    expect(value({ effects: ['disruption', 'data-theft'], targets }, 'effect', 'disruption', 1)).toBe('false');
    expect(value({ effects: ['disruption', 'data-theft'], targets }, 'effect', 'data-theft', 1)).toBe('true');
    expect(value({ effects: ['disruption', 'data-theft'], targets: [target] }, 'effect', 'data-theft')).toBe('true');
  });
});

describe('other lists', () => {
  it.each([
    ['purpose', { purposes: ['sabotage'] }, 'coercion', 'false'],
    ['purpose', { purposes: [] }, 'coercion', 'unknown'],
    ['purpose', { purposes: ['sabotage', 'unknown'] }, 'coercion', 'unknown'],
    ['purpose', { purposes: ['sabotage', 'unknown'] }, 'sabotage', 'true'],
    ['purpose', { purposes: [], complete: ['purposes'] }, 'coercion', 'false'],
    ['sector', {}, 'water', 'false'],
    ['sector', { indiscriminate: 'true' }, 'water', 'unknown'],
    ['sector', { indiscriminate: 'unknown' }, 'water', 'false'],
    ['sector', { targets: [{ ...target, sectors: [] }] }, 'water', 'unknown'],
    ['sector', { targets: [{ ...target, sectors: ['unknown'] }] }, 'water', 'unknown'],
    ['sector', { targets: [{ ...target, sectors: [] }], complete: ['targets'] }, 'water', 'false'],
    ['kind', { indiscriminate: 'true' }, 'individual', 'unknown'],
    ['victim', {}, 'BBB', 'false'],
    ['victim', { indiscriminate: 'true' }, 'BBB', 'false'],
    ['victim', { targets: [{ ...target, victimStates: [] }] }, 'BBB', 'unknown'],
    ['victim', { targets: [{ ...target, victimStates: ['FRA'] }] }, 'eu-members', 'true'],
    ['victim', { targets: [{ ...target, victimStates: ['GBR'] }] }, 'eu-members', 'unknown'],
    ['victim', {}, 'eu-members', 'false'],
    ['actor', { actorKinds: ['criminal'] }, 'state-organ', 'false'],
    ['actor', { actorKinds: ['criminal'] }, 'asserted', 'false'],
    ['actor', { actorKinds: ['criminal', 'unknown'] }, 'state-organ', 'unknown'],
    ['actor', { actorKinds: ['criminal', 'unknown'] }, 'asserted', 'true'],
  ] as const)('%s of %j: %s is %s', (field, more, code, expected) => {
    expect(value(more, field, code)).toBe(expected);
  });
});

describe('relations', () => {
  const never = (): Truth => 'false';
  it.each([
    [['BBB'], never, 'true', 'true'],
    [['AAA'], never, 'false', 'true'],
    [['AAA', 'BBB'], never, 'true', 'true'],
    [[], never, 'unknown', 'unknown'],
    [['BBB'], (): Truth => 'true', 'true', 'false'],
    [['BBB'], (): Truth => 'unknown', 'true', 'unknown'],
    [['AAA', 'BBB'], (): Truth => 'true', 'true', 'false'],
    [['BBB', 'CCC'], (_: string, victim: string): Truth => (victim === 'BBB' ? 'true' : 'false'), 'true', 'true'],
  ] as const)('AAA against %s', (victims, inConflict, foreign, atPeace) => {
    expect(relationsOf('AAA', victims, inConflict)).toEqual({ foreign, 'at-peace': atPeace });
  });

  const period = (from: string, last: string | null, disputed: boolean) => ({
    sides: [['AAA'], ['BBB', 'CCC']],
    from: conductOf({ startedOn: from, endedOn: null }).start,
    last: last === null ? null : conductOf({ startedOn: last, endedOn: null }).start,
    disputed,
  });
  it.each([
    ['inside', '2020-03-01', '2020-03-02', 'true'],
    ['on the first day', '2020-02-01', '2020-02-01', 'unknown'],
    ['on the last day', '2020-06-30', '2020-06-30', 'unknown'],
    ['the day before', '2020-01-31', '2020-01-31', 'false'],
    ['the day after', '2020-07-01', '2020-07-02', 'false'],
    ['partly', '2020-01-15', '2020-03-01', 'unknown'],
    ['a month whose days partly lie inside', '2020-06', '2020-06', 'unknown'],
    ['begun inside, end not recorded', '2020-03-01', null, 'unknown'],
    ['begun before, end not recorded', '2019', null, 'unknown'],
  ] as const)('conduct %s of an undisputed conflict', (_, startedOn, endedOn, expected) => {
    const conduct = conductOf({ startedOn, endedOn });
    expect(conflictTruth([period('2020-02-01', '2020-06-30', false)], 'BBB', 'AAA', conduct)).toBe(expected);
    expect(conflictTruth([period('2020-02-01', '2020-06-30', false)], 'BBB', 'CCC', conduct)).toBe('false');
    expect(conflictTruth([period('2020-02-01', '2020-06-30', true)], 'AAA', 'BBB', conduct)).toBe(
      expected === 'true' ? 'unknown' : expected,
    );
  });

  it('a conflict without a recorded end: begun inside is inside', () => {
    const conduct = conductOf({ startedOn: '2022-05', endedOn: null });
    expect(conflictTruth([period('2022-02-24', null, false)], 'AAA', 'BBB', conduct)).toBe('true');
  });
});

describe('conduct and a period', () => {
  const since = conductOf({ startedOn: '2015-09-25', endedOn: null }).start;
  it.each([
    ['2015-09-25', null, 'within'],
    ['2016', '2017', 'within'],
    ['2014', '2018', 'straddles'],
    ['2014', null, 'possibly'],
    ['2014', '2015', 'possibly'],
    ['2014', '2015-08', 'outside'],
    ['2015-09', '2015-09-30', 'straddles'],
  ] as const)('%s to %s since 2015-09-25: %s', (startedOn, endedOn, expected) => {
    expect(overlap(conductOf({ startedOn, endedOn }), { from: since, until: null })).toBe(expected);
  });
});

/** The public cases of method 1 as files, and coverage over the shipped record. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  analysisMethods,
  checkWork,
  conductUnder,
  coverageInFull,
  massesFor,
  type CoverageInFull,
} from '../../src/analysis/index.ts';
import { View } from '../../src/registry/index.ts';
import { describeVectors } from '../method-vectors.ts';
import { adherence, attribution, header, incident, party, viewOf } from '../samples.ts';
import { sampleApi } from '../server/sample-instance.ts';
import { parseStatement, type Statement } from '../../src/model/index.ts';

describeVectors('analysis/coverage', analysisMethods);

describe('the sampler', () => {
  it('stays within the bound of its exact distribution over the record', () => {
    // Another seed, the same law: the check is part of every answer.
    for (const seed of [1, 2, 3]) {
      const { check } = coverageInFull(record, { ...query, seed }).uncertainty.responsibility;
      expect(check?.distance).toBeLessThanOrEqual(check?.bound ?? 0);
    }
  });
});

const query = {
  agreement: 'paris-call-2018',
  asOf: '2026-11-24',
  standard: 'one-government',
  commitment: 'endorsed-or-adopted',
};
let record: View;
let full: CoverageInFull;
beforeAll(async () => {
  record = new View((await sampleApi()).instance.registry);
  full = coverageInFull(record, query);
});

describe('a run that is too long', () => {
  it('is refused before it begins', () => {
    expect(() => {
      checkWork(600, 1_000_000);
    }).toThrow(expect.objectContaining({ code: 'INPUT_TOO_LARGE', place: { field: 'draws' } }));
  });
});

describe('coverage over the record', () => {
  it('keeps every reading and uncertainty around its value, each with its n', () => {
    const { conduct, uncertainty, readings } = full;
    expect(readings.snapshot).toEqual(conduct);
    expect(uncertainty.sampling?.conduct.lower).toBeLessThan(conduct.value);
    expect(uncertainty.sampling?.conduct.upper).toBeGreaterThan(conduct.value);
    expect(uncertainty.credences.lower).toBeLessThanOrEqual(conduct.value);
    expect(uncertainty.credences.upper).toBeGreaterThanOrEqual(conduct.value);
    expect(readings.contemporaneous?.n).toBe(conduct.n);
    expect(readings.contemporaneousSinceAdoption?.n).toBeLessThan(conduct.n);
  });

  it('reaches each target by its smallest set, and not without its last member', () => {
    for (const { target, joining, reaches } of full.smallestSets) {
      const added = joining.map((state) => full.absent.find(({ party: name }) => name === state)?.wouldAdd ?? 0);
      expect(full.conduct.value + added.reduce((a, b) => a + b, 0)).toBeCloseTo(reaches, 12);
      expect(reaches).toBeGreaterThanOrEqual(target - 1e-12);
      if (added.length > 0) expect(reaches - (added.at(-1) ?? 0)).toBeLessThan(target);
    }
  });

  it('splits operations between those that rest on an attributor alone and those left without it', () => {
    for (const { without, restsOnThemAlone, only } of full.attributors) {
      expect(without.operations + restsOnThemAlone).toBe(full.operations.withNamedState);
      expect(restsOnThemAlone).toBeLessThanOrEqual(only.operations);
    }
  });

  it('leaves out an attributor as the standard without-attributor does, and keeps a state apart from its bloc', () => {
    for (const attributor of ['USA', 'GBR', 'CHN']) {
      const row = full.attributors.find((one) => one.attributor === attributor && one.kind === 'state');
      const { operations } = conductUnder(record, { ...query, standard: `without-attributor:${attributor}` });
      expect(row?.without.operations).toBe(
        operations.filter(({ credences }) => Object.keys(credences).length > 0).length,
      );
    }
    const union = full.attributors.filter(({ attributor }) => attributor === 'eu');
    expect(union.map(({ kind }) => kind)).toEqual(['state', 'bloc']);
    expect(union[1]?.only.operations).toBeGreaterThan(union[0]?.only.operations ?? 0);
  });

  it('counts only what is contrary to a clause when asked to', () => {
    const contrary = conductUnder(record, { ...query, universe: 'contrary', definitions: 'every-view' });
    const all = conductUnder(record, query);
    expect(contrary.operations.length).toBeGreaterThan(0);
    expect(contrary.operations.length).toBeLessThan(all.operations.length);
    expect(contrary.operations.length + contrary.counted.outsideUniverse).toBe(all.operations.length);
  });

  it('keeps credences of an operation at most one', () => {
    const { operations } = conductUnder(record, { ...query, responsibility: 'credence' });
    expect(massesFor(operations, () => true).every(({ named }) => named <= 1)).toBe(true);
    expect(operations.some(({ credences }) => Object.values(credences).some((c) => c > 0 && c < 1))).toBe(true);
  });
});

describe('the contemporaneous reading', () => {
  const agreement: Statement = parseStatement({
    kind: 'agreement',
    id: 'a',
    title: 'A',
    agreementKind: 'political-declaration',
    forum: 'F',
    adoptedOn: '2018-11-12',
    enteredIntoForceOn: null,
    legallyBinding: false,
    bilateral: false,
    convenors: [],
    addressees: [],
    textUrl: null,
    symbol: null,
    status: 'open',
    reportingDuty: null,
    lineage: [],
    characterisations: [],
    ...header,
  });
  const view = viewOf([
    agreement,
    party('XXA'),
    party('XXB'),
    party('XXV'),
    adherence('a', 'XXA', '2019-01-01'),
    incident('early', '2018-06-01', ['XXV']),
    incident('late', '2019-06-01', ['XXV']),
    incident('late-b', '2019-07-01', ['XXV']),
    attribution('early', ['XXA'], ['XXV']),
    attribution('late', ['XXA'], ['XXV']),
    attribution('late-b', ['XXB'], ['XXV']),
  ]);
  const result = coverageInFull(view, { ...query, agreement: 'a', asOf: '2020-01-01' });

  it('counts a state as bound only from its own date on', () => {
    expect(result.conduct.value).toBeCloseTo(2 / 3, 12);
    expect(result.readings.contemporaneous?.value).toBeCloseTo(1 / 3, 12);
    expect(result.readings.contemporaneousSinceAdoption).toMatchObject({ value: 0.5, n: 2 });
  });
});

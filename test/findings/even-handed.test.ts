/** Everyone is judged alike: swapping two states throughout a record swaps the findings and changes nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingTable, type FindingRow } from '../../src/findings/index.ts';
import { effects, purposes, sectors, parseStatement, type Statement } from '../../src/model/index.ts';
import { adherence, attribution, header, incident, party, viewOf } from '../samples.ts';

const states = ['AAA', 'BBB', 'CCC', 'DDD'] as const;
const statement = (body: object): Statement => parseStatement({ ...header, ...body });

/** A clause with a term, two sets that read it differently, a bilateral clause, a conflict. */
const law: Statement[] = [
  statement({
    kind: 'norm-vocabulary',
    id: 'norm-vocabulary',
    facts: [{ name: 'significant-harm', meaning: 'large harm', field: 'significantHarm' }],
    links: [{ link: 'conduct', meaning: 'its own hand', expression: { actor: ['state-organ', 'asserted'] } }],
    hedgedWords: [],
  }),
  ...['narrow', 'broad'].map((id) =>
    statement({
      kind: 'encoding',
      id: `critical/${id}`,
      term: 'critical',
      reading: id,
      expression: id === 'narrow' ? { sector: ['energy'] } : { sector: ['energy', 'elections', 'media'] },
      component: false,
      holders: [],
      basis: 'a test',
      since: null,
    }),
  ),
  ...['narrow', 'broad'].map((id) =>
    statement({
      kind: 'definition-set',
      id,
      label: id,
      setKind: 'view',
      picks: { critical: id },
      chosen: [],
      reading: null,
    }),
  ),
  ...[
    { id: 'many/1', bilateral: false },
    { id: 'two/1', bilateral: true },
  ].flatMap(({ id, bilateral }) => {
    const agreement = id.split('/')[0] ?? '';
    const norm = {
      class: 'norm',
      modality: null,
      addressees: [],
      link: 'conduct',
      plain: null,
      act: {
        all: [
          { term: 'critical' },
          { relation: 'at-peace' },
          { any: [{ effect: ['disruption', 'destruction'] }, { fact: 'significant-harm' }] },
        ],
      },
      reading: null,
      why: null,
      needs: [],
    };
    return [
      statement({
        kind: 'agreement',
        id: agreement,
        title: agreement,
        agreementKind: 'political-declaration',
        forum: 'a test',
        adoptedOn: '2015-01-01',
        enteredIntoForceOn: null,
        legallyBinding: false,
        bilateral,
        convenors: [],
        addressees: [],
        textUrl: null,
        symbol: null,
        status: 'a test',
        reportingDuty: null,
        lineage: [],
        characterisations: [],
      }),
      statement({
        kind: 'provision',
        id,
        agreement,
        ref: '1',
        short: null,
        paraphrase: 'a test',
        addressees: [],
        verifiable: null,
        legalization: null,
        norm,
        descendsFrom: [],
      }),
    ];
  }),
];

const state = fc.constantFrom(...states);
const dated = fc.constantFrom('2014', '2015-06-01', '2016', '2018-03', '2020-05-05');

const anyRecord: fc.Arbitrary<Statement[]> = fc
  .record({
    incidents: fc.array(
      fc.record({
        startedOn: dated,
        endedOn: fc.option(fc.constant('2021-01-01')),
        victims: fc.uniqueArray(state, { maxLength: 3 }),
        effects: fc.uniqueArray(fc.constantFrom(...effects), { minLength: 1, maxLength: 3 }),
        purposes: fc.uniqueArray(fc.constantFrom(...purposes), { minLength: 1, maxLength: 2 }),
        sectors: fc.uniqueArray(fc.constantFrom(...sectors), { minLength: 1, maxLength: 3 }),
        significantHarm: fc.constantFrom('true', 'false', 'unknown'),
        actorKinds: fc.uniqueArray(fc.constantFrom('state-organ', 'criminal', 'unknown'), {
          minLength: 1,
          maxLength: 2,
        }),
        named: fc.array(
          fc.record({
            responsible: fc.uniqueArray(state, { minLength: 1, maxLength: 2 }),
            by: fc.uniqueArray(state, { minLength: 1, maxLength: 2 }),
            stance: fc.constantFrom('attributes', 'attributes', 'denies'),
          }),
          { maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    parties: fc.uniqueArray(fc.record({ of: state, from: dated }), { maxLength: 4, selector: ({ of }) => of }),
    two: fc.uniqueArray(state, { minLength: 2, maxLength: 2 }),
    conflict: fc.record({
      sides: fc.uniqueArray(state, { minLength: 2, maxLength: 2 }),
      extent: fc.constantFrom('disputed', 'undisputed'),
    }),
  })
  .map(({ incidents, parties, two, conflict }) => [
    ...states.map((id) => party(id)),
    ...parties.map(({ of, from }) => adherence('many', of, from)),
    ...two.map((of) => adherence('two', of, '2015-01-01')),
    statement({
      kind: 'armed-conflict',
      id: 'a-conflict',
      title: 'a test',
      sides: conflict.sides.map((side) => [side]),
      firstDay: '2016-01-01',
      lastDay: '2019-01-01',
      extent: conflict.extent,
    }),
    ...incidents.flatMap((one, at) => {
      const id = `incident-${at}`;
      const targets = [
        { victimStates: one.victims, sectors: one.sectors, kinds: ['company'], named: [], effects: null },
      ];
      return [
        incident(id, one.startedOn, [], {
          endedOn: one.endedOn,
          targets,
          effects: one.effects,
          purposes: one.purposes,
          significantHarm: one.significantHarm,
          actorKinds: one.actorKinds,
        }),
        ...one.named.map(({ responsible, by, stance }) => attribution(id, responsible, by, { stance })),
      ];
    }),
  ]);

/** Exchanges two codes everywhere, ids included. */
function swapped<Value>(value: Value, a: string, b: string): Value {
  const marker = 'ZZZ';
  const text = JSON.stringify(value).replaceAll(a, marker).replaceAll(b, a).replaceAll(marker, b);
  return JSON.parse(text) as Value;
}

function findings(statements: readonly Statement[], definitions: string, standard: string): FindingRow[] {
  const view = viewOf([...law, ...statements]);
  return [
    ...findingTable(view, { definitions, standard, commitment: 'endorsed-or-adopted', asOf: '2026-01-01' }).rows,
  ].sort(byName);
}

function byName(one: FindingRow, other: FindingRow): number {
  const key = ({ incident: of, provision, state: named }: FindingRow): string => `${of} ${provision} ${named ?? ''}`;
  return key(one) < key(other) ? -1 : 1;
}

describe('even-handed', () => {
  it('swapping two states swaps the findings and changes nothing else', () => {
    let judged = 0;
    const results = new Set<string>();
    fc.assert(
      fc.property(
        anyRecord,
        fc.uniqueArray(state, { minLength: 2, maxLength: 2 }),
        fc.constantFrom('every-view', 'narrow', 'every-variant'),
        fc.constantFrom('any-report', 'one-government', 'two-separate-statements'),
        (statements, [a = 'AAA', b = 'BBB'], definitions, standard) => {
          const before = findings(statements, definitions, standard);
          const after = findings(swapped(statements, a, b), definitions, standard);
          expect(after).toEqual(swapped(before, a, b).sort(byName));
          judged += before.filter((row) => row.state !== null).length;
          for (const { result } of before) if (result !== null) results.add(result);
        },
      ),
      { numRuns: 200 },
    );
    // The property says something only if states were judged, with every kind of result among them.
    expect(judged).toBeGreaterThan(200);
    expect([...results].sort()).toEqual(['contravenes', 'missing', 'open', 'would-contravene']);
  });
});

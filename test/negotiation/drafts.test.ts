/** Drafts: what is read, what is refused and where, and how the record's positions become utilities. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServandaError, type Position } from '../../src/model/index.ts';
import {
  draftSchema,
  computeFrontier,
  readDraft,
  resolveDraft,
  type DraftFacts,
  type FrontierInput,
} from '../../src/negotiation/index.ts';
import { draftTemplate, parseDraft } from '../../src/publish/index.ts';

const root = path.join(import.meta.dirname, '..', '..');
const folder = path.join(root, 'vectors', 'negotiation', 'drafts');
const nothingKnown: DraftFacts = { positions: [], regionOf: () => null, conductShareOf: () => 0 };
const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
const sample = read('valid/sample.yaml');

function faultOf(work: () => unknown): ServandaError {
  try {
    work();
  } catch (error) {
    if (error instanceof ServandaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function resolvedInput(text: string, facts: DraftFacts = nothingKnown): FrontierInput {
  return resolveDraft(parseDraft(text, 'draft.yaml'), facts).input;
}

describe('vectors/negotiation/drafts/invalid', () => {
  it.each(fs.readdirSync(path.join(folder, 'invalid')))('%s', (name) => {
    const text = read(`invalid/${name}`);
    const [, code, line, field] = /# error: (\S+) line (\S+) field (\S+)/.exec(text) ?? [];
    const fault = faultOf(() => resolvedInput(text));
    expect(fault.code).toBe(code);
    expect(fault.place.file).toBe('draft.yaml');
    if (line === '*') return;
    expect({ line: fault.place.line, field: fault.place.field }).toEqual({ line: Number(line), field });
    expect(fault.message).toContain(`draft.yaml:${line ?? ''}: ${field ?? ''}: `);
  });

  it('a draft in a request is refused with the same code and field, without a line', () => {
    const fault = faultOf(() => readDraft({ id: 'x', clauses: 3 }));
    expect(fault.code).toBe('INPUT_INVALID');
    expect(fault.place).toEqual({ field: 'title' });
  });
});

describe('a draft as it is read', () => {
  it('gives utilities by stance, by likeness, and as written', () => {
    const { parties } = resolvedInput(sample);
    const of = (id: string): unknown => parties.find((party) => party.id === id)?.utilities;
    expect(of('FRA')).toEqual({ a: { out: 0, in: 1 }, b: { out: 0, half: 0.5, in: 1 } });
    expect(of('JPN')).toEqual(of('FRA'));
    expect(of('BRA')).toEqual({ a: { out: 0, in: 0 }, b: { out: 0, half: -0.125, in: -0.25 } });
    expect(of('IND')).toEqual({ a: { out: 0.5, in: -0.5 }, b: { out: 0, half: 0, in: 0 } });
  });

  it('says where each utility comes from', () => {
    const { counts, parties } = resolveDraft(parseDraft(sample, 'draft.yaml'), nothingKnown);
    expect(counts).toEqual({ record: 0, cited: 1, estimate: 3, like: 2, none: 2 });
    expect(parties.find(({ party }) => party === 'JPN')?.standings[0]).toMatchObject({ basis: 'like', from: 'FRA' });
  });

  it('negotiates: strength against parties, worked by hand', () => {
    // a·in needs IND's -0.5 + 0 < 0; b·in crosses its red line; BRA takes everything at -0.3.
    const { frontiers, consensus } = computeFrontier({ ...resolvedInput(sample), measures: ['count'] });
    expect(frontiers[0]?.points.map(({ strength, value }) => [strength, value])).toEqual([
      [3, 3],
      [1, 4],
    ]);
    expect(consensus?.text).toEqual({ a: 'out', b: 'half' });
  });
});

describe('positions of the record', () => {
  const position = (
    id: string,
    stance: Position['stance'],
    statedOn: string,
    round: string | null = null,
  ): Position => ({
    kind: 'position',
    id: `q/${id}`,
    clause: 'q',
    parties: ['BRA'],
    holder: null,
    stance,
    forum: 'test',
    round,
    agreement: null,
    statedOn,
    paraphrase: 'test',
    known: 'seen',
    citations: [],
    note: null,
  });
  const draft = sample
    .replace('heldOn: 2020-01-01', 'heldOn: 2020-01-01\nround: talks/one')
    .replace('    title: B\n', '    title: B\n    recordClause: q\n')
    .replace('      - { clause: b, stance: conditional, why: test }\n', '      []\n')
    .replace('positions:\n      []', 'positions: []');
  const standing = (positions: Position[], through = false): unknown =>
    resolveDraft(parseDraft(draft, 'draft.yaml'), {
      ...nothingKnown,
      positions: positions.map((one) => ({ position: one, through, parties: new Set(one.parties) })),
    }).parties.find(({ party }) => party === 'BRA')?.standings[1];

  it('those of the round stand before all others', () => {
    const all = [
      position('late', 'support', '2021'),
      position('early', 'conditional', '2019-12-31'),
      position('then', 'oppose', '2020-01-01', 'talks/one'),
    ];
    expect(standing(all)).toMatchObject({ basis: 'record', stance: 'oppose', from: 'q/then', timing: 'round' });
  });

  it('then the latest before, then the earliest after', () => {
    const [old, near, after, later] = [
      position('old', 'support', '2010'),
      position('near', 'conditional', '2019'),
      position('after', 'oppose', '2021'),
      position('later', 'support', '2024'),
    ];
    expect(standing([old, near, after, later])).toMatchObject({ from: 'q/near', timing: 'before' });
    expect(standing([after, later])).toMatchObject({ from: 'q/after', timing: 'after' });
  });

  it('one that is held through a text is marked', () => {
    expect(standing([position('text', 'support', '2019')], true)).toMatchObject({ through: true, stance: 'support' });
  });
});

describe('the drafts that ship', () => {
  const drafts = fs.readdirSync(path.join(root, 'data', 'drafts')).filter((name) => name.endsWith('.yaml'));
  it('there is one', () => {
    expect(drafts).toContain('un-gge-2017-legal-clauses.yaml');
  });
  it.each(drafts)('%s is a draft', (name) => {
    const text = fs.readFileSync(path.join(root, 'data', 'drafts', name), 'utf8');
    expect(parseDraft(text, name).draft.id).toBe(name.replace('.yaml', ''));
  });
  it('the template runs as it is', () => {
    const { frontiers, consensus } = computeFrontier(resolvedInput(draftTemplate));
    expect(frontiers.every(({ proof }) => proof === 'optimal')).toBe(true);
    expect(consensus).not.toBeNull();
  });
  it('schemas/draft.schema.json is what the code says', () => {
    const written = JSON.parse(fs.readFileSync(path.join(root, 'schemas', 'draft.schema.json'), 'utf8')) as unknown;
    expect(written).toEqual(draftSchema());
  });
});

describe('hostile drafts', () => {
  it('are refused with a known error or read; nothing else happens', () => {
    fc.assert(
      fc.property(fc.nat(sample.length), fc.nat(40), fc.string({ maxLength: 12 }), (at, cut, put) => {
        const text = sample.slice(0, at) + put + sample.slice(at + cut);
        try {
          resolvedInput(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ServandaError);
        }
      }),
      { numRuns: 500, seed: 13 },
    );
  });
  it('aliases that multiply are refused', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let k = 1; k < 9; k += 1)
      lines.push(
        `a${k}: &a${k} [${Array(9)
          .fill(`*a${k - 1}`)
          .join(', ')}]`,
      );
    expect(faultOf(() => parseDraft(lines.join('\n'), 'draft.yaml')).code).toBe('INPUT_INVALID');
  });
});

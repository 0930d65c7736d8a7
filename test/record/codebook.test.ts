/** The codebook says what the code does: every kind, field, code and rule is in it, and nothing is there twice. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordRules, schemaRule } from '../../src/intake/index.ts';
import { layouts } from '../../src/intake/record/layouts.ts';
import * as model from '../../src/model/index.ts';
import { claimQueryTable } from '../../src/publish/index.ts';

const page = (name: string): string => readFileSync(path.resolve(import.meta.dirname, '../../docs/methodology', name), 'utf8');
const codebook = page('codebook.md');
const flat = (text: string): string => text.replace(/\s+/g, ' ');
/** Words set as code, such as `data-theft`. */
const marked = new Set([...codebook.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/[,\s:]+/)));

/** Closed lists that are not codes of the record's files. */
const elsewhere = new Set(['errorCodes', 'recordKinds', 'truthValues', 'keyUses', 'redactionGrounds', 'revocationReasons']);
const lists = Object.entries(model).filter(
  (entry): entry is [string, readonly string[]] =>
    Array.isArray(entry[1]) && typeof entry[1][0] === 'string' && !elsewhere.has(entry[0]),
);

/** Kinds that data/ holds, files and nested items. */
const kinds = [
  'source',
  'withdrawal',
  'redirect',
  ...new Set(layouts.flatMap(({ owner, nested }) => [...(owner ? [owner] : []), ...nested.map(({ kind }) => kind)])),
];

describe('docs/methodology/codebook.md', () => {
  it('finds the closed lists', () => {
    expect(lists.map(([name]) => name)).toEqual(expect.arrayContaining(['effects', 'roundOutcomes', 'reportKinds', 'claimQueries', 'fits']));
  });

  it.each(lists)('explains every code of %s', (_, codes) => {
    expect(codes.filter((code) => !marked.has(code))).toEqual([]);
  });

  it.each(kinds)('says where the kind %s lives', (kind) => {
    expect(marked.has(kind)).toBe(true);
  });

  it.each(kinds.filter((kind) => kind !== 'withdrawal' && kind !== 'redirect'))('explains every field of %s', (kind) => {
    const { shape } = model.statementKinds[kind as model.StatementKind];
    // What every statement carries is explained once, or is the log's own business.
    const common = new Set(['kind', 'id', 'citations', 'supersedes', 'nonce']);
    const missing = Object.keys(shape).filter((field) => !common.has(field) && !marked.has(field));
    expect(missing).toEqual([]);
  });

  it('states every rule of the checker in its words', () => {
    for (const { id, rule } of [schemaRule, ...recordRules]) {
      expect(marked.has(id), id).toBe(true);
      expect(flat(codebook), id).toContain(flat(rule));
    }
  });
});

describe('docs/methodology/claims.md', () => {
  it.each(claimQueryTable)('states when a claim tested by $id holds', ({ id, rule }) => {
    expect(page('claims.md')).toContain(`\`${id}\``);
    expect(flat(page('claims.md'))).toContain(flat(rule));
  });
});

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

/** Kinds that data/ holds, files and nested items. */
const kinds: readonly model.StatementKind[] = [
  'source',
  'withdrawal',
  'redirect',
  ...new Set(layouts.flatMap(({ owner, nested }) => [...(owner ? [owner] : []), ...nested.map(({ kind }) => kind)])),
];

/** Every code that a kind may hold, from its schema; truth values are explained by the page on three values. */
function codesOf(kind: model.StatementKind): string[] {
  const codes = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (part !== null && typeof part === 'object') {
      const { enum: values } = part as { enum?: unknown };
      if (Array.isArray(values)) for (const value of values) if (typeof value === 'string') codes.add(value);
      Object.values(part).forEach(walk);
    }
  };
  walk(model.statementSchema(kind));
  return [...codes].filter((code) => !model.truthValues.some((truth) => truth === code));
}

describe('docs/methodology/codebook.md', () => {
  it('reads the codes from the schemas', () => {
    expect(codesOf('incident')).toEqual(expect.arrayContaining([...model.effects]));
    expect(codesOf('claim')).toEqual(expect.arrayContaining([...model.claimQueries]));
  });

  it.each(kinds)('explains every code of %s', (kind) => {
    expect(codesOf(kind).filter((code) => !marked.has(code))).toEqual([]);
  });

  it.each(kinds)('says where the kind %s lives', (kind) => {
    expect(marked.has(kind)).toBe(true);
  });

  it.each(kinds.filter((kind) => kind !== 'withdrawal' && kind !== 'redirect'))('explains every field of %s', (kind) => {
    const { shape } = model.statementKinds[kind];
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

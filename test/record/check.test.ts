/** The checker of the record: a sample without faults, and one file for every fault, each refused by exactly its rule. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readDataFiles } from '../../src/cli/data-files.ts';
import { checkRecord } from '../../src/cli/record/check.ts';
import { checkRecordFiles, recordRules, ruleOf, schemaRule, type DataFile } from '../../src/intake/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'vectors/data');
const valid = readDataFiles(path.join(folder, 'valid'));
const Case = z.strictObject({ rule: z.string(), file: z.string(), text: z.string() });
const cases = readdirSync(path.join(folder, 'invalid')).map((name) => ({
  name: name.replace('.yaml', ''),
  ...Case.parse(parse(readFileSync(path.join(folder, 'invalid', name), 'utf8'))),
}));

function withFile(file: string, text: string): DataFile[] {
  return [...valid.filter((one) => one.path !== file), { path: file, text }];
}

describe('checker of the record', () => {
  it('finds no fault in the valid sample', () => {
    expect(checkRecordFiles(valid).faults.map(({ message }) => message)).toEqual([]);
  });

  it.each(cases)('refuses $name by the rule $rule alone, naming the file and what to do', ({ rule, file, text }) => {
    const { faults } = checkRecordFiles(withFile(file, text));
    expect(faults.length).toBeGreaterThan(0);
    expect([...new Set(faults.map(ruleOf))]).toEqual([rule]);
    for (const { message, code } of faults) {
      expect(['RECORD_RULE', 'INPUT_INVALID']).toContain(code);
      expect(message).toMatch(/^[a-z0-9/-]+\.yaml(?::\d+)?: /);
      expect(message).toContain(`(rule ${rule})`);
      // What to do is a sentence of its own after what was found.
      expect(message).toMatch(/[.)] [A-Z][^.]+/);
    }
  });

  it('has a case for every rule, and no case for an unknown one', () => {
    const rules = [schemaRule.id, 'exceptions', ...recordRules.map(({ id }) => id)];
    expect([...new Set(cases.map(({ rule }) => rule))].sort()).toEqual([...rules].sort());
  });

  it('names the line and field of a fault', () => {
    const broken = cases.find(({ name }) => name === 'attribution-before-start');
    const { faults } = checkRecordFiles(withFile(broken?.file ?? '', broken?.text ?? ''));
    const line = 1 + (broken?.text.split('\n').findIndex((text) => text.includes('id: a4')) ?? 0);
    expect(faults[0]?.place).toMatchObject({ file: 'incidents/plant-2020.yaml', line, field: 'attributions.3.madeOn' });
  });

  it('lets an exception with a reason stand for a fault, and refuses it once the fault is gone', () => {
    const broken = cases.find(({ name }) => name === 'companies-one-publisher');
    const exception = (id: string): DataFile => ({
      path: 'exceptions.yaml',
      text: `exceptions:\n- {rule: companies, kind: response, id: ${id}, reason: A second publisher is sought.}\n`,
    });
    const { faults, excepted } = checkRecordFiles([...withFile(broken?.file ?? '', broken?.text ?? ''), exception('plant-2020/r1')]);
    expect(faults).toEqual([]);
    expect(excepted).toMatchObject([{ exception: { reason: 'A second publisher is sought.' } }]);
    expect(checkRecordFiles([...valid, exception('plant-2020/r1')]).faults.map(ruleOf)).toEqual(['exceptions']);
  });
});

describe('servanda record check, on a copy', () => {
  const copies: string[] = [];
  const stderr = process.stderr.write.bind(process.stderr);
  const stdout = process.stdout.write.bind(process.stdout);
  afterEach(() => {
    process.stderr.write = stderr;
    process.stdout.write = stdout;
    process.exitCode = undefined;
    for (const copy of copies.splice(0)) rmSync(copy, { recursive: true });
  });

  async function check(changes: readonly { file: string; text: string }[]): Promise<{ exit: unknown; said: string }> {
    const copy = mkdtempSync(path.join(os.tmpdir(), 'servanda-check-'));
    copies.push(copy);
    cpSync(path.join(folder, 'valid'), copy, { recursive: true });
    for (const { file, text } of changes) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      writeFileSync(path.join(copy, file), text);
    }
    let said = '';
    const listen = (text: string | Uint8Array): boolean => {
      said += String(text);
      return true;
    };
    process.stderr.write = listen;
    process.stdout.write = listen;
    process.exitCode = undefined;
    await checkRecord(copy);
    return { exit: process.exitCode, said };
  }

  it('passes a sound copy and fails on a broken one with the message', async () => {
    expect(await check([])).toMatchObject({ exit: undefined });
    const broken = cases.find(({ name }) => name === 'neutral-words-title');
    const { exit, said } = await check(broken ? [broken] : []);
    expect(exit).toBe(1);
    expect(said).toContain('incidents/plant-2020.yaml:2: incident plant-2020: field "title": "Russian hackers"');
    expect(said).toContain('1 fault');
  });
});

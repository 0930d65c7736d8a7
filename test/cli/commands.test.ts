/** The command line as a user meets it: output, exit codes, and the same bytes twice. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'servanda-cli-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function servanda(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe('servanda', () => {
  it('prints the same bytes twice', () => {
    const words = ['coverage', 'paris-call-2018', '--as-of', '2018-11-12', '--json'];
    const [first, second] = [servanda(...words), servanda(...words)];
    expect(first.code).toBe(0);
    expect(first.out).toBe(second.out);
    expect(JSON.parse(first.out)).toMatchObject({ method: 'coverage/2', parameters: { asOf: '2018-11-12' } });
  });

  it.each([
    [['show', 'paris-call'], 2, /did you mean paris-call-2018/],
    [['list', 'secrets'], 2, /is not a kind of record/],
    [['coverage', 'paris-call-2018', '--as-of', 'soon'], 2, /YYYY-MM-DD/],
    [['coverage'], 2, /missing required argument/],
    [['log', 'verify', '--key', 'x'], 2, /--key/],
  ])('%j exits %i and says what to do', (words, code, message) => {
    const { code: found, err } = servanda(...words);
    expect(found).toBe(code);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/ at .*\.ts:/);
  });

  it('shows a record with its sources and history', () => {
    const { out, code } = servanda('show', 'un-gge-2015/13f', '--history');
    expect(code).toBe(0);
    expect(out).toMatch(/provision un-gge-2015\/13f/);
    expect(out).toMatch(/version: entry \d+/);
  });
});

describe('servanda log verify', () => {
  it('passes the shipped record', () => {
    const { code, out } = servanda('log', 'verify');
    expect(out).toMatch(/Every byte agrees/);
    expect(code).toBe(0);
  });

  it.each(['checkpoint', 'tile/0/000', 'tile/entries/000', 'bodies/000.jsonl'])(
    'names %s when one byte of it is wrong',
    (name) => {
      const copy = path.join(scratch, name.replaceAll('/', '-'));
      cpSync(path.join(root, 'record'), copy, { recursive: true });
      const file = path.join(copy, name);
      const bytes = readFileSync(file);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      const { code, out } = servanda('log', 'verify', '--folder', copy);
      expect(code).toBe(1);
      expect(out).toContain(name === 'checkpoint' ? 'checkpoint' : name);
    },
  );

  it('says that a folder holds no log', () => {
    const { code, out } = servanda('log', 'verify', '--folder', scratch + '/none');
    expect(code).toBe(1);
    expect(out).toMatch(/fault/);
    expect(readdirSync(scratch)).not.toContain('none');
  });
});

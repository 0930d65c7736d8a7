/** Writing on the command line, and what is said when the data folder cannot be written, is damaged, or is in use. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { incident } from '../samples.ts';

const root = path.join(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'servanda-writing-'));
const data = path.join(scratch, 'data');
const file = (name: string): string => path.join(scratch, name);
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

const environment = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  SERVANDA_DATA: folder,
  SERVANDA_DATABASE: '',
});

function servandaIn(folder: string, ...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: environment(folder),
  });
  return { code: status, out: stdout, err: stderr };
}
const servanda = (...words: string[]): ReturnType<typeof servandaIn> => servandaIn(data, ...words);

async function serve(folder: string): Promise<{ child: ChildProcess; url: string; said: () => string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'serve', '--port', '0'], {
    cwd: root,
    env: environment(folder),
  });
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  for (;;) {
    const url = /Servanda is at (http:\S+)/.exec(said)?.[1];
    if (url !== undefined) return { child, url, said: () => said };
    if (child.exitCode !== null) throw new Error(said);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.kill('SIGTERM');
  });
}

const writeIncident = (name: string): string => {
  writeFileSync(file(`${name}.json`), JSON.stringify(incident(name, '2026-01-02', ['FRA'])));
  return file(`${name}.json`);
};

describe('writing', { timeout: 300_000 }, () => {
  it('makes keys, registers them, records, and proves it offline', () => {
    const made = servanda('key', 'new', file('observer.json'), '--holder', 'observers');
    expect(made.code).toBe(0);
    if (process.platform !== 'win32') expect(statSync(file('observer.json')).mode & 0o777).toBe(0o600);
    writeFileSync(file('request.json'), made.out);
    expect(made.out).not.toContain('"d"');
    expect(servanda('key', 'new', file('observer.json')).err).toMatch(/never written over/);

    expect(servanda('key', 'register', file('request.json'), '--role', 'observer')).toMatchObject({ code: 0 });
    const submitted = servanda(
      'statement',
      'submit',
      writeIncident('first'),
      '--key',
      file('observer.json'),
      '--out',
      scratch,
    );
    expect(submitted.out).toMatch(/^entry 4 of servanda\/local\/[0-9a-f]{8}, recorded /);
    const name = readdirSync(scratch).find((other) => other.endsWith('.receipt.json')) ?? '';
    const verified = servandaIn(path.join(scratch, 'nowhere'), 'statement', 'verify', file(name));
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toMatch(/^The receipt holds: incident first/);
    const text = readFileSync(file(name), 'utf8');
    writeFileSync(file('changed.json'), text.replace('first', 'fifth'));
    expect(servanda('statement', 'verify', file('changed.json'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('statement-other') as string,
    });
    expect(servanda('statement', 'verify', file(name), '--operator', 'x')).toMatchObject({ code: 1 });
    expect(servanda('log', 'prove', '4', '--receipt').out).toBe(text);
    expect(servanda('log', 'verify')).toMatchObject({ code: 0 });
    expect(existsSync(path.join(scratch, 'nowhere'))).toBe(false);
  });

  it('refuses with the reason and exit 2, and records nothing', () => {
    const again = servanda('statement', 'submit', writeIncident('first'), '--key', file('observer.json'));
    expect(again).toMatchObject({
      code: 2,
      err: expect.stringMatching(/records the incident "first" already/) as string,
    });
    servanda('key', 'new', file('stranger.json'));
    const stranger = servanda('statement', 'submit', writeIncident('second'), '--key', file('stranger.json'));
    expect(stranger.err).toMatch(/is not registered/);
    expect(servanda('list', 'incidents').out).not.toMatch(/^second/m);
  });

  it('hands in to the server that runs on the folder, which others see at once; a second server reads', async () => {
    const first = await serve(data);
    const submitted = servanda('statement', 'submit', writeIncident('third'), '--key', file('observer.json'));
    expect(submitted).toMatchObject({ code: 0 });
    expect((await fetch(`${first.url}/api/v1/incidents/third`)).status).toBe(200);
    const second = await serve(data);
    expect(second.said()).toMatch(/being written by process \d+[\s\S]*reading goes on/);
    expect((await fetch(`${second.url}/api/v1/incidents/third`)).status).toBe(200);
    const refused = await fetch(`${second.url}/api/v1/statements`, {
      method: 'POST',
      body: '{"statement":{},"jws":""}',
    });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'STORAGE_FAILED']);
    // The reader follows what the writer takes in.
    servanda('statement', 'submit', writeIncident('fourth'), '--key', file('observer.json'));
    let status = 404;
    for (let time = 0; time < 50 && status !== 200; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ status } = await fetch(`${second.url}/api/v1/incidents/fourth`));
    }
    expect(status).toBe(200);
    await stop(second.child);
    expect(existsSync(path.join(data, 'server.json'))).toBe(true);
    await stop(first.child);
    expect(existsSync(path.join(data, 'server.json'))).toBe(false);
    expect(servanda('log', 'verify')).toMatchObject({ code: 0 });
  });

  it('mirrors, and keeps evidence of a damaged copy of the log', async () => {
    const server = await serve(data);
    const mirror = path.join(scratch, 'mirror');
    expect(servandaIn(mirror, 'mirror', server.url)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/new, checked/) as string,
    });
    expect(servandaIn(mirror, 'list', 'incidents').out).toMatch(/^third/m);
    expect(servandaIn(mirror, 'log', 'verify')).toMatchObject({ code: 0 });
    expect(servandaIn(mirror, 'mirror', 'http://127.0.0.1:9')).toMatchObject({ code: 2 });
    await stop(server.child);
  });

  it('says what is wrong with a damaged log, leaves it out, and reads on', async () => {
    const bodies = path.join(data, 'local/bodies/000.jsonl');
    const whole = readFileSync(bodies, 'utf8');
    writeFileSync(bodies, whole.replace('"id":"third"', '"id":"thirt"'));
    expect(servanda('log', 'verify')).toMatchObject({ code: 1, out: expect.stringMatching(/fault/) as string });
    const shown = servanda('show', 'un-gge-2015/13f');
    expect(shown.code).toBe(0);
    expect(shown.err).toMatch(/does not hash to the id in its leaf[\s\S]*this log is left out/);
    const beside = await serve(data);
    expect(beside.said()).toMatch(/reading goes on[\s\S]*this log is left out/);
    await stop(beside.child);
    writeFileSync(bodies, whole);
    const checkpoint = path.join(data, 'local/checkpoint');
    const note = readFileSync(checkpoint, 'utf8');
    writeFileSync(checkpoint, note.replace(/\n(\d+)\n/, '\n1$1\n'));
    const listed = servanda('show', 'un-gge-2015/13f');
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.err).toMatch(/restore it from a copy/);
    const server = await serve(data);
    expect(server.said()).toMatch(/reading goes on/);
    expect((await fetch(`${server.url}/api/v1/home`)).status).toBe(200);
    await stop(server.child);
    writeFileSync(checkpoint, note);
    rmSync(path.join(data, 'keys/log.key'));
    const lost = servanda('statement', 'submit', writeIncident('fifth'), '--key', file('observer.json'));
    expect(lost).toMatchObject({ code: 2, err: expect.stringMatching(/key of the local log is missing/) as string });
  });
});

/**
 * How long people wait: from `serve` to the first answered page, and each read command, beside bare Node. Rounds of all
 * take turns, so that what else the machine does falls on all of them; the first round warms the file cache.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 7);
const program = path.join(import.meta.dirname, '..', 'bin', 'servanda.mjs');
const agreement = 'paris-call-2018';
const patience = 60_000;

interface Subject {
  name: string;
  /** Milliseconds that are still fine; null: only shown for comparison. */
  bar: number | null;
  /** Milliseconds of one run. */
  measure: () => Promise<number>;
}

/** Every run gets a data folder of its own, as on the first day. */
async function withFreshFolder<Result>(work: (env: NodeJS.ProcessEnv) => Promise<Result>): Promise<Result> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'servanda-bench-'));
  try {
    return await work({ ...process.env, SERVANDA_DATA: folder });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function runOf(args: readonly string[]): () => Promise<number> {
  return () =>
    withFreshFolder(
      (env) =>
        new Promise((resolve, reject) => {
          const begin = performance.now();
          const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
          const complaints: Buffer[] = [];
          child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
          child.stdout.resume();
          child.on('error', reject);
          child.on('close', (code) => {
            if (code === 0) resolve(performance.now() - begin);
            else
              reject(
                new Error(`${args.join(' ')} ended with ${String(code)}: ${Buffer.concat(complaints).toString()}`),
              );
          });
        }),
    );
}

/** From the start of the process until the whole first page has arrived. */
function firstPage(): Promise<number> {
  return withFreshFolder(async (env) => {
    const begin = performance.now();
    const child = spawn(process.execPath, [program, 'serve', '--port', '0'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => {
        resolve();
      });
    });
    try {
      const response = await fetch(await addressOf(child.stdout, ended), { signal: AbortSignal.timeout(patience) });
      const page = await response.text();
      const taken = performance.now() - begin;
      if (!response.ok || !page.includes('</html>')) throw new Error(`/ answered ${response.status} and no page`);
      return taken;
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
}

/** The address that serve prints once it listens. */
function addressOf(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/\S+:\d+/.exec(text);
      if (found) resolve(found[0]);
    });
    void ended.then(() => {
      reject(new Error(`serve ended before it printed an address. It printed: ${text}`));
    });
  });
}

const reads = [
  ['list', 'agreements', '--json'],
  ['show', agreement, '--json'],
  ['coverage', agreement, '--json'],
  ['brief', agreement],
];
const subjects: Subject[] = [
  { name: 'bare node -e 0', bar: null, measure: runOf(['-e', '0']) },
  { name: 'serve, first page', bar: 1500, measure: firstPage },
  ...reads.map((words) => ({ name: words.join(' '), bar: 500, measure: runOf([program, ...words]) })),
];

const measured = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const { name, measure } of subjects) {
    const taken = await measure();
    if (round > 0) measured.get(name)?.push(taken);
  }
}

const cells = (...[name, ...rest]: [string, ...string[]]): string =>
  `${name.padEnd(36)}${rest.map((text) => text.padStart(10)).join('')}`;
console.log(`${rounds} rounds, milliseconds; Node ${process.versions.node}`);
console.log(cells('', 'median', 'worst', 'bar', ''));
for (const { name, bar } of subjects) {
  const sorted = (measured.get(name) ?? []).sort((left, right) => left - right);
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)] ?? NaN, sorted.at(-1) ?? NaN];
  const verdict = bar === null ? '' : median <= bar ? 'met' : 'not met';
  if (verdict === 'not met') process.exitCode = 1;
  console.log(cells(name, median.toFixed(0), worst.toFixed(0), bar === null ? '–' : String(bar), verdict));
}

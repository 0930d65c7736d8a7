/**
 * Answers a second, and how long 99 of 100 take at most: home, an agreement and a 50 KB answer of the API, beside hono
 * alone with the same bytes, in one run. Rounds of all take turns. The client takes one core, the server has the other.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load, type Load } from './http/load.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const milliseconds = Number(process.env['BENCH_SECONDS'] ?? 2) * 1000;
const connections = 32;
const program = path.join(import.meta.dirname, '..', 'bin', 'servanda.mjs');
const agreement = '/agreements/paris-call-2018';
/** 12,000 answers a second on the machine on which the peer, serialised before, gave 18,000: a share holds on any. */
const bar = 12_000 / 18_000;

interface Subject {
  name: string;
  address: string;
  /** What is asked for, as a share of the last peer's answers a second; null: shown for comparison. */
  bar: number | null;
  loads: Load[];
}

interface Running {
  origin: string;
  stop: () => Promise<void>;
}

/** Starts a server and waits for the address that it prints. */
async function start(args: readonly string[], input?: string): Promise<Running> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'servanda-bench-'));
  const child = spawn(process.execPath, args, {
    env: { ...process.env, SERVANDA_DATA: folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      fs.rmSync(folder, { recursive: true, force: true });
      resolve();
    });
  });
  const stop = (): Promise<void> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { origin: await addressOf(child, ended), stop };
}

function addressOf(child: ChildProcess, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /http:\/\/\S+:\d+/.exec(printed);
      if (found) resolve(found[0]);
    });
    void ended.then(() => {
      reject(new Error(`the server ended before it printed an address. It printed: ${printed}`));
    });
  });
}

/** The address of the list of incidents whose answer comes nearest to 50 KB. */
async function answerOf50Kilobytes(origin: string): Promise<{ address: string; body: string }> {
  const bodyOf = async (limit: number): Promise<{ address: string; body: string }> => {
    const address = `${origin}/api/v1/incidents?limit=${limit}`;
    return { address, body: await (await fetch(address)).text() };
  };
  let [low, high] = [1, 1000];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((await bodyOf(middle)).body.length < 50_000) low = middle;
    else high = middle;
  }
  return bodyOf(low);
}

const servanda = await start([program, 'serve', '--port', '0']);
const json = await answerOf50Kilobytes(servanda.origin);
const peerFile = path.join(import.meta.dirname, 'http', 'peer.ts');
const peer = await start(['--import', import.meta.resolve('tsx'), peerFile], json.body);

const subjects: Subject[] = [
  { name: 'Servanda: home', address: `${servanda.origin}/`, bar: null, loads: [] },
  { name: `Servanda: ${agreement}`, address: servanda.origin + agreement, bar: null, loads: [] },
  { name: 'Servanda: 50 KB JSON', address: json.address, bar, loads: [] },
  { name: 'hono: hello', address: `${peer.origin}/hello`, bar: null, loads: [] },
  { name: 'hono: 50 KB JSON, made each time', address: `${peer.origin}/json`, bar: null, loads: [] },
  { name: 'hono: 50 KB JSON, serialised before', address: `${peer.origin}/serialised`, bar: null, loads: [] },
];
const [began, cpu] = [performance.now(), process.cpuUsage()];
try {
  for (let round = 0; round <= rounds; round += 1) {
    for (const { address, loads } of subjects) {
      const measured = await load(address, connections, round === 0 ? 500 : milliseconds);
      // The first round warms caches and compiler.
      if (round > 0) loads.push(measured);
    }
  }
} finally {
  await Promise.all([servanda.stop(), peer.stop()]);
}

const spent = process.cpuUsage(cpu);
const clientShare = (spent.user + spent.system) / 1000 / (performance.now() - began);

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
const perSecond = ({ loads }: Subject): number => median(loads.map((one) => one.perSecond));
const peerJson = perSecond(subjects.at(-1) as Subject);

const cells = (...[name, ...rest]: [string, ...string[]]): string =>
  `${name.padEnd(40)}${rest.map((text) => text.padStart(11)).join('')}`;
console.log(`${rounds} rounds of ${milliseconds / 1000} s, ${connections} connections; Node ${process.versions.node}`);
console.log(cells('', 'KB', 'answers/s', 'p50 ms', 'p99 ms', 'of peer', 'bar', ''));
for (const subject of subjects) {
  const { name, bar, loads } = subject;
  const rate = perSecond(subject);
  const verdict = bar === null ? '' : rate / peerJson >= bar ? 'met' : 'not met';
  if (verdict === 'not met') process.exitCode = 1;
  const figures = [
    (median(loads.map(({ bytes }) => bytes)) / 1000).toFixed(1),
    rate.toFixed(0),
    median(loads.map(({ p50 }) => p50)).toFixed(1),
    median(loads.map(({ p99 }) => p99)).toFixed(1),
    (rate / peerJson).toFixed(2),
  ];
  console.log(cells(name, ...figures, bar === null ? '–' : bar.toFixed(2), verdict));
}
console.log('"of peer" and "bar": answers a second beside those of hono with the 50 KB serialised before.');
console.log(`The client itself took ${Math.round(clientShare * 100)}% of one core; near 100% it is what was measured.`);

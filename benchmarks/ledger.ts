/**
 * The ledger against its peers, in one run: durable appends, the root of a million leaves, proofs. Peers live in
 * benchmarks/package.json (`npm ci --ignore-scripts` there); without them their lines say so. Rounds of all sides
 * take turns, so that what else the machine does falls on all of them; medians are shown.
 */
import { hash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  checkInclusion,
  hashLeaf,
  hashLeafInto,
  makeSigningKey,
  merkleRoot,
  proveInclusionFromTiles,
  type NewEntry,
  type TileSource,
} from '../src/ledger/index.ts';
import { openFileLog } from '../src/storage/index.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const entryLength = 500;
const folder = fs.mkdtempSync(path.join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'servanda-bench-'));
const signer = makeSigningKey('bench.example/log', Buffer.alloc(32, 1));
const entries = Array.from({ length: 4096 }, () => randomBytes(entryLength));
/** Appends of one round, by batch. */
const batches: readonly [batch: number, times: number][] = [
  [1, 800],
  [256, 60],
  [4096, 8],
];

interface Side {
  name: string;
  open: (
    place: string,
  ) => Promise<{ append: (batch: readonly Buffer[]) => Promise<unknown>; close: () => Promise<unknown> }>;
}

const raw: Side = {
  name: 'raw file + fsync',
  open: (place) => {
    const file = fs.openSync(place, 'w');
    return Promise.resolve({
      append: (batch) => {
        fs.writeSync(file, batch.length === 1 ? (batch[0] ?? Buffer.alloc(0)) : Buffer.concat(batch));
        fs.fsyncSync(file);
        return Promise.resolve();
      },
      close: () => {
        fs.closeSync(file);
        return Promise.resolve();
      },
    });
  },
};

function servanda(name: string, body: string | null): Side {
  return {
    name,
    open: async (place) => {
      const log = await openFileLog(place, { origin: signer.key.name, signer });
      return {
        append: (batch) => log.append(batch.map((entry): NewEntry => ({ entry, body }))),
        close: () => log.close(),
      };
    },
  };
}

const require = createRequire(import.meta.url);

interface Hypercore {
  ready: () => Promise<void>;
  append: (batch: Buffer | Buffer[]) => Promise<unknown>;
  close: () => Promise<void>;
}

function hypercore(): Side | null {
  const Core = optional('hypercore') as (new (place: string) => Hypercore) | null;
  if (!Core) return null;
  return {
    name: 'hypercore (no fsync)',
    open: async (place) => {
      const core = new Core(place);
      await core.ready();
      return {
        append: (batch) => core.append(batch.length === 1 ? (batch[0] ?? []) : [...batch]),
        close: () => core.close(),
      };
    },
  };
}

interface Sqlite {
  exec: (sql: string) => void;
  get: (sql: string) => unknown;
  prepare: (sql: string) => { run: (values: unknown[]) => void; finalize: () => void };
  close: () => void;
}

function sqlite(): Side | null {
  const module = optional('node-sqlite3-wasm') as { Database: new (place: string) => Sqlite } | null;
  if (!module) return null;
  return {
    name: 'SQLite (WebAssembly), FULL',
    open: (place) => {
      const database = new module.Database(place);
      // The WebAssembly build has no shared memory; with an exclusive lock it can use the write-ahead log all the same.
      database.exec(
        'PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE log (id INTEGER PRIMARY KEY, entry BLOB)',
      );
      const insert = database.prepare('INSERT INTO log (entry) VALUES (?)');
      return Promise.resolve({
        append: (batch) => {
          database.exec('BEGIN');
          for (const entry of batch) insert.run([entry]);
          database.exec('COMMIT');
          return Promise.resolve();
        },
        close: () => {
          insert.finalize();
          database.close();
          return Promise.resolve();
        },
      });
    },
  };
}

function optional(name: string): unknown {
  try {
    return require(name);
  } catch {
    console.log(`${name}: not installed; run "npm ci --ignore-scripts" in benchmarks/`);
    return null;
  }
}

let places = 0;

interface Rate {
  /** Entries a second until the last append is acknowledged. */
  acknowledged: number;
  /** Entries a second until everything is closed, for Servanda: in tiles. */
  closed: number;
}

/** Opening is left out. */
async function rate(side: Side, batch: number, times: number): Promise<Rate> {
  places += 1;
  const place = path.join(folder, String(places));
  const log = await side.open(place);
  const piece = entries.slice(0, batch);
  const begin = performance.now();
  for (let time = 0; time < times; time += 1) await log.append(piece);
  const acknowledged = performance.now() - begin;
  await log.close();
  const closed = performance.now() - begin;
  fs.rmSync(place, { recursive: true, force: true });
  const count = batch * times * 1000;
  return { acknowledged: count / acknowledged, closed: count / closed };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

async function appends(): Promise<void> {
  const product = servanda('Servanda (fsync, signed)', null);
  const sides = [raw, product, servanda('Servanda with bodies', 'x'.repeat(entryLength)), hypercore(), sqlite()].filter(
    (side) => side !== null,
  );
  const rates = new Map<string, Rate>();
  for (const [batch, times] of batches) {
    const measured = sides.map((): Rate[] => []);
    for (let round = 0; round <= rounds; round += 1) {
      for (const [at, side] of sides.entries()) {
        const found = await rate(side, batch, times);
        // The first round warms up.
        if (round > 0) measured[at]?.push(found);
      }
    }
    for (const [at, side] of sides.entries()) {
      const found = measured[at] ?? [];
      const [acknowledged, closed] = [
        median(found.map((one) => one.acknowledged)),
        median(found.map((one) => one.closed)),
      ];
      rates.set(`${side.name} ${batch}`, { acknowledged, closed });
      console.log(
        `append, batch ${String(batch).padStart(4)}  ${side.name.padEnd(28)} ${show(acknowledged)} entries/s acknowledged ${show(closed)} closed`,
      );
    }
  }
  const ratio = (name: string, batch: number): string => {
    const [own, other] = [rates.get(`${product.name} ${batch}`), rates.get(`${name} ${batch}`)];
    if (!own || !other) return 'no peer';
    return `${(own.acknowledged / other.acknowledged).toFixed(2)} acknowledged, ${(own.closed / other.closed).toFixed(2)} closed`;
  };
  console.log(`batch 1, bar 0.8 of raw fsync: ${ratio(raw.name, 1)}`);
  for (const batch of [256, 4096])
    console.log(`batch ${batch}, bar 2 x hypercore: ${ratio('hypercore (no fsync)', batch)}`);
}

function show(value: number): string {
  return Math.round(value).toLocaleString('en').padStart(10);
}

function root(): void {
  const count = 1_000_000;
  const leafHashes = randomBytes(count * 32);
  const node = Buffer.alloc(65, 1);
  const raw: number[] = [];
  const rates = Array.from({ length: rounds }, () => {
    const begin = performance.now();
    merkleRoot(leafHashes);
    const between = performance.now();
    // A tree of n leaves has n - 1 inner nodes of 65 bytes: what the platform's hash alone takes for them.
    for (let index = 1; index < count; index += 1) hash('sha256', node, 'buffer');
    raw.push(count / (performance.now() - between) / 1000);
    return count / (between - begin) / 1000;
  });
  console.log(`as many hashes of node:crypto alone: ${median(raw).toFixed(2)} M/s`);
  console.log(
    `root over 1 M leaf hashes: ${median(rates).toFixed(2)} M leaves/s (bar: 1.84 within 1.3, that is ${(1.84 / 1.3).toFixed(2)})`,
  );
}

async function proofs(): Promise<void> {
  const size = 1_000_000;
  const leaves = Buffer.alloc(size * 32);
  for (let index = 0; index < size; index += 1) hashLeafInto(Buffer.from(String(index)), leaves, index * 32);
  const levels: Buffer[] = [leaves];
  for (let below: Buffer = leaves; below.length >= 8192;) {
    const roots: Buffer[] = [];
    for (let at = 0; at + 8192 <= below.length; at += 8192) roots.push(merkleRoot(below.subarray(at, at + 8192)));
    below = Buffer.concat(roots);
    levels.push(below);
  }
  const source: TileSource = {
    readTile: (level, index) =>
      Promise.resolve(levels[level]?.subarray(index * 8192, (index + 1) * 8192) ?? Buffer.alloc(0)),
  };
  const whole = merkleRoot(leaves);
  const times: { prove: number[]; check: number[] } = { prove: [], check: [] };
  for (let run = 0; run < 2000; run += 1) {
    const index = (run * 7919 * 31) % size;
    const begin = performance.now();
    const proof = await proveInclusionFromTiles(source, index, size);
    const between = performance.now();
    const holds = checkInclusion(hashLeaf(Buffer.from(String(index))), index, size, proof, whole);
    times.check.push(performance.now() - between);
    times.prove.push(between - begin);
    if (!holds) throw new Error(`The proof of ${index} does not hold.`);
  }
  const late = (values: number[]): number =>
    [...values].sort((left, right) => left - right)[Math.floor(values.length * 0.99)] ?? NaN;
  console.log(
    `proof at 1 M leaves, from tiles: median ${median(times.prove).toFixed(3)} ms, 99 % below ${late(times.prove).toFixed(3)} ms (bar: 1 ms)`,
  );
  console.log(
    `check of it: median ${median(times.check).toFixed(4)} ms, 99 % below ${late(times.check).toFixed(4)} ms (bar: 0.2 ms)`,
  );
}

try {
  await appends();
  root();
  await proofs();
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

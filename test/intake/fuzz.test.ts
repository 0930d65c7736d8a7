/**
 * Structured mutations of what is handed in from outside: requests, statements, signatures, leaves, receipts. Each ends
 * in a value or in an error of ours, and every rule that form alone can break is reached. 10 million in a recorded run:
 * SERVANDA_FUZZ=10000000, with SERVANDA_FUZZ_SEED for another course.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { checkSubmission, parseSubmissions } from '../../src/intake/index.ts';
import {
  LedgerError,
  parseJws,
  ReceiptError,
  receiptRules,
  verifyReceipt,
  type Receipt,
} from '../../src/ledger/index.ts';
import { formatLogEntry, parseLogEntry, parseStatement, ServandaError, type LogEntry } from '../../src/model/index.ts';
import { adherence, attribution, incident, party } from '../samples.ts';
import { grant, keyOf, local, openTestLog, operator, registration, signed } from './local-samples.ts';

const count = Number(process.env['SERVANDA_FUZZ'] ?? 20_000);
const seed = Number(process.env['SERVANDA_FUZZ_SEED'] ?? 1);

let state = seed >>> 0;
function chance(below: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
}
function pick<Item>(items: readonly Item[]): Item {
  return items[chance(items.length)] as Item;
}

const words: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9007199254740992,
  '',
  'kind',
  'nonce',
  'incident',
  'key',
  '2026-02-30',
  '0'.repeat(64),
  'A'.repeat(43),
  '\u0000',
  '\u2028',
  '\ud83d\ude00',
  'AAA',
  [],
  {},
  [[[[[[[[]]]]]]]],
  '__proto__',
  'constructor',
  'EdDSA',
  'none',
];
const letters = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '.',
  '..',
  '=',
  '-',
  '_',
  '\n',
  '\n\n',
  '\u2014 ',
  '\u0000',
  '\ud800',
  'e9',
  ' ',
  '\ufeff',
] as const;

/** Changes a JSON value in one place: takes out, puts in, renames, repeats, replaces, or takes a part of another. */
function changeValue(value: unknown, other: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || (depth > 0 && chance(6) === 0)) {
    if (typeof value === 'string' && chance(2) === 0) return changeText(value);
    return chance(3) === 0 ? other : pick(words);
  }
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as unknown[])];
    const at = chance(items.length + 1);
    if (items.length === 0 || chance(4) === 0) items.splice(at, chance(2), pick(words));
    else if (chance(3) === 0) items.splice(at, 1);
    else items[Math.min(at, items.length - 1)] = changeValue(items[Math.min(at, items.length - 1)], other, depth + 1);
    return items;
  }
  const entries = Object.entries(value);
  const at = chance(entries.length);
  const [name = '', inner] = entries[at] ?? [];
  const otherInner = isObject(other) ? (other[name] ?? pick(Object.values(other))) : other;
  switch (chance(8)) {
    case 0:
      return Object.fromEntries(entries.filter((_, index) => index !== at));
    case 1:
      return { ...value, [String(pick(words))]: pick(words) };
    case 2:
      return { ...value, [name]: otherInner };
    case 3:
      return { ...value, [name]: pick(words) };
    default:
      return { ...value, [name]: changeValue(inner, otherInner, depth + 1) };
  }
}

function changeText(text: string): string {
  const [from, to] = [chance(text.length + 1), chance(text.length + 1)].sort((a, b) => a - b) as [number, number];
  switch (chance(5)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return (
        text.slice(0, to) +
        text.slice(from, Math.min(to, from + 60)).repeat(chance(chance(50) === 0 ? 2000 : 4)) +
        text.slice(to)
      );
    case 2:
      return text.slice(0, from) + String.fromCharCode(text.charCodeAt(from) ^ (1 << chance(8))) + text.slice(from + 1);
    default:
      return (
        text.slice(0, from) + pick(letters).repeat(chance(60) === 0 ? 100 : 1) + text.slice(chance(2) === 0 ? from : to)
      );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A mutated sample as text: changed as a value, as text, or both. */
function mutate(samples: readonly unknown[]): string {
  let value = pick(samples);
  const depth = chance(4);
  for (let step = 0; step < depth; step += 1) value = changeValue(value, pick(samples));
  let text = typeof value === 'string' ? value : ((JSON.stringify(value) as string | undefined) ?? '');
  for (let step = chance(depth === 0 ? 4 : 2); step > 0; step -= 1) text = changeText(text);
  return text;
}

const folder = path.join(import.meta.dirname, '../../vectors/intake');
const requests: unknown[] = ['valid', 'invalid'].flatMap((side) =>
  readdirSync(path.join(folder, side)).map(
    (name) => (JSON.parse(readFileSync(path.join(folder, side, name), 'utf8')) as { submit: unknown }).submit,
  ),
);
const statements: unknown[] = [
  party('FRA'),
  adherence('pact', 'FRA', '2016'),
  incident('i', '2026', ['FRA']),
  attribution('i', ['AAA'], ['FRA']),
  registration(keyOf('fuzz')),
  grant(keyOf('fuzz'), 'g', { role: 'registrar', agreements: ['pact'] }),
];
const receipts: Receipt[] = [];
const leaves: LogEntry[] = [];

beforeAll(async () => {
  const { local: log } = await openTestLog();
  const observer = keyOf('observer');
  await log.submit([
    signed(registration(observer), operator),
    signed(grant(observer, 'o', { role: 'observer' }), operator),
  ]);
  const done = await log.submit(
    Array.from({ length: 9 }, (_, at) => signed(local(incident(`i${at}`, '2026-01-02', [])), observer)),
  );
  // One without its signer's key: chance alone finds that too seldom.
  receipts.push(...done.receipts, ...done.receipts.slice(0, 2).map((one) => ({ ...one, keys: one.keys.slice(0, -1) })));
  leaves.push(...done.receipts.map(({ leaf }) => JSON.parse(leaf) as LogEntry), {
    recordedAt: '2026-01-01',
    statement: '0'.repeat(64),
  });
});

/** What is tried, with how often against the others: signatures cost a hundred times what form costs. */
const targets: Record<string, { often: number; samples: () => readonly unknown[]; run: (text: string) => unknown }> = {
  request: {
    often: 4,
    samples: () => requests,
    run: (text) => parseSubmissions(text).map(checkSubmission),
  },
  statement: { often: 4, samples: () => statements, run: (text) => parseStatement(parseJson(text)) },
  jws: {
    often: 6,
    samples: () => leaves.flatMap(({ jws }) => jws ?? []),
    run: (text) => {
      const { encodedHeader, signature } = parseJws(text);
      // One spelling: what is read is written back to the same text.
      expect(`${encodedHeader}..${signature}`).toBe(text);
    },
  },
  leaf: {
    often: 5,
    samples: () => leaves.map((leaf) => Buffer.from(formatLogEntry(leaf)).toString()),
    run: (text) => {
      const bytes = Buffer.from(text);
      expect(Buffer.from(formatLogEntry(parseLogEntry(bytes, 0))).equals(bytes)).toBe(true);
    },
  },
  receipt: { often: 1, samples: () => receipts, run: (text) => verifyReceipt(text) },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Rules of the intake that form alone can break; `size` and `count` need megabytes, and have tests of their own. */
const reachable = [
  'json',
  'nesting',
  'form',
  'nonce-missing',
  'jws-form',
  'jws-header',
  'LOG_DAMAGED',
  'INPUT_INVALID',
];

it(`survives ${count} structured mutations (seed ${seed})`, { timeout: 60_000 + count * 2 }, async () => {
  const reached = new Map<string, number>();
  const put = (rule: string): void => void reached.set(rule, (reached.get(rule) ?? 0) + 1);
  const turns = Object.entries(targets).flatMap(([name, target]) =>
    Array.from({ length: target.often }, () => ({ name, ...target })),
  );
  let slowest = { milliseconds: 0, again: (): unknown => null };
  for (let run = 0; run < count; run += 1) {
    const { name, samples, run: attempt } = turns[run % turns.length] as (typeof turns)[number];
    const text = mutate(samples());
    const begin = performance.now();
    try {
      await attempt(text);
      put(`${name}: taken`);
    } catch (error) {
      const rule = ruleOf(error);
      if (rule === null)
        throw new Error(`${name}, seed ${seed}, run ${run}: ${JSON.stringify(text.slice(0, 2000))}`, { cause: error });
      put(rule);
    }
    const milliseconds = performance.now() - begin;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, again: () => attempt(text) };
  }
  const repeats = await Promise.all(Array.from({ length: 5 }, () => millisecondsOf(slowest.again)));
  const took = `slowest ${slowest.milliseconds.toFixed(1)} ms, again ${Math.min(...repeats).toFixed(1)} ms`;
  if (count > 1_000_000) console.log(took, Object.fromEntries([...reached].sort()));
  // A machine may pause any input; one that hangs takes as long when it is asked again.
  expect(Math.min(...repeats), took).toBeLessThan(2000);
  expect(
    [...reachable, ...receiptRules.filter((rule) => rule !== 'key-other')].filter((rule) => !reached.has(rule)),
    'rules that no mutation reached',
  ).toEqual([]);
  expect(
    Object.keys(targets).filter((name) => !reached.has(`${name}: taken`)),
    'parsers that took nothing',
  ).toEqual([]);
});

async function millisecondsOf(attempt: () => unknown): Promise<number> {
  const begin = performance.now();
  try {
    await attempt();
  } catch {
    // What is refused is refused again.
  }
  return performance.now() - begin;
}

function ruleOf(error: unknown): string | null {
  if (error instanceof ReceiptError || error instanceof LedgerError) return error.rule;
  if (!(error instanceof ServandaError)) return null;
  const { rule } = error.details;
  return typeof rule === 'string' ? rule : error.code;
}

/**
 * Signed intake beside the bare Ed25519 checks of the same signatures, everything included: JSON, schema, canonical
 * form, hashing, signatures, authority, fsync, receipts, fold of the registry, answer. Rounds of both sides take turns.
 */
import { hash } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  formatReceipts,
  keyStatement,
  LocalLog,
  localOrigin,
  parseSubmissions,
  type LocalLogParts,
} from '../src/intake/index.ts';
import {
  checkSignatures,
  jwsSigningInput,
  keyThumbprint,
  makeSigningKey,
  parseJws,
  signJws,
  type SignatureBatch,
} from '../src/ledger/index.ts';
import { statementId } from '../src/model/index.ts';
import { createApi, openInstance, openWorkerPool } from '../src/server/index.ts';
import { openFileLog } from '../src/storage/index.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const batch = Number(process.env['BENCH_BATCH'] ?? 250);
const batches = Number(process.env['BENCH_BATCHES'] ?? 24);
const threads = 2;
/** Requests under way at once. */
const clients = 4;
const folder = fs.mkdtempSync(path.join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'servanda-bench-'));

const keyOf = (word: string): ReturnType<typeof makeSigningKey> =>
  makeSigningKey(word, hash('sha256', `bench key ${word}`, 'buffer'));
const operator = keyOf('operator');
const observer = keyOf('observer');
const origin = localOrigin(operator.key.publicKey);
const logKey = makeSigningKey(origin, hash('sha256', 'bench log key', 'buffer'));
let nonces = 0;
const nonce = (): string => {
  nonces += 1;
  return hash('sha256', `bench nonce ${nonces}`, 'buffer').subarray(0, 16).toString('base64url');
};

function signed(statement: object, key: typeof operator): { statement: object; jws: string } {
  const kid = keyThumbprint(key.key.publicKey);
  return { statement, jws: signJws(key, { kid, log: origin }, statementId(statement)) };
}

/** An attribution as governments make them: about 700 bytes. */
function statementOf(number: number): object {
  return {
    kind: 'attribution',
    id: `operation-${number}/a1`,
    incident: `operation-${number}`,
    stance: 'attributes',
    answers: [],
    responsible: ['AAA'],
    entity: 'unit that was named in the statement',
    by: ['BBB'],
    byKind: 'government',
    form: 'official-statement',
    madeOn: '2025-06-01',
    likelihoodWords: 'almost certainly',
    confidenceWords: 'high confidence',
    reliesOn: [],
    known: 'seen',
    citations: [{ source: `operation-${number}/statement`, known: 'seen' }],
    note: 'A note of the usual length, that says how the statement was published and what it leaves open.',
    nonce: nonce(),
  };
}

let statements = 0;
/** Requests as text, with the signatures in them. */
function makeRequests(): { texts: string[]; signatures: SignatureBatch[] } {
  const texts: string[] = [];
  const signatures: SignatureBatch[] = [];
  const x = observer.key.publicKey.toString('base64url');
  for (let at = 0; at < batches; at += 1) {
    const items = Array.from({ length: batch }, () => {
      statements += 1;
      return signed(statementOf(statements), observer);
    });
    texts.push(JSON.stringify({ statements: items }));
    const parts = items.map(({ statement, jws }) => ({ jws: parseJws(jws), id: statementId(statement) }));
    signatures.push({
      x: parts.map(() => x),
      input: parts.map(({ jws, id }) => jwsSigningInput(jws.encodedHeader, id)),
      signature: parts.map(({ jws }) => jws.signature),
    });
  }
  return { texts, signatures };
}

let places = 0;
async function openLocal(parts: Partial<LocalLogParts> = {}): Promise<LocalLog> {
  places += 1;
  const log = await openFileLog(path.join(folder, String(places)), { origin, signer: logKey });
  await LocalLog.found(log, operator, logKey, Date.now(), nonce);
  const local = await LocalLog.open({ log, clock: Date.now, ...parts });
  const describe = { use: 'statements', party: null, holder: 'bench', until: null, replaces: null } as const;
  await local.submit([
    signed(keyStatement(observer, { ...describe, nonce: nonce() }), operator),
    signed(
      {
        kind: 'authority-grant',
        id: 'bench',
        key: keyThumbprint(observer.key.publicKey),
        grant: { role: 'observer' },
        until: null,
        note: null,
        nonce: nonce(),
      },
      operator,
    ),
  ]);
  return local;
}

/** Statements a second, by the clock and by the processor time of all threads (what other programs do is not in it). */
interface Rate {
  clock: number;
  processor: number;
}

async function timed(work: () => unknown): Promise<Rate> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  const count = batch * batches;
  return { clock: (count * 1000) / (performance.now() - begin), processor: (count * 1e6) / (user + system) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const show = (value: number): string => Math.round(value).toLocaleString('en').padStart(8);

async function oneThread(): Promise<void> {
  const [bare, whole]: [Rate[], Rate[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const { texts, signatures } = makeRequests();
    const local = await openLocal();
    const limit = await timed(() => signatures.every((part) => checkSignatures(part).every(Boolean)));
    const found = await timed(async () => {
      for (const text of texts) formatReceipts((await local.submit(parseSubmissions(text))).receipts);
    });
    await local.close();
    // The first round warms up.
    if (round > 0) {
      bare.push(limit);
      whole.push(found);
    }
  }
  report('one thread, intake alone', bare, whole);
}

async function overApi(): Promise<void> {
  const workers = openWorkerPool(threads);
  const check = async (part: SignatureBatch): Promise<boolean[]> => {
    const half = Math.ceil(part.input.length / threads);
    const answers = await Promise.all(
      Array.from({ length: threads }, (_, at) => {
        const [from, to] = [at * half, (at + 1) * half];
        const { x, input, signature } = part;
        return workers.run('check-signatures', {
          x: x.slice(from, to),
          input: input.slice(from, to),
          signature: signature.slice(from, to),
        });
      }),
    );
    return answers.flat();
  };
  const [bare, whole]: [Rate[], Rate[]] = [[], []];
  const none = { rate: Infinity, burst: Infinity };
  for (let round = 0; round <= rounds; round += 1) {
    const { texts, signatures } = makeRequests();
    const instance = await openInstance([], () => openLocal({ check }));
    const api = createApi(instance, { version: 'bench', workers, limits: { perKey: none, perAddress: none } });
    const limit = await timed(() => Promise.all(signatures.map(check)));
    const waiting = [...texts];
    const client = async (): Promise<void> => {
      for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
        const response = await api.request('/api/v1/statements', { method: 'POST', body });
        if (response.status !== 201) throw new Error(await response.text());
        await response.arrayBuffer();
      }
    };
    const found = await timed(() => Promise.all(Array.from({ length: clients }, client)));
    await instance.close();
    if (round > 0) {
      bare.push(limit);
      whole.push(found);
    }
  }
  await workers.close();
  report(`${threads} threads, over the API, with receipts and fold`, bare, whole);
}

function report(name: string, bare: readonly Rate[], whole: readonly Rate[]): void {
  for (const by of ['clock', 'processor'] as const) {
    const ratio = median(whole.map((rate, at) => rate[by] / (bare[at]?.[by] ?? NaN)));
    const [limit, found] = [bare, whole].map((rates) => show(median(rates.map((rate) => rate[by]))));
    console.log(
      `${name.padEnd(50)} by ${by.padEnd(9)} bare Ed25519 ${limit}/s  intake ${found}/s  ratio ${ratio.toFixed(2)}`,
    );
  }
}

try {
  console.log(
    `${batches} batches of ${batch} statements, median of ${rounds} rounds; over the API ${clients} requests at once`,
  );
  await oneThread();
  await overApi();
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Every case of vectors/intake: what is taken in, and what is refused by which rule; a refusal leaves the log as it was. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { intakeLimits, intakeRules, LocalLog, parseSubmissions, type IntakeRule } from '../../src/intake/index.ts';
import { verifyReceipt } from '../../src/ledger/index.ts';
import { ServandaError } from '../../src/model/index.ts';
import { openFileLog } from '../../src/storage/index.ts';
import { SimulatedDisk } from '../storage/simulated-disk.ts';
import { incident } from '../samples.ts';
import { local, logKey, openTestLog, operator, signed } from './local-samples.ts';

const folder = path.join(import.meta.dirname, '../../vectors/intake');

interface Setup {
  origin: string;
  now: string;
  entries: { leaf: string; statement: string | null }[];
}
interface Case {
  about: string;
  submit: unknown;
  recorded: number;
  rule: IntakeRule;
}

const setup = readJson('log.json') as Setup;
const names = (part: string): string[] => readdirSync(path.join(folder, part)).map((name) => name.replace('.json', ''));

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
}

async function openVectorLog(): Promise<LocalLog> {
  const log = await openFileLog('/log', {
    origin: setup.origin,
    signer: undefined,
    fileSystem: new SimulatedDisk(),
    writeTilesAfterMs: Infinity,
  });
  await log.append(setup.entries.map(({ leaf, statement }) => ({ entry: Buffer.from(leaf), body: statement })));
  return LocalLog.open({ log, clock: () => Date.parse(setup.now), known: () => false });
}

const submit = async (log: LocalLog, request: unknown) => log.submit(parseSubmissions(JSON.stringify(request)));

describe('intake', () => {
  it.each(names('valid'))('takes in %s', async (name) => {
    const { submit: request, recorded } = readJson(`valid/${name}.json`) as Case;
    const log = await openVectorLog();
    const { receipts } = await submit(log, request);
    expect(log.reader.size - setup.entries.length).toBe(recorded);
    for (const receipt of receipts) expect(receipt.origin).toBe(setup.origin);
  });

  it.each(names('invalid'))('refuses %s', async (name) => {
    const { submit: request, rule } = readJson(`invalid/${name}.json`) as Case;
    const log = await openVectorLog();
    const error: unknown = await submit(log, request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServandaError);
    expect(error).toMatchObject({ code: intakeRules[rule], details: { rule } });
    expect(name.startsWith(rule) || name.startsWith('batch-')).toBe(true);
    expect(log.reader.size).toBe(setup.entries.length);
    expect(log.book.size).toBe(setup.entries.length);
  });

  it('has a case for every rule, but those of size and pace', () => {
    const tested = new Set(names('invalid').map((name) => (readJson(`invalid/${name}.json`) as Case).rule));
    expect(Object.keys(intakeRules).filter((rule) => !tested.has(rule as IntakeRule))).toEqual(['size', 'rate']);
  });

  it('refuses what is too large, by bytes of the request and of the statement', async () => {
    expect(() => parseSubmissions(`"${'x'.repeat(intakeLimits.request)}"`)).toThrow(
      expect.objectContaining({ code: 'INPUT_TOO_LARGE', details: { rule: 'size' } }) as Error,
    );
    const { local: log } = await openTestLog();
    const long = Array.from({ length: 60 }, () => '\u20ac'.repeat(400));
    const targets = Array.from({ length: 60 }, () => ({
      victimStates: [],
      sectors: [],
      kinds: [],
      named: long.slice(0, 4),
      effects: null,
    }));
    const large = signed(local(incident('large', '2026-01-02', [], { actorNames: long, targets })), operator);
    await expect(log.submit([large])).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      details: { rule: 'size', at: 0 },
    });
  });

  it('gives receipts that verify for every valid case, under a signed log', async () => {
    const { local: log } = await openTestLog();
    const { receipts } = await log.submit([signed(local(incident('a', '2026-01-02', [])), operator)]);
    for (const receipt of receipts) await expect(verifyReceipt(receipt)).resolves.toMatchObject({ sealed: true });
    expect(logKey.key.name).toBe(log.origin);
  });
});

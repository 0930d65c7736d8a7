/** servanda mirror URL: follow the logs of another instance, check every growth, keep a copy, and evidence of a fork. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { parseVerifierKey, type VerifierKey } from '#ledger';
import { ServandaError } from '#model';
import { Mirror, readRemoteJson, RemoteLog, type LogLine, type MirrorAlarm, type MirrorLook } from '#server';
import { openFileLog, type FileLog } from '#storage';
import { evidenceFolder, mirrorsFolder, placeOf, withPlace, type DataPlace, type PlaceOptions } from '../data-place.ts';
import { exitCodes } from '../errors.ts';
import { baseOf } from '../hand-in.ts';
import { readLocalOrigin } from '../local-writer.ts';
import { warn } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';
import { recordOrigin } from '../record-origin.ts';

interface MirrorOptions extends PlaceOptions {
  origin: string[];
  key: string[];
  every?: string;
  json?: boolean;
}

const collect = (value: string, all: string[]): string[] => [...all, value];

export function defineMirror(program: Command): void {
  withPlace(program.command('mirror <url>'))
    .description('copy and check the logs of another instance; exit 1 on a fork, a shrunken log or a bad signature')
    .option('--origin <origin>', 'only this log; may be given again', collect, [] as string[])
    .option(
      '--key <vkey>',
      "verifier key that must sign (default: the keys that the log's own operator registered)",
      collect,
      [] as string[],
    )
    .option('--every <seconds>', 'go on, looking every so many seconds')
    .option('--json', 'print what each look found as JSON')
    .action(run);
}

async function run(url: string, options: MirrorOptions): Promise<void> {
  const place = placeOf(options);
  const base = baseOf(url);
  const keys = options.key.map(parseVerifierKey);
  const every = options.every === undefined ? null : Number(options.every);
  if (every !== null && !(every >= 1)) throw new ServandaError('INPUT_INVALID', '--every takes seconds, 1 or more.');
  const copies: FileLog[] = [];
  try {
    const mirrors: Mirror[] = [];
    for (const origin of await originsOf(base, options.origin, place)) {
      const copy = await openFileLog(path.join(mirrorsFolder(place), folderOf(origin)), { origin });
      copies.push(copy);
      mirrors.push(new Mirror(copy, new RemoteLog(base, origin, fetchUrl), keysFor(keys, origin)));
    }
    if (mirrors.length === 0) printText(['There is nothing to mirror that is not here already.']);
    for (;;) {
      for (const mirror of mirrors) report(await mirror.look(), base, place, options.json === true);
      // A log that lies is not followed any further: what is here is what was checked.
      if (every === null || process.exitCode === exitCodes.negative) return;
      await new Promise((resolve) => setTimeout(resolve, every * 1000));
    }
  } finally {
    for (const copy of copies) await copy.close();
  }
}

function fetchUrl(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(60_000), redirect: 'error' });
}

/** The logs to mirror: those that are named, or all but the record, which every instance has, and one's own. */
async function originsOf(base: string, named: readonly string[], place: DataPlace): Promise<string[]> {
  if (named.length > 0) return [...named];
  const answer = (await readRemoteJson(fetchUrl, `${base}/api/v1/logs`)) as { result?: { items?: LogLine[] } };
  const own = new Set([recordOrigin, await readLocalOrigin(place)]);
  return (answer.result?.items ?? []).map(({ origin }) => origin).filter((origin) => !own.has(origin));
}

/** An origin as the name of a folder; nothing in it leads elsewhere. */
function folderOf(origin: string): string {
  const name = origin.replaceAll('/', '~');
  if (/^[A-Za-z0-9][A-Za-z0-9._~-]{0,120}$/.test(name)) return name;
  throw new ServandaError(
    'INPUT_INVALID',
    `"${origin.slice(0, 120)}" cannot be mirrored: its name does not fit a folder.`,
  );
}

function keysFor(keys: readonly VerifierKey[], origin: string): VerifierKey[] {
  return keys.filter(({ name }) => name === origin);
}

function report(look: MirrorLook, base: string, place: DataPlace, json: boolean): void {
  if (look.verdict === 'alarm') {
    const file = keepEvidence(look.alarm, base, place);
    if (json) printJson({ ...look, evidence: file });
    else printText([plain(`ALARM (${look.alarm.verdict}): ${look.alarm.message}`), `evidence: ${file}`]);
    process.exitCode = exitCodes.negative;
    return;
  }
  if (json) printJson(look);
  else printText([`${look.origin}: ${look.size} entries, ${look.added} new, checked`]);
}

/** Evidence is written down before anything is said; its name begins with the time. */
function keepEvidence(alarm: MirrorAlarm, url: string, place: DataPlace): string {
  const at = new Date().toISOString();
  const folder = evidenceFolder(place);
  const file = path.join(folder, `${at.replaceAll(/[:.]/g, '-')}-${alarm.verdict}-${folderOf(alarm.origin)}.json`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify({ at, url, ...alarm }, null, 2)}\n`, { flush: true });
  } catch (error) {
    warn(`The evidence could not be written to ${file}: ${String(error)}. It is printed instead.`);
    printJson({ at, url, ...alarm });
  }
  return file;
}

/** What report, review and reply share: drafts stay on this machine; filing signs, hands in, and keeps the receipt. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ServandaError, type StatementKind } from '#model';
import { placeOf, withPlace, type PlaceOptions } from './data-place.ts';
import { openDoor } from './hand-in.ts';
import { readInput, readKeyFile } from './key-file.ts';
import { printReceipts, signFor } from './signing.ts';

export interface FileOptions extends PlaceOptions {
  key: string;
  server?: string;
  receipt?: string;
  json?: boolean;
}

/** Options of whatever files under a party's key. */
export function withFiling(command: Command): Command {
  return withPlace(command)
    .requiredOption('--key <file>', "the party's key file")
    .option('--server <url>', 'hand in to this instance (default: the data folder, or the server that runs on it)')
    .option('--receipt <file>', 'write the receipt to this new file')
    .option('--json', 'print the receipt as JSON');
}

/** Writes a draft that only this user can read; never over an existing file. */
export function writeDraft(file: string, body: object): void {
  writeNew(file, body, 'draft');
}

/** Reads a draft and checks that it is of the kind that is filed. */
export function readDraft(file: string, kind: StatementKind): object {
  let body: unknown;
  try {
    body = JSON.parse(readInput(file));
  } catch (error) {
    if (error instanceof ServandaError) throw error;
    throw new ServandaError('INPUT_INVALID', `${file} is not JSON.`, { place: { file } });
  }
  if (typeof body !== 'object' || body === null || (body as { kind?: unknown }).kind !== kind) {
    throw new ServandaError('INPUT_INVALID', `${file} holds no ${kind}.`, { place: { file } });
  }
  return withoutRemarks(body) as object;
}

/** A draft may hold remarks for whoever fills it in, under names that begin with $: they are not said. */
function withoutRemarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRemarks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith('$'))
      .map(([name, inner]) => [name, withoutRemarks(inner)]),
  );
}

/** Signs and hands in one statement; says what was recorded and keeps the receipt if asked to. */
export async function file(body: object, options: FileOptions): Promise<void> {
  const signer = readKeyFile(options.key);
  const door = await openDoor(placeOf(options), options.server);
  try {
    const { receipts, repeated } = await door.handIn([signFor(body, signer, door.origin)]);
    printReceipts(receipts, repeated, options.json === true);
    if (options.receipt !== undefined) writeNew(options.receipt, receipts[0] ?? {}, 'receipt');
  } finally {
    await door.close();
  }
}

function writeNew(name: string, value: object, what: string): void {
  try {
    writeFileSync(name, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new ServandaError('INPUT_INVALID', `The ${what} cannot be written to ${name}; is it there already?`, {
      place: { file: name },
      cause: error,
    });
  }
}

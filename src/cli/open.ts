/** Opens what the commands read: the record log that ships with the package, and what the data folder adds. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ServandaError, type Envelope } from '#model';
import { openView, overDatasets, type Query } from '#publish';
import type { View } from '#registry';
import { openInstance, type Instance } from '#server';
import { openFileLog } from '#storage';
import { LedgerError, type LogReader } from '#ledger';
import { localFolder, mirrorsFolder, placeOf, type DataPlace } from './data-place.ts';
import type { AskInput } from './dials.ts';
import { recordFolder } from './package-root.ts';

/** Opens all logs for reading; works on an empty data folder and beside a running server. */
export async function openForReading(place: DataPlace = placeOf({})): Promise<Instance> {
  return openInstance(await openReaders(place), undefined, leftOut);
}

/**
 * The record log, the local log and the mirrored ones, as far as they are there. A log that cannot be read is left out,
 * and the terminal is told; without the record there is nothing.
 */
export async function openReaders(place: DataPlace = placeOf({}), withLocal = true): Promise<LogReader[]> {
  const readers = [await openRecord()];
  const local = withLocal ? await orWarn(() => openLocalReader(place)) : null;
  if (local) readers.push(local);
  for (const folder of mirrorFolders(place)) {
    const mirror = await orWarn(() => openFileLog(folder, { readOnly: true }));
    if (mirror) readers.push(mirror);
  }
  return readers;
}

async function openRecord(): Promise<LogReader> {
  try {
    return await openFileLog(recordFolder, { readOnly: true });
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'NOT_FOUND') {
      throw new ServandaError(
        'ENVIRONMENT',
        `The record is missing: ${recordFolder} holds no log. Install the package again, or in a clone run "npm run record".`,
        { cause: error },
      );
    }
    throw error;
  }
}

/** The local log of a place for reading; null if there is none. */
async function openLocalReader(place: DataPlace): Promise<LogReader | null> {
  if (place.database !== null) {
    const [{ openPostgresLog }, { readLocalOrigin }] = await Promise.all([
      import('./postgres.ts'),
      import('./local-writer.ts'),
    ]);
    const origin = await readLocalOrigin(place);
    return origin === null ? null : openPostgresLog(place.database, { origin, readOnly: true });
  }
  const folder = localFolder(place);
  return existsSync(path.join(folder, 'checkpoint')) ? openFileLog(folder, { readOnly: true }) : null;
}

/** Folders of mirrored logs that hold a checkpoint. */
export function mirrorFolders(place: DataPlace): string[] {
  const folder = mirrorsFolder(place);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
    .filter((name) => existsSync(path.join(name, 'checkpoint')));
}

async function orWarn<Value>(open: () => Promise<Value>): Promise<Value | null> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof LedgerError || error instanceof ServandaError)) throw error;
    warn(error.message);
    return null;
  }
}

/** Says that a log is left out, and why. */
export function leftOut(error: Error): void {
  warn(`${error.message}\nservanda: this log is left out; the others are read.`);
}

/** Tells the terminal about something that is left out; the answer says by its snapshot which logs it is from. */
export function warn(message: string): void {
  process.stderr.write(`servanda: ${message}\n`);
}

/** Opens, asks one question of a view, and closes. */
export async function ask<Result>(
  { dataset, ...input }: AskInput,
  question: (view: View, query: Query) => Envelope<Result>,
): Promise<Envelope<Result>> {
  const instance = await openForReading();
  try {
    if (dataset !== undefined) {
      const { openShelf } = await import('./dataset-shelf.ts');
      // Answers of several data sets are printed as they are, as JSON; commands read the answer of one.
      const shelf = openShelf(placeOf({}));
      return overDatasets(instance.registry, input, dataset, shelf, question) as Envelope<Result>;
    }
    const { view, query } = openView(instance.registry, input);
    return question(view, query);
  } finally {
    await instance.close();
  }
}

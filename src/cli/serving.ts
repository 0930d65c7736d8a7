/** Opening an instance to serve: with the local log if it can be written, for reading if not, and saying which. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { checkSignatures, LedgerError } from '#ledger';
import { ServandaError } from '#model';
import { keepCosigned, openInstance, type Instance, type WorkerPool } from '#server';
import { serverNoteFile, type DataPlace } from './data-place.ts';
import type { ServerNote } from './hand-in.ts';
import { localWriter } from './local-writer.ts';
import { leftOut, openReaders, warn } from './open.ts';
import { knownWitnesses } from './witness-memory.ts';

/** Batches below this are checked on this thread: handing them over takes longer than checking them. */
const smallBatch = 4;

/** Opens all logs, the local one for writing. What stands in the way of writing is told, and reading goes on. */
export async function openServing(place: DataPlace, workers: WorkerPool): Promise<Instance> {
  const openLocal = localWriter(place, (batch) =>
    batch.input.length < smallBatch ? checkSignatures(batch) : checkInThreads(workers, batch),
  );
  let reason = '';
  const readers = await openReaders(place, false);
  const instance = await openInstance(readers, async (known) => {
    try {
      return await openLocal(known);
    } catch (error) {
      if (!(error instanceof LedgerError || error instanceof ServandaError)) throw error;
      // A database that is not there serves nobody; a folder that cannot be written can still be read.
      if (place.database !== null) throw error;
      reason = error.message;
      return null;
    }
  });
  if (instance.local) return instance;
  warn(`${reason}\nservanda: statements are not taken in; reading goes on.`);
  await instance.close();
  return openInstance(await openReaders(place), undefined, leftOut);
}

/** Splits a batch over the threads. */
async function checkInThreads(
  workers: WorkerPool,
  batch: { x: string[]; input: string[]; signature: string[] },
): Promise<boolean[]> {
  const size = Math.ceil(batch.input.length / workers.size);
  const parts = Array.from({ length: Math.ceil(batch.input.length / size) }, (_, at) => {
    const [from, to] = [at * size, (at + 1) * size];
    return workers.run('check-signatures', {
      x: batch.x.slice(from, to),
      input: batch.input.slice(from, to),
      signature: batch.signature.slice(from, to),
    });
  });
  return (await Promise.all(parts)).flat();
}

/** Writes down where this server answers, so that commands on the same data folder hand in there. */
export function writeServerNote(place: DataPlace, { local }: Instance, url: string): void {
  if (!local || place.database !== null) return;
  const note: ServerNote = { url, pid: process.pid, origin: local.origin };
  const file = serverNoteFile(place);
  try {
    writeFileSync(`${file}.tmp`, `${JSON.stringify(note)}\n`);
    renameSync(`${file}.tmp`, file);
  } catch (error) {
    warn(`${file} cannot be written (${String(error)}); commands beside this server need --server ${url}.`);
  }
}

export function removeServerNote(place: DataPlace, { local }: Instance): void {
  if (local && place.database === null) rmSync(serverNoteFile(place), { force: true });
}

/** Has the local log cosigned by the witnesses that the data folder names, after each growth. */
export function askWitnesses(place: DataPlace, { local }: Instance): void {
  if (!local) return;
  keepCosigned(
    local.reader,
    knownWitnesses(place),
    (url, body) => fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(30_000) }),
    (error) => {
      warn(error instanceof Error ? error.message : String(error));
    },
  );
}

/** Opens what the commands read: the record log that ships with the package, and what the data folder adds. */
import { ServandaError, type Envelope } from '#model';
import { openView, type Query, type QueryInput } from '#publish';
import type { View } from '#registry';
import { openInstance, type Instance } from '#server';
import { openFileLog } from '#storage';
import { LedgerError, type LogReader } from '#ledger';
import { recordFolder } from './package-root.ts';

/** Opens all logs for reading; works on an empty data folder and beside a running server. */
export async function openForReading(): Promise<Instance> {
  return openInstance(await openReaders());
}

/** The record log. */
export async function openReaders(): Promise<LogReader[]> {
  try {
    return [await openFileLog(recordFolder, { readOnly: true })];
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

/** Opens, asks one question of a view, and closes. */
export async function ask<Result>(
  input: QueryInput,
  question: (view: View, query: Query) => Envelope<Result>,
): Promise<Envelope<Result>> {
  const instance = await openForReading();
  try {
    const { view, query } = openView(instance.registry, input);
    return question(view, query);
  } finally {
    await instance.close();
  }
}

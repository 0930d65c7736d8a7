/** servanda log …: recompute every byte of the logs, and prove that a statement is in one. */
import type { Command } from 'commander';
import {
  formatTlogProof,
  LedgerError,
  parseVerifierKey,
  proveInclusionFromTiles,
  type LogReader,
  type VerifierKey,
} from '#ledger';
import { ServandaError } from '#model';
import type { Instance } from '#server';
import { verifyLog, type LogReport } from '#storage';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { exitCodes } from '../errors.ts';
import { openForReading } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';
import { recordKeys, recordOrigin } from '../record-origin.ts';
import { checkBody, verifyAllLogs } from '../verify-logs.ts';

export function defineLog(program: Command): void {
  const log = program.command('log').description('check the logs');
  withPlace(log.command('verify'))
    .description('recompute every hash and signature of all logs; exit 1 and name the place if one byte is wrong')
    .option('--folder <folder>', 'check the folder of one log instead')
    .option('--origin <origin>', 'with --folder: the name that the log must have')
    .option(
      '--key <vkey>',
      'with --folder: verifier key that must have signed; may be given again',
      (key: string, all: string[]) => [...all, key],
      [] as string[],
    )
    .option('--json', 'print the reports as JSON')
    .action(verify);
  withPlace(log.command('prove <entry>'))
    .description('prove that an entry, by its number or by its statement id, is in a log (C2SP tlog-proof)')
    .option('--origin <origin>', 'the log (default: the one that holds the statement; for a number the local log)')
    .option('--receipt', 'print a receipt instead, with statement and keys')
    .action(prove);
}

async function verify(
  options: PlaceOptions & { folder?: string; origin?: string; key: string[]; json?: boolean },
): Promise<void> {
  const keys = options.key.length > 0 ? options.key.map(keyOf) : recordKeys();
  const reports =
    options.folder === undefined
      ? await verifyAllLogs(placeOf(options))
      : [
          await verifyLog(options.folder, {
            origin: options.origin ?? recordOrigin,
            keys,
            allowUnsealed: keys.length === 0,
            checkBody,
          }),
        ];
  if (options.json) printJson({ logs: reports });
  else printText(reports.flatMap(describe));
  if (reports.some(({ faultCount }) => faultCount > 0)) process.exitCode = exitCodes.negative;
}

async function prove(entry: string, options: PlaceOptions & { origin?: string; receipt?: boolean }): Promise<void> {
  const instance = await openForReading(placeOf(options));
  try {
    const { log, index } = place(instance, entry, options.origin);
    if (options.receipt) {
      const statement = instance.book(log.origin)?.statements[index]?.statement ?? '';
      printJson(await instance.receipt(statement));
      return;
    }
    const { size, checkpoint } = log;
    const hashes = await proveInclusionFromTiles(log, index, size);
    process.stdout.write(formatTlogProof({ index, hashes, checkpoint }));
  } finally {
    await instance.close();
  }
}

/** Finds the log and the number of an entry. */
function place(instance: Instance, entry: string, origin: string | undefined): { log: LogReader; index: number } {
  const logs = instance.logs.filter((log) => origin === undefined || log.origin === origin);
  if (/^[0-9]+$/.test(entry)) {
    const log = origin === undefined ? (logs[1] ?? logs[0]) : logs[0];
    if (log && Number(entry) < log.size) return { log, index: Number(entry) };
    throw new ServandaError(
      'NOT_FOUND',
      `${log ? `The log ${log.origin} has ${log.size} entries` : 'There is no such log'}; there is no entry ${entry}.`,
    );
  }
  for (const log of logs) {
    const found = instance.book(log.origin)?.get(entry);
    if (found) return { log, index: found.logged.index };
  }
  throw new ServandaError('NOT_FOUND', `No log here holds the statement "${entry.slice(0, 64)}".`);
}

function keyOf(text: string): VerifierKey {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (error instanceof LedgerError)
      throw new ServandaError('INPUT_INVALID', `--key: ${error.message}`, { cause: error });
    throw error;
  }
}

function describe(report: LogReport): string[] {
  const seal = report.sealed ? `signed by ${report.signedBy.join(', ')}` : 'unsealed: no release key signed this build';
  return [
    `${report.origin ?? 'unknown log'}: ${report.size} entries, root ${report.root ?? 'unknown'}`,
    seal,
    `${report.bodiesAbsent} bodies absent`,
    ...report.faults.map(({ rule, file, entry, message }) =>
      plain(`fault (${rule}): ${file}${entry === undefined ? '' : `, entry ${entry}`}: ${message}`),
    ),
    report.faultCount === 0 ? 'Every byte agrees with the checkpoint.' : `${report.faultCount} faults.`,
  ];
}

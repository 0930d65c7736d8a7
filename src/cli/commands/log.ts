/** servanda log verify: recomputes every byte of the logs from bodies and leaves. */
import { hash } from 'node:crypto';
import type { Command } from 'commander';
import { parseVerifierKey, LedgerError, type VerifierKey } from '#ledger';
import { ServandaError, parseLogEntry } from '#model';
import { verifyLog, type BodyCheck, type LogReport } from '#storage';
import { exitCodes } from '../errors.ts';
import { plain, printJson, printText } from '../output.ts';
import { recordFolder } from '../package-root.ts';
import { recordKeys, recordOrigin } from '../record-origin.ts';

/** Ties a body to its leaf: its SHA-256 is the statement id that the leaf commits to. */
export const checkBody: BodyCheck = (index, entry, body) => {
  try {
    const { statement } = parseLogEntry(entry, index);
    if (body === null || hash('sha256', body, 'hex') === statement) return null;
    return `The body does not hash to the statement id ${statement} of its leaf.`;
  } catch (error) {
    return error instanceof Error ? error.message : 'not a leaf';
  }
};

export function defineLog(program: Command): void {
  const log = program.command('log').description('check the logs');
  log
    .command('verify')
    .description('recompute every hash of the logs; exit 1 and name the place if one byte is wrong')
    .option('--folder <folder>', 'the folder of one log (default: the record that ships with the package)')
    .option('--origin <origin>', 'the name that the log must have')
    .option(
      '--key <vkey>',
      'verifier key that must have signed; may be given again',
      (key: string, all: string[]) => [...all, key],
      [] as string[],
    )
    .option('--json', 'print the report as JSON')
    .action(async (options: { folder?: string; origin?: string; key: string[]; json?: boolean }) => {
      const keys = options.key.length > 0 ? options.key.map(keyOf) : recordKeys();
      const report = await verifyLog(options.folder ?? recordFolder, {
        origin: options.origin ?? recordOrigin,
        keys,
        allowUnsealed: keys.length === 0,
        checkBody,
      });
      if (options.json) printJson(report);
      else printText(describe(report));
      if (report.faultCount > 0) process.exitCode = exitCodes.negative;
    });
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

/** servanda record check: every file of data/ by the rules of the codebook, and the log as a continuation of the last commit. */
import { checkRecordFiles, type CheckedRecord } from '#intake';
import { ServandaError } from '#model';
import { readDataFiles } from '../data-files.ts';
import { exitCodes } from '../errors.ts';
import { printText } from '../output.ts';
import { sourceFolder } from './places.ts';
import { withNormFaults } from './norm-faults.ts';
import { compareWithCommit } from './prefix.ts';

/** Faults printed at once; the rest is counted. */
const shown = 100;

/** Checks a folder (default: data/ of the clone). Exit 1 if a fault stands; every fault goes to stderr in a line. */
export async function checkRecord(folder: string | undefined): Promise<void> {
  const checked = withNormFaults(checkRecordFiles(readDataFiles(folder ?? sourceFolder)));
  printFaults(checked);
  const { faults, excepted, record } = checked;
  const prefix = folder === undefined ? await compareWithCommit() : { agrees: true, said: [] };
  const counted = `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`;
  printText([
    `${folder ?? 'data/'}: ${record.statements.length} statements, ${counted}${excepted.length === 0 ? '' : `, ${excepted.length} excepted with a reason in data/exceptions.yaml`}`,
    ...prefix.said,
  ]);
  if (faults.length > 0 || !prefix.agrees) process.exitCode = exitCodes.negative;
}

/** The checked record, or RECORD_RULE after printing every fault: what may be written to the log. */
export function checkedOrRefused(): CheckedRecord {
  const checked = withNormFaults(checkRecordFiles(readDataFiles(sourceFolder)));
  if (checked.faults.length === 0) return checked;
  printFaults(checked);
  throw new ServandaError('RECORD_RULE', `${checked.faults.length} faults in data/; nothing was written.`);
}

function printFaults({ faults }: CheckedRecord): void {
  for (const { message } of faults.slice(0, shown)) process.stderr.write(`${message}\n`);
  if (faults.length > shown) process.stderr.write(`… and ${faults.length - shown} more\n`);
}

/** servanda record build: appends to record/ what changed in data/. */
import { planRecord, recordEntries, separateDepartures } from '#intake';
import { parseSigningKey, type SigningKey } from '#ledger';
import { parseDay } from '#model';
import { foldLogs, readStatements } from '#registry';
import { openFileLog } from '#storage';
import { readDataFiles } from '../data-files.ts';
import { exitCodes } from '../errors.ts';
import { printText } from '../output.ts';
import { recordFolder } from '../package-root.ts';
import { recordOrigin } from '../record-origin.ts';
import { checkedOrRefused } from './check.ts';
import { sourceFolder } from './places.ts';

/** Throws RECORD_RULE, and writes nothing, while any rule of the checker is broken. */
export async function buildRecord(options: { date?: string; check?: boolean }): Promise<void> {
  const { record } = checkedOrRefused();
  const { departures } = separateDepartures(readDataFiles(sourceFolder));
  const date = options.date ?? new Date().toISOString().slice(0, 10);
  parseDay(date);
  const signer = releaseKey();
  const log = await openFileLog(recordFolder, { origin: recordOrigin, ...(signer ? { signer } : {}) });
  try {
    const [entries, bodies] = [await log.readEntries(0, log.size), await log.readBodies(0, log.size)];
    const state = { origin: log.origin, size: log.size, root: log.root.toString('base64') };
    const registry = foldLogs([{ state, statements: readStatements(log.origin, entries, bodies) }]);
    const plan = planRecord(
      registry,
      record.statements.map(({ body }) => body),
      departures,
    );
    const summary = `${plan.added} added, ${plan.changed} changed, ${plan.withdrawn} withdrawn, ${plan.unchanged} unchanged`;
    if (options.check) {
      if (plan.statements.length > 0) {
        printText([`record/ does not agree with data/: ${summary}. Run "npm run record".`]);
        process.exitCode = exitCodes.negative;
      } else printText([`record/ agrees with data/: ${plan.unchanged} statements.`]);
      return;
    }
    if (plan.statements.length > 0) await log.append(recordEntries(plan.statements, date), { expectedSize: log.size });
    printText([`${recordOrigin}: ${summary}; ${log.size} entries, root ${log.root.toString('base64')}`]);
  } finally {
    await log.close();
  }
}

/** The release key, where the environment hands one in; without it the build is unsealed and says so. */
function releaseKey(): SigningKey | null {
  const key = process.env['SERVANDA_RELEASE_KEY'];
  return key === undefined || key === '' ? null : parseSigningKey(key);
}

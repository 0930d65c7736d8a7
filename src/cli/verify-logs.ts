/** Checking every log that is present: the bytes of each, and of logs with signatures who said what with which right. */
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { auditStatements } from '#intake';
import {
  checkSignatures,
  makeVerifierKey,
  parseBase64Url,
  parseSigningKey,
  type LogReader,
  type VerifierKey,
} from '#ledger';
import { parseLogEntry } from '#model';
import { LogBook, readStatements } from '#registry';
import { openFileLog, verifyLog, verifyOpenLog, type BodyCheck, type LogFault, type LogReport } from '#storage';
import { localFolder, type DataPlace } from './data-place.ts';
import { openSecrets, readLocalOrigin } from './local-writer.ts';
import { mirrorFolders } from './open.ts';
import { recordFolder } from './package-root.ts';
import { recordKeys, recordOrigin } from './record-origin.ts';
import { knownWitnesses } from './witness-memory.ts';

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

/** Checks the record, the local log and the mirrors of a place. */
export async function verifyAllLogs(place: DataPlace): Promise<LogReport[]> {
  const keys = recordKeys();
  const reports = [
    await verifyLog(recordFolder, { origin: recordOrigin, keys, allowUnsealed: keys.length === 0, checkBody }),
  ];
  const witnesses = await witnessKeys(place);
  if (place.database !== null) {
    const origin = await readLocalOrigin(place);
    if (origin !== null) reports.push(await verifyInDatabase(place.database, origin, witnesses));
  }
  const local =
    place.database === null && existsSync(path.join(localFolder(place), 'checkpoint')) ? [localFolder(place)] : [];
  for (const folder of [...local, ...mirrorFolders(place)]) reports.push(await verifyFolder(folder, witnesses));
  return reports;
}

async function verifyFolder(folder: string, witnesses: readonly VerifierKey[]): Promise<LogReport> {
  let log: LogReader | null = null;
  let opening: string | null = null;
  try {
    log = await openFileLog(folder, { readOnly: true });
  } catch (error) {
    opening = error instanceof Error ? error.message : String(error);
  }
  const { faults, keys } = log ? await auditLog(log) : { faults: [], keys: [] };
  const report = await verifyLog(folder, { origin: log?.origin ?? '', keys: [...keys, ...witnesses], checkBody });
  await log?.close();
  if (opening !== null && report.faultCount === 0) faults.push({ rule: 'checkpoint', file: folder, message: opening });
  return withFaults(report, faults);
}

async function verifyInDatabase(url: string, origin: string, witnesses: readonly VerifierKey[]): Promise<LogReport> {
  const { openPostgresLog } = await import('./postgres.ts');
  const log = await openPostgresLog(url, { origin, readOnly: true });
  try {
    const { faults, keys } = await auditLog(log);
    return withFaults(await verifyOpenLog(log, { keys: [...keys, ...witnesses], checkBody }), faults);
  } finally {
    await log.close();
  }
}

function withFaults(report: LogReport, faults: readonly LogFault[]): LogReport {
  return { ...report, faults: [...report.faults, ...faults], faultCount: report.faultCount + faults.length };
}

/** Judges each statement as the intake would have; gives the keys that may sign the checkpoint. */
async function auditLog(log: LogReader): Promise<{ faults: LogFault[]; keys: VerifierKey[] }> {
  const book = new LogBook(log.origin);
  try {
    const { size } = log;
    const statements = readStatements(log.origin, await log.readEntries(0, size), await log.readBodies(0, size));
    const found = await auditStatements(book, statements, checkSignatures);
    const faults = found.map(({ index, rule, message }) => ({
      rule: 'statement' as const,
      file: `statement (${rule})`,
      entry: index,
      message,
    }));
    const keys = book.ring
      .checkpointKeys()
      .map(({ x }) => makeVerifierKey(log.origin, parseBase64Url(x) ?? Buffer.alloc(32)));
    return { faults, keys };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { faults: [{ rule: 'entry', file: 'entries', message }], keys: [] };
  }
}

/** Witnesses that are known here, this place's own among them: checkpoints may bear their cosignatures. */
async function witnessKeys(place: DataPlace): Promise<VerifierKey[]> {
  const secrets = await openSecrets({ ...place, database: null });
  const text = await secrets.read('witness.key');
  const own = text === null ? [] : [parseSigningKey(text).key];
  return [...own, ...knownWitnesses(place).map(({ key }) => key)];
}

/** servanda record …: the maintainer's commands over data/, record/ and schemas/ of a clone. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { compileRecordLeniently, planRecord, recordEntries, separateDepartures, type PlacedStatement } from '#intake';
import { parseSigningKey, type SigningKey } from '#ledger';
import { ServandaError, parseDay, statementKinds, statementSchema, type StatementKind } from '#model';
import { foldLogs, readStatements } from '#registry';
import { openFileLog } from '#storage';
import { readDataFiles } from '../data-files.ts';
import { exitCodes } from '../errors.ts';
import { printText } from '../output.ts';
import { packageRoot, recordFolder } from '../package-root.ts';
import { recordOrigin } from '../record-origin.ts';

const sourceFolder = path.join(packageRoot, 'data');
const schemaFolder = path.join(packageRoot, 'schemas');

export function defineRecord(program: Command): void {
  const record = program.command('record', { hidden: true }).description('maintain the shipped record (in a clone)');
  record
    .command('build')
    .description('append to record/ what changed in data/')
    .option('--date <day>', 'day of recording (default: today)')
    .option('--check', 'append nothing; exit 1 if something would be appended')
    .action(buildRecord);
  record.command('check').description('check every file of data/ by the rules of the codebook').action(checkRecord);
  record.command('schemas').description('write schemas/ from the table of statement kinds').action(writeSchemas);
}

async function buildRecord(options: { date?: string; check?: boolean }): Promise<void> {
  const { statements, departures } = compileOrRefuse();
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
      statements.map(({ body }) => body),
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

function compileOrRefuse(): {
  statements: PlacedStatement[];
  departures: ReturnType<typeof separateDepartures>['departures'];
} {
  const { records, departures } = separateDepartures(readDataFiles(sourceFolder));
  const { statements, faults } = compileRecordLeniently(records);
  if (faults.length > 0) {
    for (const fault of faults.slice(0, 50)) process.stderr.write(`${fault.message}\n`);
    throw new ServandaError('RECORD_RULE', `${faults.length} faults in data/; nothing was written.`);
  }
  return { statements, departures };
}

function checkRecord(): void {
  const { statements } = compileOrRefuse();
  printText([`data/: ${statements.length} statements, 0 faults`]);
}

/** The release key, where the environment hands one in; without it the build is unsealed and says so. */
function releaseKey(): SigningKey | null {
  const key = process.env['SERVANDA_RELEASE_KEY'];
  return key === undefined || key === '' ? null : parseSigningKey(key);
}

function writeSchemas(): void {
  mkdirSync(schemaFolder, { recursive: true });
  const kinds = Object.keys(statementKinds) as StatementKind[];
  for (const file of readdirSync(schemaFolder)) {
    if (!kinds.some((kind) => file === `${kind}.schema.json`)) rmSync(path.join(schemaFolder, file));
  }
  for (const kind of kinds) {
    writeFileSync(
      path.join(schemaFolder, `${kind}.schema.json`),
      `${JSON.stringify(statementSchema(kind), null, 2)}\n`,
    );
  }
  printText([`schemas/: ${kinds.length} kinds`]);
}

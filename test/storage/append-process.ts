/** A process to be killed: appends numbered entries and writes down each acknowledgement only after it has it. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { hashLeaf, LedgerError, type Log } from '#ledger';
import { openFileLog, openPostgresLog } from '#storage';
import { origin, signer } from './samples-data.ts';

const [place = '', kind = 'files'] = process.argv.slice(2);

async function open(): Promise<Log> {
  return kind === 'files'
    ? openFileLog(place, { origin, signer, writeTilesAfterMs: 5 })
    : openPostgresLog(place, { origin, signer });
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const log = await open();
say('ready');
for (let turn = 0; ; turn += 1) {
  const batch = Array.from({ length: 1 + (turn % 7) * (turn % 11) }, () => {
    const entry = randomBytes(40);
    return { entry, body: entry.toString('hex') };
  });
  try {
    const indexes = await log.append(batch);
    const hashes = batch.map(({ entry }, at) => `${indexes[at] ?? -1} ${hashLeaf(entry).toString('hex')}`);
    say(`appended ${hashes.join(',')}`);
    say(`checkpoint ${log.size} ${log.root.toString('hex')}`);
  } catch (error) {
    // A database that goes away is met by trying again; what was not acknowledged is not counted.
    if (!(error instanceof LedgerError)) throw error;
    say(`refused ${error.code}`);
  }
}

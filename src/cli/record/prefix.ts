/** Compares the record log of the working folder with the one of the last commit. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { comparePrefix, type RecordLogState } from '#intake';
import { LedgerError } from '#ledger';
import { View, foldLogs, readStatements } from '#registry';
import { openFileLog } from '#storage';
import { packageRoot, readPackage, recordFolder } from '../package-root.ts';

export interface PrefixAnswer {
  agrees: boolean;
  said: string[];
}

/** Says whether the committed log is a prefix of the present one; without git or a commit there is nothing to compare. */
export async function compareWithCommit(commit = 'HEAD'): Promise<PrefixAnswer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'servanda-record-'));
  try {
    const before = extract(commit, folder) ? await readLogState(path.join(folder, 'record')) : null;
    if (before === null) return { agrees: true, said: ['record/: nothing is committed to compare with'] };
    const after = await readLogState(recordFolder);
    if (after === null) return { agrees: false, said: ['record/: the log is gone. Run "npm run record".'] };
    const verdict = comparePrefix(before, after, readPackage().version);
    if (!verdict.agrees) return { agrees: false, said: [`record/: ${verdict.why}`] };
    return {
      agrees: true,
      said: [
        verdict.how === 'prefix'
          ? `record/: the committed log is a prefix of this one; ${verdict.appended} entries appended`
          : `record/: started anew, as declared: epoch ${verdict.from} to ${verdict.to}`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes record/ of a commit into a folder; false where there is no git, no commit, or no log in it. */
function extract(commit: string, folder: string): boolean {
  try {
    const archive = execFileSync('git', ['archive', '--format=tar', commit, 'record'], {
      cwd: packageRoot,
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    execFileSync('tar', ['-x', '-C', folder], { input: archive, stdio: ['pipe', 'ignore', 'ignore'] });
    return true;
  } catch {
    return false;
  }
}

async function readLogState(folder: string): Promise<RecordLogState | null> {
  try {
    const log = await openFileLog(folder, { readOnly: true });
    try {
      const [entries, bodies] = [await log.readEntries(0, log.size), await log.readBodies(0, log.size)];
      const state = { origin: log.origin, size: log.size, root: log.root.toString('base64') };
      const view = new View(foldLogs([{ state, statements: readStatements(log.origin, entries, bodies) }]));
      return { entries, epoch: view.all('record-description')[0]?.epoch ?? 1 };
    } finally {
      await log.close();
    }
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

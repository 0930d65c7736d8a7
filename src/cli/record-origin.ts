/** The name of the record log, and the keys that may sign it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseVerifierKey, type VerifierKey } from '#ledger';
import { packageRoot } from './package-root.ts';

export const recordOrigin = 'servanda/record';

/** Verifier keys of releases, one a line in record-keys.txt beside the record; none while builds are unsealed. */
export function recordKeys(): VerifierKey[] {
  const file = path.join(packageRoot, 'record-keys.txt');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseVerifierKey);
}

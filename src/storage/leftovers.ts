/** Tidying up after a crash or a failed write. */
import path from 'node:path';
import { parseTilePath } from '#ledger';
import { listFiles } from './file-layout.ts';
import type { LogFiles } from './log-files.ts';

/** Removes what a crash left: files of a later or earlier size, and half-written ones. Foreign files stay. */
export async function removeLeftovers({ fs, folder }: LogFiles, size: number): Promise<void> {
  const expected = new Set(listFiles(size));
  const changed = new Set<string>();
  const visit = (inner: string): void => {
    for (const { name, kind } of fs.listFolder(path.join(folder, inner)) ?? []) {
      const item = inner === '' ? name : `${inner}/${name}`;
      if (kind === 'folder') {
        visit(item);
        if (inner !== '' && fs.removeFolder(path.join(folder, item))) changed.add(path.join(folder, inner));
      } else if (!expected.has(item) && isOurs(item)) {
        fs.removeFile(path.join(folder, item));
        changed.add(path.join(folder, inner));
      }
    }
  };
  visit('');
  const existing = [...changed].filter((name) => fs.listFolder(name) !== null);
  await fs.syncFolders(existing);
}

function isOurs(name: string): boolean {
  if (/^(?:checkpoint|lock|bodies\/(?:x[0-9]{3}\/)*[0-9]{3}\.jsonl)\.tmp$/.test(name)) return true;
  if (/^bodies\/(?:x[0-9]{3}\/)*[0-9]{3}\.jsonl$/.test(name)) return true;
  try {
    parseTilePath(name);
    return true;
  } catch {
    return false;
  }
}

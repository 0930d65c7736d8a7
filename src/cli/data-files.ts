/** Reads the files of data/ from disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DataFile } from '#intake';
import { ServandaError } from '#model';

/** Every YAML file below the folder, paths relative with forward slashes, in order. Other files are refused. */
export function readDataFiles(folder: string): DataFile[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ServandaError(
      'ENVIRONMENT',
      `There is no folder ${folder}; this command runs in a clone of the repository.`,
    );
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !name.startsWith('drafts/') && !name.endsWith('.md'))
    .sort()
    .map((name) => ({ path: name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

/** The files of the repository, as git tracks them; without git, as they lie in the folder. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..', '..');
const notOurs = new Set(['node_modules', 'dist', '.git', '.svelte-kit', '.servanda']);

function listTracked(): string[] {
  try {
    const output = execFileSync('git', ['ls-files', '-z'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const files = output.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
    if (files.length > 0) return files;
  } catch {
    // An archive without git: the folder is what there is.
  }
  return listFolder('');
}

function listFolder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((item) => {
    const place = path.posix.join(folder, item.name);
    if (notOurs.has(item.name)) return [];
    return item.isDirectory() ? listFolder(place) : [place];
  });
}

export const trackedFiles: readonly string[] = listTracked();

export function readTracked(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

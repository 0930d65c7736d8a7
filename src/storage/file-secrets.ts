/** Where an instance keeps the keys that it makes for itself, here in files of the data folder. */
import fs from 'node:fs';
import path from 'node:path';
import { LedgerError } from '#ledger';
import { storageFailed } from './file-log.ts';
import { errorCode } from './file-system.ts';

/** Secrets by name. INVARIANT: a secret is made once; whoever asks later, or at the same time, gets the same. */
export interface SecretStore {
  /** The secret of that name; null if there is none. */
  read(name: string): Promise<string | null>;
  /** The secret of that name, made and kept if there is none; durable when this returns. */
  keep(name: string, make: () => string): Promise<string>;
  close(): Promise<void>;
}

/** Secrets as files of a folder that this user alone can read. */
export function fileSecrets(folder: string): SecretStore {
  const fileOf = (name: string): string => path.join(folder, name);
  const readFile = (name: string): string | null => {
    try {
      return fs.readFileSync(fileOf(name), 'utf8');
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return null;
      throw new LedgerError(
        'STORAGE_FAILED',
        'storage-failed',
        `The key ${fileOf(name)} cannot be read: ${String(error)}`,
        {
          cause: error,
          place: { file: fileOf(name) },
        },
      );
    }
  };
  return {
    read: (name) => Promise.resolve(readFile(name)),
    keep: (name, make) => {
      const known = readFile(name);
      if (known !== null) return Promise.resolve(known);
      try {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
        return Promise.resolve(writeOnce(folder, fileOf(name), make()) ?? readFile(name) ?? '');
      } catch (error) {
        throw storageFailed(folder, error);
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Writes and syncs a file whole under its name, unless somebody was quicker: then null. */
function writeOnce(folder: string, file: string, content: string): string | null {
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, content, { mode: 0o600, flush: true });
  try {
    fs.linkSync(temporary, file);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return null;
    throw error;
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  if (process.platform !== 'win32') {
    const names = fs.openSync(folder, 'r');
    fs.fsyncSync(names);
    fs.closeSync(names);
  }
  return content;
}

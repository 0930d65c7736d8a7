/** The few things a log asks of a disk, so that tests can put a failing disk or a power cut in its place. */
import fs from 'node:fs';
import path from 'node:path';
import { acquireWriterLock, type WriterLock } from './writer-lock.ts';

/** An open file that grows; only what `sync` returned for survives a power cut. */
export interface OpenFile {
  write(bytes: Uint8Array, position: number): void;
  sync(): void;
  truncate(length: number): void;
  close(): void;
}

/** What lies in a folder. */
export interface FolderItem {
  name: string;
  kind: 'file' | 'folder' | 'other';
}

/**
 * Disk as the log needs it. Names become durable by `syncFolders`, contents by `writeFiles` or `OpenFile.sync`;
 * `rename` is atomic. Calls throw the errors of node:fs.
 */
export interface FileSystem {
  /** Null if there is no such file. */
  readFile(file: string): Buffer | null;
  /** Null if there is no such folder. */
  listFolder(folder: string): FolderItem[] | null;
  /** Makes a folder and its parents; gives the folders whose names changed, to be synced. */
  makeFolder(folder: string): string[];
  /** Writes whole files and syncs their contents, many at once; not their names. */
  writeFiles(files: readonly (readonly [file: string, bytes: Uint8Array | string])[]): Promise<void>;
  rename(from: string, to: string): void;
  removeFile(file: string): void;
  /** Removes a folder if it is empty; says whether it did. */
  removeFolder(folder: string): boolean;
  openFile(file: string): OpenFile;
  syncFolders(folders: readonly string[]): Promise<void>;
  lockWriter(folder: string): Promise<WriterLock>;
  /** Calls back when one of the files may have changed, until undone. */
  watch(files: readonly string[], onChange: () => void): () => void;
}

/** The disk of this machine. */
export const diskFileSystem: FileSystem = {
  readFile: (file) => ifPresent(() => fs.readFileSync(file)),
  listFolder: (folder) =>
    ifPresent(() =>
      fs.readdirSync(folder, { withFileTypes: true }).map((item) => ({
        name: item.name,
        kind: item.isFile() ? 'file' : item.isDirectory() ? 'folder' : 'other',
      })),
    ),
  makeFolder: (folder) => {
    const first = fs.mkdirSync(folder, { recursive: true });
    if (first === undefined) return [];
    const changed: string[] = [];
    for (let name = folder; name.length >= first.length; name = path.dirname(name)) changed.push(path.dirname(name));
    return changed;
  },
  // Side by side and off this thread: appends go on meanwhile, and the file system can write them down together.
  writeFiles: async (files) => {
    const all = await Promise.allSettled(
      files.map(([file, bytes]) => fs.promises.writeFile(file, bytes, { flush: true })),
    );
    // Only when none is under way any more may the caller try again.
    for (const result of all) if (result.status === 'rejected') throw result.reason;
  },
  rename: (from, to) => {
    fs.renameSync(from, to);
  },
  removeFile: (file) => {
    fs.rmSync(file, { force: true });
  },
  removeFolder: (folder) => {
    try {
      fs.rmdirSync(folder);
      return true;
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error))) return false;
      throw error;
    }
  },
  openFile: (file) => {
    const descriptor = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o666);
    return {
      write: (bytes, position) => {
        for (let done = 0; done < bytes.length;) {
          done += fs.writeSync(descriptor, bytes, done, bytes.length - done, position + done);
        }
      },
      // Length and contents, not times: one write to the disk less than fsync.
      sync: () => {
        fs.fdatasyncSync(descriptor);
      },
      truncate: (length) => {
        fs.ftruncateSync(descriptor, length);
      },
      close: () => {
        fs.closeSync(descriptor);
      },
    };
  },
  syncFolders: async (folders) => {
    // Windows has no handle on a folder's names; NTFS keeps them in its own journal.
    if (process.platform === 'win32') return;
    await Promise.all([...new Set(folders)].map(syncFolder));
  },
  lockWriter: acquireWriterLock,
  watch: (files, onChange) => {
    for (const file of files) fs.watchFile(file, { interval: 200, persistent: false }, onChange);
    return () => {
      for (const file of files) fs.unwatchFile(file, onChange);
    };
  },
};

async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.promises.open(folder, fs.constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ifPresent<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return null;
    throw error;
  }
}

/** The system's word for what went wrong, such as ENOSPC. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

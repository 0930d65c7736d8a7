/** A disk in memory that can lose power, run full or turn read-only at any single operation. */
import path from 'node:path';
import type { FileSystem } from '#storage';

interface Inode {
  live: Buffer;
  durable: Buffer;
  /** Changes that nobody synced yet, in their order. */
  pending: Change[];
}

type Change = { position: number; bytes: Buffer } | { length: number };

interface NameChange {
  folder: string;
  name: string;
  inode: Inode | null;
}

/** The power went: every call fails from here on. */
export class PowerCut extends Error {}

/** How much of what was never synced survives: nothing, everything, or a seeded part (torn writes included). */
export type Survival = 'all' | 'none' | (() => number);

/**
 * Contents survive a power cut by syncFiles or OpenFile.sync, names by syncFolders on their folder. Folders
 * themselves are names in their parent. Every call that changes or syncs something is a boundary, and counted.
 */
export class SimulatedDisk implements FileSystem {
  /** Boundaries so far. */
  operations = 0;
  /** The power goes just before this boundary. */
  cutAt = Infinity;
  /** From this boundary on writing fails with `failCode`, until it is set to Infinity. */
  failFrom = Infinity;
  failCode = 'ENOSPC';
  /** Which operations fail; undefined: all that change something. */
  failOnly: ReadonlySet<string> | undefined;
  readonly trace: string[] = [];
  #files = new Map<string, Inode>();
  #durableFiles = new Map<string, Inode>();
  #folders = new Set<string>(['/']);
  #durableFolders = new Set<string>(['/']);
  #changes: NameChange[] = [];
  #cut = false;

  /** A disk that holds these files, all durable. */
  static from(contents: ReadonlyMap<string, Buffer>): SimulatedDisk {
    const disk = new SimulatedDisk();
    const folders = new Set<string>();
    for (const [name, bytes] of contents) {
      disk.#put(name, bytes);
      for (let folder = path.dirname(name); !folders.has(folder); folder = path.dirname(folder)) folders.add(folder);
    }
    disk.#setFolders(folders);
    return disk;
  }

  /** Puts other files in the place of all, as somebody with access to the disk might. */
  replaceAll(contents: ReadonlyMap<string, Buffer>): void {
    const other = SimulatedDisk.from(contents);
    this.#files = other.#files;
    this.#durableFiles = other.#durableFiles;
    this.#folders = other.#folders;
    this.#durableFolders = other.#durableFolders;
  }

  #boundary(operation: string, name: string): void {
    if (this.#cut) throw new PowerCut('The power is gone.');
    this.operations += 1;
    this.trace.push(`${operation} ${name}`);
    if (this.operations >= this.cutAt) {
      this.#cut = true;
      throw new PowerCut(`The power went before operation ${this.operations}.`);
    }
    if (this.operations >= this.failFrom && (this.failOnly?.has(operation) ?? true)) {
      throw Object.assign(new Error(`${this.failCode}: ${operation} '${name}'`), { code: this.failCode });
    }
  }

  /** What the next start finds. */
  afterPowerCut(survival: Survival): SimulatedDisk {
    const next = new SimulatedDisk();
    if (survival === 'all') {
      for (const [name, inode] of this.#files) next.#put(name, inode.live);
      next.#setFolders(this.#folders);
      return next;
    }
    // Names reach the disk in their order, up to some point.
    const names = new Map(this.#durableFiles);
    const kept = survival === 'none' ? 0 : Math.floor(survival() * (this.#changes.length + 1));
    for (const { name, inode } of this.#changes.slice(0, kept)) {
      if (inode) names.set(name, inode);
      else names.delete(name);
    }
    const named = kept > 0 ? this.#folders : this.#durableFolders;
    const reachable = (folder: string): boolean =>
      named.has(folder) && (folder === '/' || reachable(path.dirname(folder)));
    const folders = new Set([...named].filter(reachable));
    next.#setFolders(folders);
    for (const [name, inode] of names) {
      if (folders.has(path.dirname(name))) next.#put(name, survivor(inode, survival));
    }
    return next;
  }

  #put(name: string, bytes: Buffer): void {
    const inode = { live: Buffer.from(bytes), durable: Buffer.from(bytes), pending: [] };
    this.#files.set(name, inode);
    this.#durableFiles.set(name, inode);
  }

  #setFolders(folders: ReadonlySet<string>): void {
    this.#folders = new Set(folders);
    this.#durableFolders = new Set(folders);
  }

  /** All files as they are now. */
  contents(): Map<string, Buffer> {
    return new Map([...this.#files].map(([name, { live }]) => [name, live]));
  }

  #name(name: string, inode: Inode | null): void {
    if (inode) this.#files.set(name, inode);
    else this.#files.delete(name);
    this.#changes.push({ folder: path.dirname(name), name, inode });
  }

  #inode(name: string): Inode {
    const found = this.#files.get(name);
    if (found) return found;
    if (!this.#folders.has(path.dirname(name))) throw missing(name);
    const made: Inode = { live: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [] };
    this.#name(name, made);
    return made;
  }

  readFile(file: string): Buffer | null {
    if (this.#cut) throw new PowerCut('The power is gone.');
    const found = this.#files.get(file);
    return found ? Buffer.from(found.live) : null;
  }

  listFolder(folder: string): { name: string; kind: 'file' | 'folder' }[] | null {
    if (!this.#folders.has(folder)) return null;
    const within = (name: string): boolean => path.dirname(name) === folder && name !== folder;
    return [
      ...[...this.#files.keys()].filter(within).map((name) => ({ name: path.basename(name), kind: 'file' as const })),
      ...[...this.#folders].filter(within).map((name) => ({ name: path.basename(name), kind: 'folder' as const })),
    ];
  }

  makeFolder(folder: string): string[] {
    const changed: string[] = [];
    for (let name = folder; !this.#folders.has(name); name = path.dirname(name)) changed.push(name);
    if (changed.length > 0) this.#boundary('makeFolder', folder);
    for (const name of changed) this.#folders.add(name);
    return changed.map((name) => path.dirname(name));
  }

  writeFiles(files: readonly (readonly [file: string, bytes: Uint8Array | string])[]): Promise<void> {
    return settle(() => {
      for (const [file, bytes] of files) {
        this.#boundary('writeFile', file);
        const inode = this.#inode(file);
        change(inode, { length: 0 });
        change(inode, { position: 0, bytes: Buffer.from(bytes as Uint8Array) });
      }
      for (const [file] of files) {
        this.#boundary('syncFile', file);
        const inode = this.#inode(file);
        settleInode(inode);
      }
    });
  }

  rename(from: string, to: string): void {
    this.#boundary('rename', to);
    const inode = this.#files.get(from);
    if (!inode) throw missing(from);
    this.#files.delete(from);
    this.#files.set(to, inode);
    // One change: a journalling file system keeps a rename whole.
    this.#changes.push(
      { folder: path.dirname(to), name: to, inode },
      { folder: path.dirname(from), name: from, inode: null },
    );
  }

  removeFile(file: string): void {
    this.#boundary('removeFile', file);
    if (this.#files.has(file)) this.#name(file, null);
  }

  removeFolder(folder: string): boolean {
    if (!this.#folders.has(folder) || (this.listFolder(folder) ?? []).length > 0) return false;
    this.#boundary('removeFolder', folder);
    this.#folders.delete(folder);
    return true;
  }

  openFile(file: string): ReturnType<FileSystem['openFile']> {
    this.#boundary('openFile', file);
    const inode = this.#inode(file);
    return {
      write: (bytes, position) => {
        this.#boundary('write', file);
        change(inode, { position, bytes: Buffer.from(bytes) });
      },
      sync: () => {
        this.#boundary('sync', file);
        settleInode(inode);
      },
      truncate: (length) => {
        this.#boundary('truncate', file);
        change(inode, { length });
      },
      close: () => undefined,
    };
  }

  syncFolders(folders: readonly string[]): Promise<void> {
    return settle(() => {
      for (const folder of new Set(folders)) {
        this.#boundary('syncFolder', folder);
        if (!this.#folders.has(folder)) throw missing(folder);
        this.#syncNames(folder);
      }
    });
  }

  #syncNames(folder: string): void {
    for (const { folder: changed, name, inode } of this.#changes) {
      if (changed !== folder) continue;
      if (inode) this.#durableFiles.set(name, inode);
      else this.#durableFiles.delete(name);
    }
    this.#changes = this.#changes.filter((change) => change.folder !== folder);
    const within = (name: string): boolean => path.dirname(name) === folder;
    for (const name of [...this.#durableFolders].filter(within))
      if (!this.#folders.has(name)) this.#durableFolders.delete(name);
    for (const name of [...this.#folders].filter(within)) this.#durableFolders.add(name);
  }

  lockWriter(): ReturnType<FileSystem['lockWriter']> {
    // After a crash the lock is always found stale; the real lock has tests of its own.
    return Promise.resolve({ wasStale: this.#files.size > 0, release: () => Promise.resolve() });
  }

  watch(): () => void {
    return () => undefined;
  }
}

function apply(bytes: Buffer, what: Change): Buffer {
  if ('length' in what)
    return Buffer.concat([bytes.subarray(0, what.length), Buffer.alloc(Math.max(0, what.length - bytes.length))]);
  const changed = Buffer.alloc(Math.max(bytes.length, what.position + what.bytes.length));
  bytes.copy(changed);
  what.bytes.copy(changed, what.position);
  return changed;
}

function change(inode: Inode, what: Change): void {
  inode.live = apply(inode.live, what);
  inode.pending.push(what);
}

function settleInode(inode: Inode): void {
  inode.durable = inode.live;
  inode.pending = [];
}

/**
 * What a power cut leaves of a file: lengths change in their order, up to some point; writes reach the disk in any
 * order, and the one that was under way is torn.
 */
function survivor(inode: Inode, survival: 'none' | (() => number)): Buffer {
  if (survival === 'none') return inode.durable;
  let bytes = inode.durable;
  let lengthsLost = false;
  for (const what of inode.pending) {
    const chance = survival();
    if ('length' in what) {
      lengthsLost ||= chance < 0.5;
      if (!lengthsLost) bytes = apply(bytes, what);
    } else if (chance < 0.4) {
      bytes = apply(bytes, what);
    } else if (chance < 0.7) {
      const [from, to] = [survival() < 0.5 ? 0 : survival(), survival()].sort((left, right) => left - right) as [
        number,
        number,
      ];
      const [start, end] = [Math.floor(from * what.bytes.length), Math.floor(to * what.bytes.length)];
      bytes = apply(bytes, { position: what.position + start, bytes: what.bytes.subarray(start, end) });
    }
  }
  return bytes;
}

function missing(name: string): Error {
  return Object.assign(new Error(`ENOENT: '${name}'`), { code: 'ENOENT' });
}

/** Turns what is thrown into a rejection. */
function settle(work: () => void): Promise<void> {
  return new Promise((resolve) => {
    work();
    resolve();
  });
}

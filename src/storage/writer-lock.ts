/** One writer at a time: a name that the system frees when its holder dies, and a file that says who holds it. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { LedgerError } from '#ledger';

/** A held lock. `wasStale`: the holder before was killed, so leftovers may lie about. */
export interface WriterLock {
  readonly wasStale: boolean;
  release(): Promise<void>;
}

/** Lies in the log's folder only while a writer is at work or after it was killed. */
export const lockFileName = 'lock';

interface Holder {
  pid: number;
  host: string;
  /** Process ids mean something only inside one of these. */
  space: string;
}

/**
 * Takes the lock or throws LOG_LOCKED. On Linux and Windows the lock itself is a local socket name (abstract
 * namespace, named pipe): the kernel gives it to one process and frees it when that dies, so that no kill can leave
 * the log locked. The file beside it names the holder, and keeps writers of other machines or containers out.
 */
export async function acquireWriterLock(folder: string): Promise<WriterLock> {
  const file = path.join(folder, lockFileName);
  const server = await listen(socketName(fs.realpathSync(folder)));
  if (server === 'taken') throw locked(folder, readHolder(file));
  try {
    const before = readHolder(file);
    if (before && isAlive(before, server !== null)) throw locked(folder, before);
    writeHolder(file);
    return {
      wasStale: before !== null,
      release: async () => {
        fs.rmSync(file, { force: true });
        await close(server);
      },
    };
  } catch (error) {
    await close(server);
    throw error;
  }
}

function socketName(folder: string): string | null {
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (process.platform === 'linux') return `\0servanda-log-${id}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\servanda-log-${id}` : null;
}

function listen(name: string | null): Promise<net.Server | 'taken' | null> {
  if (name === null) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken');
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}

function close(server: net.Server | null): Promise<void> {
  return new Promise((resolve) => {
    if (!server) resolve();
    else
      server.close(() => {
        resolve();
      });
  });
}

function thisHolder(): Holder {
  return { pid: process.pid, host: os.hostname(), space: processSpace() };
}

/** Boot and process namespace on Linux; elsewhere the host's name has to do. */
function processSpace(): string {
  try {
    return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fs.readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

function readHolder(file: string): Holder | null {
  try {
    const [pid = '', host = '', space = ''] = fs.readFileSync(file, 'utf8').split('\n');
    return { pid: Number(pid), host, space };
  } catch {
    return null;
  }
}

function writeHolder(file: string): void {
  const { pid, host, space } = thisHolder();
  fs.writeFileSync(`${file}.tmp`, `${pid}\n${host}\n${space}\n`);
  fs.renameSync(`${file}.tmp`, file);
}

/** Whoever holds the socket knows that nobody else on this host does; of other hosts only their word is known. */
function isAlive(holder: Holder, socketHeld: boolean): boolean {
  const here = thisHolder();
  if (holder.host !== here.host) return true;
  const sameBoot = holder.space.split(' ')[0] === here.space.split(' ')[0];
  if (!sameBoot) return false;
  if (holder.space !== here.space) return true;
  if (socketHeld) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function locked(folder: string, holder: Holder | null): LedgerError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new LedgerError(
    'LOG_LOCKED',
    'log-locked',
    `The log in ${folder} is being written by ${who}. One process writes at a time: submit to the server that is running, or stop it first. Reading needs no lock. (If ${holder?.host ?? 'that machine'} is gone for good, remove ${path.join(folder, lockFileName)}.)`,
    { place: { file: path.join(folder, lockFileName) } },
  );
}

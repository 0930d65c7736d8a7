/** A PostgreSQL server of the tests' own, on a socket in a temporary folder; skipped with one clear line if there is none. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface PostgresServer {
  /** Address of a fresh database. */
  createDatabase(): string;
  stop(): Promise<void>;
}

const root = '/usr/lib/postgresql';

/** Folder of the newest server programs (15 or later), or null. */
function findPrograms(): string | null {
  if (!existsSync(root)) return null;
  const versions = readdirSync(root)
    .map(Number)
    .filter((version) => version >= 15)
    .sort((left, right) => right - left);
  const found = versions
    .map((version) => path.join(root, String(version), 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')));
  return found ?? null;
}

/** Why PostgreSQL tests are skipped; null if they run. With SERVANDA_TEST_NO_SKIP=1 they run, and fail without a server. */
export const postgresMissing: string | null =
  findPrograms() || process.env['SERVANDA_TEST_NO_SKIP'] === '1'
    ? null
    : `PostgreSQL 15 or later is not installed under ${root}`;

/** The server refuses to run as root, so it runs as the user its package made. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Starts a server on a socket only; nothing listens on the network. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findPrograms();
  if (!bin) throw new Error(`PostgreSQL 15 or later is not installed under ${root}.`);
  const user = serverUser();
  const folder = mkdtempSync(path.join(tmpdir(), 'servanda-pg-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o755);
  const data = path.join(folder, 'data');
  const options = { ...user, cwd: folder, stdio: 'ignore' } as const;
  execFileSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'],
    options,
  );
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'max_connections=50',
    'shared_buffers=32MB',
  ];
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    options,
  );
  const isReady = (): boolean => {
    try {
      execFileSync(path.join(bin, 'pg_isready'), ['-h', folder, '-q'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  while (!isReady()) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode} at its start.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  let databases = 0;
  return {
    createDatabase: () => {
      databases += 1;
      const name = `log_${databases}`;
      execFileSync(path.join(bin, 'createdb'), ['-h', folder, '-U', 'postgres', name], { stdio: 'ignore' });
      return `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`;
    },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function end(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => {
      resolve();
    });
    // Fast shutdown: clients that still hang on are sent away.
    server.kill('SIGINT');
  });
}

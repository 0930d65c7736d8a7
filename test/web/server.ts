/** The real server on a free port, as `servanda serve` starts it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..', '..');

export interface RunningServer {
  /** Such as http://127.0.0.1:41234, without a slash at the end. */
  origin: string;
  stop(): Promise<void>;
}

/** Starts `servanda serve --port 0` from source; rejects with what it printed if it ends or stays silent for a minute. */
export function startServer(): Promise<RunningServer> {
  return start(['--import', 'tsx', path.join(root, 'src', 'cli', 'main.ts')]);
}

/** The same as `npm run build` made it, with an empty data folder: what a reader meets after `npm start`. */
export async function startBuiltServer(): Promise<RunningServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'servanda-pages-'));
  const server = await start([path.join(root, 'dist', 'cli', 'main.mjs')], { SERVANDA_DATA: folder });
  return {
    origin: server.origin,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(program: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RunningServer> {
  const child = spawn(process.execPath, [...program, 'serve', '--port', '0', '--host', '127.0.0.1'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const origin = await addressOf(child);
  return {
    origin,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (why: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`the server ${why}; it printed:\n${printed}`));
    };
    const timer = setTimeout(() => {
      fail('was silent for a minute');
    }, 60_000);
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes('pages are not built')) fail('has no pages: run "npm run build" first');
      const found = /http:\/\/[\d.]+:\d+/.exec(printed);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code ?? 'unknown'}`);
    });
  });
}

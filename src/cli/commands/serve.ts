/** servanda serve: pages, API and log tiles on one port. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Command } from 'commander';
import { ServandaError } from '#model';
import { coverageSentence, headlineAgreement, coverageOrRefusal, openView } from '#publish';
import { createApi, openInstance, type Instance } from '#server';
import { openReaders } from '../open.ts';
import { printText } from '../output.ts';
import { packageRoot, readPackage } from '../package-root.ts';

/** The built pages; `servanda.fetch` on the request is how they ask the API without a socket. */
const pagesEntry = path.join(packageRoot, 'dist', 'web', 'handler.js');
const apiPaths = /^\/(?:api|log|embed)(?:\/|$)/;

type Listener = (
  request: IncomingMessage & { servanda?: { fetch: (request: Request) => Response | Promise<Response> } },
  ...rest: Parameters<RequestListener> extends [unknown, ...infer Rest] ? Rest : never
) => void;

export function defineServe(program: Command): void {
  program
    .command('serve')
    .description('pages and API on one port')
    .option('--port <port>', 'port (default: PORT or 4780; 0: any free one)')
    .option('--host <host>', 'address to listen on (default: HOST or 127.0.0.1)')
    .action(async (options: { port?: string; host?: string }) => {
      const port = portOf(options.port ?? process.env['PORT'] ?? '4780');
      const host = options.host ?? process.env['HOST'] ?? '127.0.0.1';
      const instance = await openInstance(await openReaders());
      const server = createServer(await listenerFor(instance));
      await listen(server, port, host);
      const { port: actual } = server.address() as AddressInfo;
      const { view, query } = openView(instance.registry, {});
      const { coverage, refused } = coverageOrRefusal(view, headlineAgreement, query);
      printText([
        `Servanda is at http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
        coverageSentence(coverage, refused, query),
      ]);
      closeOnSignal(server, instance);
    });
}

async function listenerFor(instance: Instance): Promise<RequestListener> {
  const { version } = readPackage();
  const api = createApi(instance, {
    version,
    onInternalError: (error, address) => {
      process.stderr.write(
        `servanda: ${address}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    },
  });
  const answerApi = getRequestListener(api.fetch.bind(api));
  const answerPages = await loadPages();
  return (request, response) => {
    if (answerPages === null || apiPaths.test(request.url ?? '')) {
      void answerApi(request, response);
      return;
    }
    answerPages(Object.assign(request, { servanda: { fetch: (asked: Request) => api.fetch(asked) } }), response);
  };
}

/** The pages are built apart; without them the API alone is served, and the terminal says so. */
async function loadPages(): Promise<Listener | null> {
  if (!existsSync(pagesEntry)) {
    process.stderr.write('servanda: the pages are not built (npm run build); serving the API only.\n');
    return null;
  }
  const { handler } = (await import(pathToFileURL(pagesEntry).href)) as { handler: Listener };
  return handler;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new ServandaError('INPUT_INVALID', `"${text}" is not a port; give a number from 0 to 65535.`);
  }
  return port;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ServandaError('ENVIRONMENT', `${reasonOf(error, port, host)} (${error.message})`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function reasonOf(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use: stop the other program, or choose another port with --port or PORT.`;
  if (error.code === 'EACCES')
    return `Port ${port} may not be used by this user: choose one above 1023 with --port or PORT.`;
  return `Cannot listen on ${host}, port ${port}: choose an address of this machine with --host or HOST.`;
}

function closeOnSignal(server: Server, instance: Instance): void {
  const close = (): void => {
    server.close(() => {
      void instance.close().then(() => process.exit(0));
    });
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, 2000).unref();
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
}

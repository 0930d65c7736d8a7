/** servanda serve: pages, API and log tiles on one port. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Command } from 'commander';
import { ServandaError } from '#model';
import { coverageSentence, headlineAgreement, coverageOrRefusal, openView, type DatasetShelf } from '#publish';
import { createApi, KeptPages, openWorkerPool, type Instance, type SubmissionLimits, type WorkerPool } from '#server';
import { placeOf, withPlace, type DataPlace, type PlaceOptions } from '../data-place.ts';
import { openShelf } from '../dataset-shelf.ts';
import { exitCodes, printError } from '../errors.ts';
import { printText } from '../output.ts';
import { openServing, askWitnesses, removeServerNote, writeServerNote } from '../serving.ts';
import { packageRoot, readPackage } from '../package-root.ts';
import { warmPages } from '../warm-pages.ts';

/** The built pages; `servanda` on the request is how they ask the API without a socket, and what keeps them. */
const pagesEntry = path.join(packageRoot, 'dist', 'web', 'handler.js');
const apiPaths = /^\/(?:api|log|embed)(?:\/|$)/;

type Listener = (
  request: IncomingMessage & {
    servanda?: { fetch: (request: Request) => Response | Promise<Response>; pages: KeptPages };
  },
  ...rest: Parameters<RequestListener> extends [unknown, ...infer Rest] ? Rest : never
) => void;

interface ServeOptions {
  port?: string;
  host?: string;
  rate?: string;
  warm: boolean;
}

/** Made first when nobody asks for anything; the agreements follow. */
const mostRead = '/ /agreements /agreements/paris-call-2018 /findings /gray-area /claims /responses /negotiate /reports'
  .concat(' /parties /incidents /effect /definitions /incentives /data /methodology /about')
  .split(' ');

export function defineServe(program: Command): void {
  withPlace(program.command('serve'))
    .description('pages and API on one port')
    .option('--port <port>', 'port (default: PORT or 4780; 0: any free one)')
    .option('--host <host>', 'address to listen on (default: HOST or 127.0.0.1)')
    .option('--no-warm', 'do not make pages before they are asked for (SERVANDA_WARM=0)')
    .option('--rate <statements>', 'statements a second that one key may hand in (default: 100); 0: no limit')
    .action(async (options: PlaceOptions & ServeOptions) => {
      const port = portOf(options.port ?? process.env['PORT'] ?? '4780');
      const host = options.host ?? process.env['HOST'] ?? '127.0.0.1';
      const limits = limitsOf(options.rate);
      const place = placeOf(options);
      const workers = openWorkerPool();
      const instance = await openServing(place, workers);
      const server = createServer(await listenerFor(instance, workers, limits, openShelf(place)));
      await listen(server, port, host);
      const { port: actual } = server.address() as AddressInfo;
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
      writeServerNote(place, instance, url);
      askWitnesses(place, instance);
      const { view, query } = openView(instance.registry, {});
      const { coverage, refused } = coverageOrRefusal(view, headlineAgreement, query);
      printText([`Servanda is at ${url}`, coverageSentence(coverage, refused, query)]);
      if (options.warm && process.env['SERVANDA_WARM'] !== '0' && existsSync(pagesEntry)) {
        warmPages(server, url, [...mostRead, ...view.all('agreement').map(({ id }) => `/agreements/${id}`)]);
      }
      closeOnSignal(server, instance, workers, place);
    });
}

/** Limits of the intake; a rate of 0 lifts them. */
function limitsOf(rate: string | undefined): SubmissionLimits | undefined {
  if (rate === undefined) return undefined;
  const perSecond = Number(rate);
  if (!/^\d+$/.test(rate)) {
    throw new ServandaError('INPUT_INVALID', `"${rate}" is not a rate; give a whole number of statements a second.`);
  }
  const none = { rate: Infinity, burst: Infinity };
  if (perSecond === 0) return { perKey: none, perAddress: none };
  return { perKey: { rate: perSecond, burst: 200 * perSecond }, perAddress: { rate: 50, burst: 500 } };
}

async function listenerFor(
  instance: Instance,
  workers: WorkerPool,
  limits: SubmissionLimits | undefined,
  datasets: DatasetShelf,
): Promise<RequestListener> {
  const { version } = readPackage();
  const api = createApi(instance, {
    version,
    workers,
    ...(limits && { limits }),
    datasets,
    onInternalError: (error, address) => {
      process.stderr.write(
        `servanda: ${address}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    },
  });
  const answerApi = getRequestListener(api.fetch.bind(api));
  const answerPages = await loadPages();
  const pages = new KeptPages();
  instance.onChange(() => {
    pages.clear();
  });
  const servanda = { fetch: (asked: Request) => api.fetch(asked), pages };
  return (request, response) => {
    if (answerPages === null || apiPaths.test(request.url ?? '')) {
      void answerApi(request, response);
      return;
    }
    if (!pages.send(request, response)) answerPages(Object.assign(request, { servanda }), response);
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

function closeOnSignal(server: Server, instance: Instance, workers: WorkerPool, place: DataPlace): void {
  const close = (): void => {
    removeServerNote(place, instance);
    server.close(() => {
      Promise.all([instance.close(), workers.close()]).then(
        () => process.exit(exitCodes.ok),
        (error: unknown) => process.exit(printError(error)),
      );
    });
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, 2000).unref();
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
}

/** The HTTP API: every page is data. One Hono application for network and pages alike. */
import { hash } from 'node:crypto';
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { parquetMediaType } from '#interchange';
import { ServandaError, type Envelope } from '#model';
import { emptyShelf, openView, type DatasetShelf, type PartRunner } from '#publish';
import { AnswerCache, type CachedAnswer } from './answer-cache.ts';
import type { Instance } from './instance.ts';
import { formatList } from './list-formats.ts';
import { serveLogs } from './log-files.ts';
import { problemOf } from './problem.ts';
import { RateLimiter, type RateLimit } from './rate-limit.ts';
import { answerRoute, type ViewOpener } from './resource.ts';
import { ListWords, listFormats, wordsOf, type Dials, type ListFormat, type RawAnswer, type Route } from './route.ts';
import { serveCompute } from './routes/compute.ts';
import { serveFigures } from './routes/figures.ts';
import { serveIncentives } from './routes/incentives.ts';
import { serveLabs } from './routes/labs.ts';
import { serveNegotiation } from './routes/negotiation.ts';
import { serveProof } from './routes/proof.ts';
import { routes } from './routes/index.ts';
import { serveStatements, type SubmissionLimits } from './routes/statements.ts';
import { openWorkerPool, type WorkerPool } from './workers/pool.ts';

/** What the API is told by the command that starts it. */
export interface ApiOptions {
  /** Version of the code; part of every ETag. */
  version: string;
  /** Threads for long work; without them the API opens its own, which end when idle. */
  workers?: WorkerPool;
  /** How much of statements one key and one address may hand in. */
  limits?: SubmissionLimits;
  /** How many answers one address may have computed; answers that are kept cost nothing. */
  reading?: RateLimit;
  /** The imports of the instance. */
  datasets?: DatasetShelf;
  /** Milliseconds for these limits; without it the time of this machine. */
  clock?: () => number;
  /** Told of errors that are ours, for the operator's log. */
  onInternalError?: (error: unknown, address: string) => void;
}

const prefix = '/api/v1';

/** Answers computed for one address: generous for people and pages, a wall for a flood. */
export const defaultReading: RateLimit = { rate: 50, burst: 1000 };

/** Several data sets side by side, each with an answer or the reason why there is none. */
const SideBySideOf = (result: z.ZodType) =>
  z.object({
    datasets: z.array(
      z.object({
        dataset: z.object({
          id: z.string(),
          title: z.string(),
          publisher: z.string(),
          licence: z.string(),
          unit: z.string(),
        }),
        answer: z
          .object({
            method: z.string(),
            parameters: z.record(z.string(), z.unknown()),
            assumptions: z.array(z.string()),
            result,
          })
          .nullable(),
        refused: z.string().nullable(),
      }),
    ),
  });

const EnvelopeOf = (result: z.ZodType) =>
  z.object({
    snapshot: z.array(z.object({ origin: z.string(), size: z.number().int(), root: z.string() })),
    method: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    assumptions: z.array(z.string()),
    result,
  });

const ProblemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.string() })
  .openapi('Problem');

/** Builds the application over an instance. */
export function createApi(instance: Instance, options: ApiOptions): OpenAPIHono {
  const cache = new AnswerCache();
  instance.onChange(() => {
    cache.clear();
  });
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw wrongWords(result.error);
    },
  });
  app.onError((error, context) => {
    const problem = problemOf(error);
    if (problem.code === 'INTERNAL') options.onInternalError?.(error, context.req.path);
    const wait = problem.details?.['retryAfter'];
    const headers = typeof wait === 'number' ? { ...problemHeaders, 'Retry-After': String(wait) } : problemHeaders;
    return context.body(JSON.stringify(problem), problem.status as 400, headers);
  });
  app.notFound((context) => {
    const error = new ServandaError(
      'NOT_FOUND',
      `There is nothing at ${context.req.path}; ${prefix}/openapi.json lists what there is.`,
    );
    return context.body(JSON.stringify(problemOf(error)), 404, problemHeaders);
  });
  app.use('/api/*', async (context, next) => {
    context.header('Access-Control-Allow-Origin', '*');
    context.header('Access-Control-Expose-Headers', exposedHeaders);
    context.header('X-Content-Type-Options', 'nosniff');
    if (context.req.method === 'OPTIONS') {
      context.header('Access-Control-Allow-Methods', 'GET, HEAD, POST, OPTIONS');
      context.header('Access-Control-Allow-Headers', 'Content-Type, If-None-Match');
      context.header('Access-Control-Max-Age', '86400');
      return context.body(null, 204);
    }
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') return next();
    const known = cache.get(addressOf(context.req.url));
    if (!known) return next();
    return respond(known, context.req.header('If-None-Match'));
  });
  const limiter = new RateLimiter(options.reading ?? defaultReading, options.clock ?? Date.now);
  for (const route of routes) register(app, instance, cache, limiter, options, route);
  serveProof(app, instance, limiter, options);
  serveLogs(app, instance);
  serveStatements(app, instance, options.limits, options.clock);
  const workers = options.workers ?? openWorkerPool();
  const runParts: PartRunner = (method, parts) =>
    Promise.all(parts.map((part) => workers.run('method-part', { method, part })));
  serveCompute(app, runParts);
  serveNegotiation(app, instance, runParts);
  serveIncentives(app, instance);
  serveLabs(app, instance, runParts);
  serveFigures(app, instance, options.version, workers);
  // Kept answers go past the router, which takes as long as sending them. HEAD goes through it, for it has no body.
  const dispatch = app.fetch;
  app.fetch = (request, ...rest) => {
    const known = request.method === 'GET' ? cache.get(addressOf(request.url)) : undefined;
    return known ? respond(known, request.headers.get('If-None-Match') ?? undefined) : dispatch(request, ...rest);
  };
  app.doc31(`${prefix}/openapi.json`, {
    openapi: '3.1.0',
    info: {
      title: 'Servanda',
      version: options.version,
      description: 'The open accountability record for promises about behaviour in cyberspace.',
      license: { name: 'Apache-2.0 (code), CC BY 4.0 (record)' },
    },
  });
  return app;
}

/** What scripts of other sites may read besides the body. */
const exposedHeaders = 'ETag, Retry-After';

const problemHeaders = {
  'Content-Type': 'application/problem+json; charset=utf-8',
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
};

/** Path and query of a whole address. */
function addressOf(url: string): string {
  return url.slice(url.indexOf('/', 8));
}

function register(
  app: OpenAPIHono,
  instance: Instance,
  cache: AnswerCache,
  limiter: RateLimiter,
  options: ApiOptions,
  route: Route,
): void {
  const definition = createRoute({
    method: 'get',
    path: `${prefix}${route.path}`,
    summary: route.summary,
    tags: [route.tag],
    request: {
      query: wordsOf(route),
      ...(route.params ? { params: route.params } : {}),
    },
    responses: {
      200: { description: 'The answer in its envelope', content: contentOf(route) },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: ProblemSchema } } },
    },
  });
  app.openapi(definition, (context) => {
    limiter.takeFor(context, route.cost ?? 1);
    const words = context.req.valid('query') as Dials & Record<string, unknown>;
    const params = (route.params ? context.req.valid('param' as never) : {}) as Record<string, unknown>;
    const open: ViewOpener = (dials) => openView(instance.registry, dials);
    const address = addressOf(context.req.url);
    const found = answerRoute(route, words, params, open, options.datasets ?? emptyShelf);
    const answer = prepare(inFormat(found, words), options.version, address);
    // What hangs on imports is not told by the logs, so it is made anew.
    const isFresh = route.fresh ?? words['dataset'] !== undefined;
    if (!isFresh) cache.put(address, answer);
    return respond(answer, context.req.header('If-None-Match'));
  });
}

/** The media types of a resource: its envelope, the forms of a list, or a file of any kind. */
function contentOf(route: Route): Record<string, { schema: z.ZodType }> {
  if (route.file !== undefined) {
    const isText = /^text\/|xml$/.test(route.file);
    return { [route.file]: { schema: isText ? z.string() : z.string().openapi({ format: 'binary' }) } };
  }
  const result = route.datasets ? z.union([route.result, SideBySideOf(route.result)]) : route.result;
  const envelope = { 'application/json': { schema: EnvelopeOf(result) } };
  if (route.search?.shape !== undefined && route.search.shape['format'] === ListWords.shape.format) {
    const text = z.string();
    const binary = z.string().openapi({ format: 'binary' });
    return {
      ...envelope,
      'text/csv': { schema: text },
      'application/x-ndjson': { schema: text },
      [parquetMediaType]: { schema: binary },
    };
  }
  return { ...envelope, ...Object.fromEntries((route.texts ?? []).map((type) => [type, { schema: z.string() }])) };
}

/** A list in the form that was asked for; everything else as it is. */
function inFormat(
  answer: Envelope<unknown> | RawAnswer,
  words: Record<string, unknown>,
): Envelope<unknown> | RawAnswer {
  const { format } = words as { format?: ListFormat };
  if (format === undefined || format === 'json' || !listFormats.includes(format) || 'raw' in answer) return answer;
  const { items } = answer.result as { items?: readonly object[] };
  return Array.isArray(items) ? formatList(format, items as object[]) : answer;
}

function prepare(answer: Envelope<unknown> | RawAnswer, version: string, address: string): CachedAnswer {
  const isRaw = 'raw' in answer;
  const body = isRaw ? answer.raw : JSON.stringify(answer);
  const contentType = isRaw ? answer.contentType : 'application/json; charset=utf-8';
  // The address names parameters and representation; the body carries snapshot and method.
  const tag = hash('sha256', `${version}\n${address}\n${contentType}\n${hash('sha256', body, 'hex')}`, 'base64url');
  return {
    status: 200,
    // As bytes: encoding a large text anew for each reader takes as long as the rest.
    body: typeof body === 'string' ? Buffer.from(body) : body,
    headers: {
      'Content-Type': contentType,
      ETag: `"${tag}"`,
      'Cache-Control': 'public, max-age=0, must-revalidate',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': exposedHeaders,
      'X-Content-Type-Options': 'nosniff',
    },
  };
}

function respond(answer: CachedAnswer, ifNoneMatch: string | undefined): Response {
  const etag = answer.headers['ETag'] ?? '';
  if (ifNoneMatch !== undefined && ifNoneMatch.split(/\s*,\s*/).includes(etag)) {
    return new Response(null, { status: 304, headers: answer.headers });
  }
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}

function wrongWords(error: z.ZodError): ServandaError {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  const what =
    issue?.code === 'unrecognized_keys'
      ? `unknown parameter ${issue.keys.join(', ')}`
      : (issue?.message ?? 'does not fit');
  return new ServandaError('INPUT_INVALID', `${field === '' ? 'The address' : `Parameter "${field}"`}: ${what}.`, {
    place: field === '' ? {} : { field },
  });
}

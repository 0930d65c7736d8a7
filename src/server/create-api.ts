/** The HTTP API: every page is data. One Hono application for network and pages alike. */
import { hash } from 'node:crypto';
import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import { ServandaError, type Envelope } from '#model';
import { openView, type PartRunner } from '#publish';
import { AnswerCache, type CachedAnswer } from './answer-cache.ts';
import type { Instance } from './instance.ts';
import { serveLogs } from './log-files.ts';
import { problemOf } from './problem.ts';
import { Dials, type Asked, type RawAnswer, type Route } from './route.ts';
import { serveCompute } from './routes/compute.ts';
import { serveIncentives } from './routes/incentives.ts';
import { serveNegotiation } from './routes/negotiation.ts';
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
  /** Milliseconds for these limits; without it the time of this machine. */
  clock?: () => number;
  /** Told of errors that are ours, for the operator's log. */
  onInternalError?: (error: unknown, address: string) => void;
}

const prefix = '/api/v1';

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
    return context.body(JSON.stringify(problem), problem.status as 400, problemHeaders);
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
    context.header('X-Content-Type-Options', 'nosniff');
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') return next();
    const { url } = context.req;
    const known = cache.get(url.slice(url.indexOf('/', 8)));
    if (!known) return next();
    return respond(known, context.req.header('If-None-Match'));
  });
  for (const route of routes) register(app, instance, cache, options, route);
  serveLogs(app, instance);
  serveStatements(app, instance, options.limits, options.clock);
  const workers = options.workers ?? openWorkerPool();
  const runParts: PartRunner = (method, parts) =>
    Promise.all(parts.map((part) => workers.run('method-part', { method, part })));
  serveCompute(app, runParts);
  serveNegotiation(app, instance, runParts);
  serveIncentives(app, instance);
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

const problemHeaders = {
  'Content-Type': 'application/problem+json; charset=utf-8',
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
};

function register(app: OpenAPIHono, instance: Instance, cache: AnswerCache, options: ApiOptions, route: Route): void {
  const definition = createRoute({
    method: 'get',
    path: `${prefix}${route.path}`,
    summary: route.summary,
    tags: [route.tag],
    request: {
      query: route.search ? Dials.extend(route.search.shape).strict() : Dials.strict(),
      ...(route.params ? { params: route.params } : {}),
    },
    responses: {
      200: {
        description: 'The answer in its envelope',
        content: { 'application/json': { schema: EnvelopeOf(route.result) } },
      },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: ProblemSchema } } },
    },
  });
  app.openapi(definition, (context) => {
    const words = context.req.valid('query') as Dials;
    const params = (route.params ? context.req.valid('param' as never) : {}) as Record<string, unknown>;
    const { view, query } = openView(instance.registry, {
      asOf: words['as-of'],
      publicAt: words['public-at'],
      knownAt: words['known-at'],
      definitions: words.definitions,
      standard: words.standard,
      commitment: words.commitment,
    });
    const asked: Asked<Record<string, unknown>, Record<string, unknown>> = { view, query, params, search: words };
    const { url } = context.req;
    const address = url.slice(url.indexOf('/', 8));
    const answer = prepare(route.answer(asked), options.version, address);
    cache.put(address, answer);
    return respond(answer, context.req.header('If-None-Match')) as never;
  });
}

function prepare(answer: Envelope<unknown> | RawAnswer, version: string, address: string): CachedAnswer {
  const isRaw = 'raw' in answer;
  const body = isRaw ? answer.raw : JSON.stringify(answer);
  const contentType = isRaw ? answer.contentType : 'application/json; charset=utf-8';
  // The address names parameters and representation; the body carries snapshot and method.
  const tag = hash('sha256', `${version}\n${address}\n${contentType}\n${hash('sha256', body, 'hex')}`, 'base64url');
  return {
    status: 200,
    body,
    headers: {
      'Content-Type': contentType,
      ETag: `"${tag}"`,
      'Cache-Control': 'public, max-age=0, must-revalidate',
      'Access-Control-Allow-Origin': '*',
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

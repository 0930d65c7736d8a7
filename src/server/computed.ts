/** Questions whose subject comes in the body of a request: computed over the record, never recorded. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { ServandaError, type Envelope } from '#model';
import { openView, type Query, type QueryInput } from '#publish';
import type { View } from '#registry';
import type { Instance } from './instance.ts';
import { readJsonBody } from './read-body.ts';
import { AnyObject, Dials, dialsOf } from './route.ts';

/** What is asked, how large its body may be, and how many may be under way at once. */
export interface Computed {
  path: string;
  tag: string;
  summary: string;
  /** The schema of the body, for the contract; `answer` checks it. */
  body: z.ZodType;
  maxBytes: number;
  maxRuns: number;
  answer: (view: View, query: Query, body: unknown) => Envelope<unknown> | Promise<Envelope<unknown>>;
}

/** Adds POST to the address; dials stand in the address, as for every other question. */
export function serveComputed(
  app: OpenAPIHono,
  instance: Instance,
  { path, tag, summary, body: schema, maxBytes, maxRuns, answer }: Computed,
): void {
  const run = atMost(maxRuns, 'such computations');
  app.post(path, async (context) => {
    const result = await run(async () => {
      const words = dialsIn(context.req.url);
      const body = await readJsonBody(context.req.raw, maxBytes);
      const { view, query } = openView(instance.registry, words);
      return answer(view, query, body);
    });
    return context.json(result);
  });
  app.openAPIRegistry.registerPath({
    method: 'post',
    path,
    tags: [tag],
    summary,
    request: { query: Dials.strict(), body: { required: true, content: { 'application/json': { schema } } } },
    responses: responsesWith(AnyObject),
  });
}

/** Lets so many works be under way at once; the next is refused with RATE_LIMITED. `what` names them. */
export function atMost(runs: number, what: string): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  return async (work) => {
    if (running >= runs) {
      throw new ServandaError('RATE_LIMITED', `${runs} ${what} are under way; ask again in a few seconds.`);
    }
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
}

/** What the contract says of the answers to a computation with this result. */
export function responsesWith(result: z.ZodType) {
  return {
    200: {
      description: 'The result in its envelope; computed, never recorded',
      content: {
        'application/json': {
          schema: z.object({
            snapshot: z.array(AnyObject),
            method: z.string(),
            parameters: AnyObject,
            assumptions: z.array(z.string()),
            result,
          }),
        },
      },
    },
    default: { description: 'A problem', content: { 'application/problem+json': { schema: AnyObject } } },
  };
}

function dialsIn(url: string): QueryInput {
  const found = Dials.strict().safeParse(Object.fromEntries(new URL(url).searchParams));
  if (found.success) return dialsOf(found.data);
  const issue = found.error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw new ServandaError(
    'INPUT_INVALID',
    `${field === '' ? 'The address' : `Parameter "${field}"`}: ${issue?.message ?? 'does not fit'}.`,
  );
}

/** Questions whose subject comes in the body of a request: computed over the record, never recorded. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { ServandaError, type Envelope } from '#model';
import { openView, type Query } from '#publish';
import type { View } from '#registry';
import type { Instance } from './instance.ts';
import { readJsonBody } from './read-body.ts';
import { AnyObject, Dials } from './route.ts';

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
  let running = 0;
  app.post(path, async (context) => {
    if (running >= maxRuns) {
      throw new ServandaError(
        'RATE_LIMITED',
        `${maxRuns} such computations are under way; ask again in a few seconds.`,
      );
    }
    running += 1;
    try {
      const words = dialsIn(context.req.url);
      const body = await readJsonBody(context.req.raw, maxBytes);
      const { view, query } = openView(instance.registry, words);
      return context.json(await answer(view, query, body));
    } finally {
      running -= 1;
    }
  });
  app.openAPIRegistry.registerPath({
    method: 'post',
    path,
    tags: [tag],
    summary,
    request: { query: Dials.strict(), body: { required: true, content: { 'application/json': { schema } } } },
    responses: {
      200: {
        description: 'The result in its envelope; computed, never recorded',
        content: {
          'application/json': {
            schema: z.object({
              snapshot: z.array(AnyObject),
              method: z.string(),
              parameters: AnyObject,
              assumptions: z.array(z.string()),
              result: AnyObject,
            }),
          },
        },
      },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: AnyObject } } },
    },
  });
}

function dialsIn(url: string): Parameters<typeof openView>[1] {
  const found = Dials.strict().safeParse(Object.fromEntries(new URL(url).searchParams));
  if (!found.success) {
    const issue = found.error.issues[0];
    const field = issue?.path.map(String).join('.') ?? '';
    throw new ServandaError(
      'INPUT_INVALID',
      `${field === '' ? 'The address' : `Parameter "${field}"`}: ${issue?.message ?? 'does not fit'}.`,
    );
  }
  const { 'as-of': asOf, 'public-at': publicAt, 'known-at': knownAt, ...rest } = found.data;
  return { asOf, publicAt, knownAt, ...rest };
}

/** Methods on plain JSON: the table, the schemas, and POST /api/v1/compute/METHOD. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { computeMethod, envelope, findMethod, methodLines, methodSchemas, methods, type PartRunner } from '#publish';
import { atMost, responsesWith } from '../computed.ts';
import { readJsonBody } from '../read-body.ts';
import { AnyObject, route } from '../route.ts';

export const methodRoutes = [
  route({
    path: '/methods',
    tag: 'methods',
    summary: 'The table of methods',
    result: AnyObject,
    answer: ({ view, query }) => envelope(view, 'methods/1', query, {}, [], { items: methodLines() }),
  }),
  route({
    path: '/methods/{id}',
    tag: 'methods',
    summary: 'JSON Schemas of what goes into a method and what comes out',
    params: z.object({ id: z.string().max(80) }),
    result: AnyObject,
    answer: ({ view, query, params: { id } }) =>
      envelope(view, 'method/1', query, { id }, [...findMethod(id).assumptions], methodSchemas(id)),
  }),
];

/** At most this many runs at once; the next is told to come back. */
const maxRuns = 4;

/** Adds POST /api/v1/compute/METHOD: computed, never recorded. */
export function serveCompute(app: OpenAPIHono, runParts: PartRunner): void {
  const run = atMost(maxRuns, 'computations');
  app.post('/api/v1/compute/:method', async (context) => {
    const id = context.req.param('method');
    findMethod(id);
    const result = await run(async () =>
      computeMethod(id, await readJsonBody(context.req.raw, 8 * 1024 * 1024), runParts),
    );
    return context.json(result);
  });
  documentMethods(app);
}

/** The contract names every method with the schemas of its input and its result. */
function documentMethods(app: OpenAPIHono): void {
  for (const { id, question, input, output } of methods) {
    app.openAPIRegistry.registerPath({
      method: 'post',
      path: `/api/v1/compute/${id}`,
      tags: ['methods'],
      summary: question,
      request: { body: { required: true, content: { 'application/json': { schema: input } } } },
      responses: responsesWith(output),
    });
  }
}

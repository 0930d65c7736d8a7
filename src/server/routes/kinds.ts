/** Every kind of record as data: the list of its standing statements, and one by its id, with the schema of the kind. */
import { z } from '@hono/zod-openapi';
import { recordKinds, statementKinds, type RecordKind, type RecordStatement } from '#model';
import { envelope, historyOf } from '#publish';
import type { RecordVersion } from '#registry';
import { ListWords, matches, pageOf, route, type Route } from '../route.ts';

/** Where a statement stands, before its body. */
const Place = z.object({
  statementId: z.string(),
  logOrigin: z.string(),
  logEntry: z.number().int(),
  recordedAt: z.string(),
});

/** One version of a record. */
const Version = (body: z.ZodType): z.ZodType =>
  z.object({
    statement: z.string(),
    origin: z.string(),
    index: z.number().int(),
    recordedAt: z.string(),
    replacedAt: z.string().nullable(),
    replacedBy: z.string().nullable(),
    body,
  });

function lineOf({
  statement,
  origin,
  index,
  recordedAt,
  body,
}: RecordVersion): { id: string } & Record<string, unknown> {
  return { ...body, statementId: statement, logOrigin: origin, logEntry: index, recordedAt };
}

/** Titles and names by which a list is searched. */
function textsOf(body: RecordStatement): string[] {
  const fields = body as unknown as Record<string, unknown>;
  return ['id', 'title', 'name', 'short', 'paraphrase'].flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' ? [value] : [];
  });
}

/** Kinds that imports tell: their lists may be asked of a data set. */
const toldByImports: ReadonlySet<RecordKind> = new Set([
  'incident',
  'attribution',
  'response',
  'norm-invocation',
  'vote',
  'adherence',
]);

function routesOf(kind: RecordKind): Route[] {
  const schema: z.ZodType = statementKinds[kind];
  // A statement's schema is closed, so what stands beside it is added and not intersected.
  const line = statementKinds[kind].extend(Place.shape);
  return [
    route({
      path: `/records/${kind}`,
      ...(toldByImports.has(kind) ? { datasets: true as const } : {}),
      tag: 'records',
      summary: `Standing statements of the kind ${kind}, with their place in the log`,
      search: ListWords,
      result: z.object({ items: z.array(line), total: z.number().int(), next: z.string().nullable() }),
      answer: ({ view, query, search }) => {
        const versions = view.versions(kind).filter(({ body }) => matches(search.q, textsOf(body)));
        return envelope(view, 'records/1', query, { kind, ...search }, [], pageOf(versions.map(lineOf), search));
      },
    }),
    route({
      path: `/records/${kind}/{id}`,
      tag: 'records',
      summary: `One ${kind} by its id (slashes written as %2F), with every version of it`,
      params: z.object({ id: z.string().max(200) }),
      result: z.object({ record: schema, history: z.array(Version(schema)) }),
      answer: ({ view, query, params: { id } }) =>
        envelope(view, 'record/1', query, { kind, id }, [], {
          record: view.get(kind, id),
          history: historyOf(view, kind, id),
        }),
    }),
  ];
}

export const kindRoutes: readonly Route[] = recordKinds.flatMap(routesOf);

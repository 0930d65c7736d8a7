/** Statements by their id, their receipts, the logs of the instance, and the one door for writing over HTTP. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { formatReceipts, intakeLimits, parseSubmissions, refuse } from '#intake';
import { formatVerifierKey, makeVerifierKey, parseBase64Url, type LogReader } from '#ledger';
import { invariant, ServandaError, StatementId, type Envelope, type Statement } from '#model';
import { envelope, openView } from '#publish';
import type { KeyRing, RegisteredKey } from '#registry';
import type { Instance } from '../instance.ts';
import { refuseUnknownWords } from '../known-words.ts';
import { RateLimiter, addressOf, type RateLimit } from '../rate-limit.ts';
import { readTextBody } from '../read-body.ts';
import { AnyObject } from '../route.ts';

/** A statement as its log holds it, and what became of it. */
export interface StatementLine {
  statement: string;
  origin: string;
  index: number;
  recordedAt: string;
  /** Null if it is withheld. */
  body: Statement | null;
  /** The key that signed, with how it stands today; null in a log without signatures. */
  signer: (Pick<RegisteredKey, 'id' | 'party' | 'holder' | 'use' | 'until' | 'ended'> & { doubted: boolean }) | null;
  /** The statement that superseded or withdrew it. */
  endedBy: string | null;
  withheld: { recordedAt: string; ground: string; reason: string; statement: string } | null;
}

/** Finds a statement in the logs of an instance; undefined if none holds it. */
export function findStatement(instance: Instance, id: string): StatementLine | undefined {
  for (const { origin } of instance.logs) {
    const book = instance.book(origin);
    const entry = book?.get(id);
    if (!book || !entry) continue;
    const { logged, endedBy, redactedBy } = entry;
    const redaction = redactedBy === null ? undefined : book.get(redactedBy)?.logged;
    const key = entry.signer === null ? undefined : book.ring.get(entry.signer);
    return {
      statement: id,
      origin,
      index: logged.index,
      recordedAt: logged.recordedAt,
      body: logged.body,
      signer: key ? signerLine(key, logged.recordedAt) : null,
      endedBy,
      withheld:
        redaction?.body?.kind === 'redaction'
          ? {
              recordedAt: redaction.recordedAt,
              ground: redaction.body.ground,
              reason: redaction.body.reason,
              statement: redaction.statement,
            }
          : null,
    };
  }
  return undefined;
}

/** What a key signed after it was compromised, by the word of whoever revoked it, is to be doubted; it stays recorded. */
function signerLine(key: RegisteredKey, recordedAt: string): NonNullable<StatementLine['signer']> {
  const { id, party, holder, use, until, ended } = key;
  const since = ended?.how === 'revoked' ? ended.compromisedSince : null;
  return { id, party, holder, use, until, ended, doubted: since !== null && recordedAt >= since };
}

/** What an instance lets in over HTTP. */
export interface SubmissionLimits {
  /** Statements by one key. */
  perKey: RateLimit;
  /** Requests by one address; a batch is one. */
  perAddress: RateLimit;
}

export const defaultLimits: SubmissionLimits = {
  perKey: { rate: 100, burst: 20_000 },
  perAddress: { rate: 50, burst: 500 },
};

/** One log of an instance, as GET /api/v1/logs lists it. */
export interface LogLine {
  origin: string;
  size: number;
  root: string;
  sealed: boolean;
  /** True for the log that this instance writes. */
  local: boolean;
  /** Thumbprint of the operator's first key; null in a log without keys. */
  operator: string | null;
  /** Verifier keys (signed-note) that its own statements name for its checkpoints. */
  checkpointKeys: string[];
}

/** Adds POST /api/v1/statements, receipts, and the list of logs. */
export function serveStatements(
  app: OpenAPIHono,
  instance: Instance,
  limits: SubmissionLimits = defaultLimits,
  clock: () => number = Date.now,
): void {
  const perAddress = new RateLimiter(limits.perAddress, clock);
  const perKey = new RateLimiter(limits.perKey, clock);
  app.post('/api/v1/statements', async (context) => {
    perAddress.take(addressOf(context), 1);
    const submissions = parseSubmissions(await readTextBody(context.req.raw, intakeLimits.request));
    if (!instance.local) {
      throw new ServandaError(
        'STORAGE_FAILED',
        'This instance takes nothing in: it was started for reading, or another process writes its log.',
      );
    }
    const { receipts, repeated } = await instance.local.submit(submissions, (key, count) => {
      perKey.take(key, count);
    });
    await instance.settled();
    const head = JSON.stringify(
      answer(instance, 'submit/1', { statements: receipts.length }, { repeated, receipts: [] }),
    );
    invariant(head.endsWith('[]}}'), 'the result is the last member of an envelope');
    return context.body(`${head.slice(0, -4)}${formatReceipts(receipts)}}}`, repeated ? 200 : 201, {
      'Content-Type': 'application/json; charset=utf-8',
    });
  });
  app.get('/api/v1/statements/:id', (context) => {
    refuseUnknownWords(context);
    const id = context.req.param('id');
    const line = findStatement(instance, id);
    if (!line) throw new ServandaError('NOT_FOUND', `No log of this instance holds the statement ${id.slice(0, 64)}.`);
    return context.json(answer(instance, 'statement/1', { id }, line));
  });
  app.get('/api/v1/statements/:id/receipt', async (context) => {
    refuseUnknownWords(context);
    const id = context.req.param('id');
    if (!StatementId.safeParse(id).success) throw refuse('form', 'A statement id has 64 lowercase hex digits.');
    return context.json(await instance.receipt(id), 200, {
      'Cache-Control': 'no-cache',
      'Content-Disposition': `attachment; filename="${id}.receipt.json"`,
    });
  });
  app.get('/api/v1/logs', (context) => {
    refuseUnknownWords(context);
    return context.json(answer(instance, 'logs/1', {}, { items: logLines(instance) }));
  });
  app.get('/api/v1/keys', (context) => {
    refuseUnknownWords(context);
    return context.json(answer(instance, 'keys/1', {}, { items: keyLines(instance) }));
  });
  documentPaths(app);
}

/** The keys of all logs, in order of registration. */
export function keyLines(instance: Instance): (RegisteredKey & { origin: string })[] {
  return instance.logs.flatMap(({ origin }) =>
    (instance.book(origin)?.ring.all() ?? []).map((key) => ({ origin, ...key })),
  );
}

/** These resources read the logs, which the table of pure resources cannot; the contract lists them all the same. */
function documentPaths(app: OpenAPIHono): void {
  const json = (description: string) => ({ description, content: { 'application/json': { schema: AnyObject } } });
  const problem = { description: 'A problem', content: { 'application/problem+json': { schema: AnyObject } } };
  const params = z.object({ id: StatementId });
  const tags = ['statements'];
  const submission = z.object({ statement: AnyObject, jws: z.string() });
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/api/v1/statements',
    tags,
    summary: 'Hands in one signed statement, or a batch of which all are recorded or none; answers with receipts',
    request: {
      body: {
        required: true,
        content: {
          'application/json': { schema: z.union([submission, z.object({ statements: z.array(submission) })]) },
        },
      },
    },
    responses: {
      200: json('Everything was recorded before; the receipts again'),
      201: json('Recorded; a receipt for each statement'),
      default: problem,
    },
  });
  for (const [path, summary, withId] of [
    ['/api/v1/statements/{id}', 'A statement by its id: body, place in its log, who signed, what became of it', true],
    ['/api/v1/statements/{id}/receipt', 'The receipt of a statement, as a file that verifies offline', true],
    ['/api/v1/logs', 'The logs of this instance with size, root and verifier keys', false],
    ['/api/v1/keys', 'The keys of the logs: for whom they speak, since when, until when', false],
  ] as const) {
    app.openAPIRegistry.registerPath({
      method: 'get',
      path,
      tags,
      summary,
      ...(withId && { request: { params } }),
      responses: { 200: json('The answer'), default: problem },
    });
  }
}

function answer<Result>(
  instance: Instance,
  method: string,
  parameters: Record<string, unknown>,
  result: Result,
): Envelope<Result> {
  const { view, query } = openView(instance.registry, {});
  return envelope(view, method, query, parameters, [], result);
}

/** The logs of an instance with the keys that their own statements name. */
export function logLines(instance: Instance): LogLine[] {
  return instance.logs.map((reader) => {
    const ring = instance.book(reader.origin)?.ring;
    return {
      origin: reader.origin,
      size: reader.size,
      root: reader.root.toString('base64'),
      sealed: reader.sealed,
      local: reader.origin === instance.local?.origin,
      operator: ring?.all().find(({ use }) => use === 'operator')?.id ?? null,
      checkpointKeys: ring ? verifierKeys(reader, ring) : [],
    };
  });
}

function verifierKeys({ origin }: LogReader, ring: KeyRing): string[] {
  return ring
    .checkpointKeys()
    .map(({ x }) => formatVerifierKey(makeVerifierKey(origin, parseBase64Url(x) ?? Buffer.alloc(32))));
}

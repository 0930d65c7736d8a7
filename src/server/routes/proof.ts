/** GET /api/v1/proof?of=ADDRESS: the answer of a resource with the statements that it rests on, proved. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { ServandaError } from '#model';
import { ProofBundle, type DatasetShelf } from '#publish';
import type { Instance } from '../instance.ts';
import { refuseUnknownWords } from '../known-words.ts';
import { proofOf } from '../proof.ts';
import type { RateLimiter } from '../rate-limit.ts';

const path = '/api/v1/proof';

/** Adds the resource; it reads tiles, which the table of pure resources cannot. */
export function serveProof(
  app: OpenAPIHono,
  instance: Instance,
  limiter: RateLimiter,
  { version, datasets }: { version: string; datasets?: DatasetShelf },
): void {
  app.get(path, async (context) => {
    limiter.takeFor(context, 20);
    refuseUnknownWords(context, ['of']);
    const of = context.req.query('of');
    if (of === undefined || of === '' || of.length > 2000) {
      throw new ServandaError(
        'INPUT_INVALID',
        'of: name the resource to prove, such as of=/coverage/paris-call-2018%3Fas-of%3D2018-11-12.',
        { place: { field: 'of' } },
      );
    }
    const bundle = await proofOf(instance, of, version, datasets);
    return context.body(JSON.stringify(bundle), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="servanda-proof.json"',
      'Cache-Control': 'no-cache',
    });
  });
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    tags: ['interchange'],
    summary: 'A proof bundle: an answer, the statements that it was computed from, and inclusion proofs',
    request: { query: z.object({ of: z.string().max(2000) }) },
    responses: {
      200: { description: 'The bundle', content: { 'application/json': { schema: ProofBundle } } },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: z.looseObject({}) } } },
    },
  });
}

/** The labs' questions: POST with what the reader changed; computed over the record, never recorded. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { ServandaError } from '#model';
import { fieldOf, readDraft } from '#negotiation';
import { Scenario, incentivesLab, negotiationLab, readScenario, type PartRunner } from '#publish';
import { serveComputed } from '../computed.ts';
import type { Instance } from '../instance.ts';
import { workedDraft } from '../worked-drafts.ts';
import { negotiationLimits } from './negotiation.ts';

const key = z.string().max(120);
const NegotiationQuestion = z.strictObject({
  /** Id of a worked draft, or a draft as data. */
  draft: z.union([key, z.record(z.string(), z.unknown())]),
  text: z.record(key, key).nullable().default(null),
  reservations: z.record(key, z.number().min(-1e6).max(1e6)).default({}),
  measure: key.optional(),
});

/** Adds POST /api/v1/labs/negotiation and /api/v1/labs/incentives. */
export function serveLabs(app: OpenAPIHono, instance: Instance, runParts: PartRunner): void {
  serveComputed(app, instance, {
    path: '/api/v1/labs/negotiation',
    tag: 'negotiation',
    summary: 'One choice of words in a draft, with reservations changed: who accepts, who blocks, what each word costs',
    body: NegotiationQuestion,
    maxBytes: 2 * 1024 * 1024,
    maxRuns: 2,
    answer: (view, query, body) => {
      const found = NegotiationQuestion.safeParse(body);
      if (!found.success) {
        const issue = found.error.issues[0];
        const field = issue?.path.map(String).join('.') ?? '';
        throw new ServandaError('INPUT_INVALID', `${field}: ${issue?.message ?? 'does not fit'}.`, {
          place: { field },
        });
      }
      const { draft, text, reservations, measure } = found.data;
      const placed = typeof draft === 'string' ? workedDraft(draft) : { draft: readDraft(draft), placeOf: fieldOf };
      return negotiationLab(
        view,
        query,
        placed,
        { text, reservations, measure },
        { runParts, limits: negotiationLimits },
      );
    },
  });
  serveComputed(app, instance, {
    path: '/api/v1/labs/incentives',
    tag: 'incentives',
    summary: 'A scenario with its curves, as the lab draws them',
    body: Scenario,
    maxBytes: 64 * 1024,
    maxRuns: 8,
    answer: (view, query, body) => incentivesLab(view, query, readScenario(body)),
  });
}

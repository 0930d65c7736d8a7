/** Drafts under negotiation (method 8): the worked ones, and any draft in the body of a request. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { Draft, draftSchema, fieldOf, readDraft } from '#negotiation';
import { draftTemplate, envelope, negotiate, negotiateHere, type NegotiationLimits, type PartRunner } from '#publish';
import { serveComputed } from '../computed.ts';
import type { Instance } from '../instance.ts';
import { AnyObject, route } from '../route.ts';
import { workedDraft, workedDrafts } from '../worked-drafts.ts';

export const negotiationRoutes = [
  route({
    path: '/negotiation',
    tag: 'negotiation',
    summary: 'Worked drafts, the template of a draft, and the JSON Schema of drafts',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(view, 'drafts/1', query, {}, [], {
        items: workedDrafts().map(({ draft: { id, title, about, coding, clauses, parties } }) => ({
          id,
          title,
          about,
          coding,
          clauses: clauses.length,
          parties: parties.length,
        })),
        template: draftTemplate,
        schema: draftSchema(),
      }),
  }),
  route({
    path: '/negotiation/{draft}',
    tag: 'negotiation',
    summary: 'A worked draft: positions with sources, frontier, blockers, price of each word',
    params: z.object({ draft: z.string().max(120) }),
    result: AnyObject,
    answer: ({ view, query, params: { draft } }) => negotiateHere(view, query, workedDraft(draft)),
  }),
  route({
    path: '/negotiation/{draft}/source',
    tag: 'negotiation',
    summary: 'A worked draft as data, to be changed and posted to /api/v1/negotiation',
    params: z.object({ draft: z.string().max(120) }),
    result: AnyObject,
    answer: ({ view, query, params: { draft } }) =>
      envelope(view, 'draft/1', query, { draft }, [], workedDraft(draft).draft),
  }),
];

/** What one request may cost: about half a minute on one core. */
export const negotiationLimits: NegotiationLimits = { nodeLimit: 2_000_000, mostTextsForRobustness: 10_000 };

/** Adds POST /api/v1/negotiation with a draft as its body. */
export function serveNegotiation(app: OpenAPIHono, instance: Instance, runParts: PartRunner): void {
  serveComputed(app, instance, {
    path: '/api/v1/negotiation',
    tag: 'negotiation',
    summary: 'A draft of your own: positions, frontier, blockers, price of each word',
    body: Draft,
    maxBytes: 2 * 1024 * 1024,
    maxRuns: 2,
    answer: (view, query, body) =>
      negotiate(view, query, { draft: readDraft(body), placeOf: fieldOf }, { runParts, limits: negotiationLimits }),
  });
}

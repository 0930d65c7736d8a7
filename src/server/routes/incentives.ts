/** Incentives (method 9): measured defaults of an agreement, and any scenario in the body of a request. */
import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { Scenario, incentives, readScenario } from '#publish';
import { serveComputed } from '../computed.ts';
import type { Instance } from '../instance.ts';
import { AnyObject, route } from '../route.ts';

export const incentiveRoutes = [
  route({
    path: '/incentives',
    datasets: true,
    tag: 'incentives',
    summary: 'Defaults measured over the whole record, with the region they give',
    result: AnyObject,
    answer: ({ view, query }) => incentives(view, query, readScenario({ title: 'The whole record' })),
  }),
  route({
    path: '/incentives/{agreement}',
    datasets: true,
    tag: 'incentives',
    summary: 'When the promise of an agreement enforces itself: region, binding parameter, nearest point, assumptions',
    params: z.object({ agreement: z.string().max(200) }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement } }) =>
      incentives(view, query, { ...readScenario({}), agreement: view.get('agreement', agreement).id }),
  }),
];

/** Adds POST /api/v1/incentives with a scenario as its body. */
export function serveIncentives(app: OpenAPIHono, instance: Instance): void {
  serveComputed(app, instance, {
    path: '/api/v1/incentives',
    tag: 'incentives',
    summary: 'When a promise enforces itself under a scenario of your own: region, binding parameter, nearest point',
    body: Scenario,
    maxBytes: 64 * 1024,
    maxRuns: 8,
    answer: (view, query, body) => incentives(view, query, readScenario(body)),
  });
}

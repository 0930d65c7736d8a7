/** Conduct coverage of an agreement (method 1). */
import { z } from '@hono/zod-openapi';
import { coverageOfAgreement } from '#analysis';
import { coverageAssumptions, envelope } from '#publish';
import { AnyObject, route } from '../route.ts';

export const coverageRoutes = [
  route({
    path: '/coverage/{agreement}',
    tag: 'metrics',
    summary: 'How much of the known conduct is by states bound by the agreement, beside the headcount',
    params: z.object({ agreement: z.string().max(200) }),
    result: AnyObject,
    answer: ({ view, query, params: { agreement } }) => {
      const { asOf, standard, commitment } = query;
      const result = coverageOfAgreement(view, { agreement, asOf, standard, commitment });
      return envelope(view, 'coverage/1', query, { agreement }, coverageAssumptions(query), result);
    },
  }),
];

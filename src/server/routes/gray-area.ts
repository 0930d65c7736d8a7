/** The gray-area ledger: what stays open, why, and which wording would decide it. */
import { z } from '@hono/zod-openapi';
import { grayArea } from '#findings';
import { envelope, findingAssumptions } from '#publish';
import { AnyObject, route } from '../route.ts';

export const grayAreaRoutes = [
  route({
    path: '/gray-area',
    datasets: true,
    tag: 'findings',
    summary: 'Open cases by cause, year, effect and sector, and how many each wording of each term would decide',
    search: z.object({
      agreement: z.string().max(120).optional(),
      provision: z.string().max(200).optional(),
      cases: z.enum(['yes', 'no']).default('no').openapi({ description: 'List the cases that each wording decides' }),
    }),
    result: AnyObject,
    answer: ({ view, query, search }) => {
      if (search.agreement !== undefined) view.get('agreement', search.agreement);
      if (search.provision !== undefined) view.get('provision', search.provision);
      const ledger = grayArea(view, query, search);
      const wordings =
        search.cases === 'yes' ? ledger.wordings : ledger.wordings.map((effect) => ({ ...effect, cases: [] }));
      return envelope(
        view,
        'gray-area/1',
        query,
        { ...search },
        [
          ...findingAssumptions(view, query),
          'a case is one operation under one provision; one with several causes counts under each',
        ],
        { ...ledger, wordings },
      );
    },
  }),
];

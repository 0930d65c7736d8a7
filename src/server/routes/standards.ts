/** The standards a reader can choose from, each with its rule. */
import { attributionStandards, defaultStandard } from '#attribution';
import { commitmentStandards, defaultCommitment } from '#findings';
import { envelope } from '#publish';
import { AnyObject, route } from '../route.ts';

export const standardRoutes = [
  route({
    path: '/standards',
    tag: 'overview',
    summary: 'Attribution and commitment standards with their rules',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(view, 'standards/1', query, {}, [], {
        attribution: attributionStandards.map(({ id, rule }) => ({ id, rule })),
        commitment: commitmentStandards.map(({ id, rule, bases }) => ({ id, rule, bases: [...bases] })),
        defaults: { standard: defaultStandard, commitment: defaultCommitment, asOf: view.dataDate },
      }),
  }),
];

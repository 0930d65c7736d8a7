/** The sets of definitions a reader can choose from, and the variants they pick. */
import { definitionSets, envelope } from '#publish';
import { AnyObject, route } from '../route.ts';

export const definitionSetRoutes = [
  route({
    path: '/definition-sets',
    tag: 'overview',
    summary: 'Sets and groups of definitions, coded variants with their holders, and how well each fits',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(
        view,
        'definition-sets/1',
        query,
        {},
        [
          'sets and variants are project coding, unreviewed',
          "a variant may be applied to earlier and later texts than its holder's",
        ],
        definitionSets(view),
      ),
  }),
];

/** The standards and definitions a reader can choose from, each with its rule. */
import { attributionStandards, defaultStandard } from '#attribution';
import {
  commitmentStandards,
  defaultCommitment,
  defaultDefinitions,
  definitionNames,
  findDefinitions,
} from '#findings';
import { envelope } from '#publish';
import { AnyObject, route } from '../route.ts';

export const standardRoutes = [
  route({
    path: '/standards',
    tag: 'overview',
    summary: 'Attribution and commitment standards and sets of definitions, with their rules',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(view, 'standards/1', query, {}, [], {
        attribution: attributionStandards.map(({ id, rule }) => ({ id, rule })),
        commitment: commitmentStandards.map(({ id, rule, bases }) => ({ id, rule, bases: [...bases] })),
        definitions: definitionNames(view).map((id) => ({ id, rule: findDefinitions(view, id).rule })),
        defaults: {
          standard: defaultStandard,
          commitment: defaultCommitment,
          definitions: defaultDefinitions,
          asOf: view.dataDate,
        },
      }),
  }),
];

/** The first page as data. */
import { coverageAssumptions, envelope, homeDossier } from '#publish';
import { AnyObject, route } from '../route.ts';

export const homeRoutes = [
  route({
    path: '/home',
    tag: 'overview',
    summary: 'The Paris Call assessed, every agreement in a line, and what the record holds',
    result: AnyObject,
    answer: ({ view, query }) =>
      envelope(view, 'home/1', query, {}, coverageAssumptions(query), homeDossier(view, query)),
  }),
];

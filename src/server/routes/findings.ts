/** Findings: the table with filters, complete as CSV or JSON; one finding explained; how standards depend on speakers. */
import { z } from '@hono/zod-openapi';
import { attributingBlocs, attributingParties, results, standardDependence, testedProvisions } from '#findings';
import { ServandaError } from '#model';
import { verdicts } from '#norms';
import {
  agreementGrid,
  envelope,
  explainFinding,
  findingAssumptions,
  findingCounts,
  findingLines,
  findingsCsv,
  incidentGrid,
  partyName,
  untestedProvisions,
} from '#publish';
import { AnyObject, ListWords, pageOf, route } from '../route.ts';

const Filters = ListWords.omit({ q: true }).extend({
  agreement: z.string().max(120).optional(),
  provision: z.string().max(200).optional().openapi({ description: 'Such as un-gge-2015/13f' }),
  incident: z.string().max(120).optional(),
  party: z
    .string()
    .max(120)
    .optional()
    .openapi({ description: 'A state named as responsible, or none for the operations themselves' }),
  text: z.enum(verdicts).optional().openapi({ description: 'Verdict on the text under the definitions in use' }),
  result: z.enum(results).optional(),
  format: z
    .enum(['page', 'json', 'csv'])
    .default('page')
    .openapi({ description: 'json and csv are complete, without pages' }),
});

export const findingRoutes = [
  route({
    path: '/findings',
    datasets: true,
    tag: 'findings',
    summary: 'Text, commitment and responsibility for every incident, tested provision and state named',
    search: Filters,
    texts: ['text/csv'],
    result: AnyObject,
    answer: ({ view, query, search }) => {
      const lines = findingLines(view, query, search);
      if (search.format === 'csv') return { raw: findingsCsv(view, lines), contentType: 'text/csv; charset=utf-8' };
      const page = search.format === 'json' ? { items: lines, total: lines.length, next: null } : pageOf(lines, search);
      return envelope(view, 'findings/1', query, { ...search }, findingAssumptions(view, query), {
        ...page,
        counts: findingCounts(lines),
        titles: Object.fromEntries(
          [...new Set(page.items.map(({ incident }) => incident))].map((id) => [id, view.get('incident', id).title]),
        ),
        tested: testedProvisions(view).map(({ id, ref, short, agreement }) => ({ id, ref, short, agreement })),
        untested: untestedProvisions(view),
      });
    },
  }),
  route({
    path: '/findings/grid/agreements/{id}',
    datasets: true,
    tag: 'findings',
    summary: 'Every tested clause of an agreement by set of definitions: recorded operations by verdict',
    params: z.object({ id: z.string().max(200) }),
    result: AnyObject,
    answer: ({ view, query, params: { id } }) =>
      envelope(
        view,
        'findings-grid/1',
        query,
        { agreement: id },
        findingAssumptions(view, query),
        agreementGrid(view, query, id),
      ),
  }),
  route({
    path: '/findings/grid/incidents/{id}',
    datasets: true,
    tag: 'findings',
    summary: 'Every tested clause by set of definitions on one operation, and the sentence on each state named',
    params: z.object({ id: z.string().max(200) }),
    result: AnyObject,
    answer: ({ view, query, params: { id } }) =>
      envelope(
        view,
        'findings-grid/1',
        query,
        { incident: id },
        findingAssumptions(view, query),
        incidentGrid(view, query, id),
      ),
  }),
  route({
    path: '/findings/{incident}/{agreement}/{ref}',
    datasets: true,
    tag: 'findings',
    summary: 'One incident under one provision: triple, counts, reason tree, causes, pivots, flips',
    params: z.object({ incident: z.string().max(120), agreement: z.string().max(120), ref: z.string().max(120) }),
    result: AnyObject,
    answer: ({ view, query, params: { incident, agreement, ref } }) => {
      const provision = `${agreement}/${ref}`;
      return envelope(
        view,
        'finding/1',
        query,
        { incident, provision },
        findingAssumptions(view, query),
        explainFinding(view, incident, provision, query),
      );
    },
  }),
  route({
    path: '/standards/dependence',
    datasets: true,
    tag: 'findings',
    summary: 'What is left of each attribution standard when one attributing state, or a bloc, is silent',
    search: z.object({
      without: z.string().max(120).optional().openapi({ description: 'Only this party or group' }),
    }),
    result: AnyObject,
    answer: ({ view, query, search }) => {
      const silenced = [
        ...attributingParties(view).map((id) => ({ id, parties: [id] })),
        ...attributingBlocs(view).map((bloc) => ({ ...bloc, id: bloc.id === 'eu' ? 'eu-and-members' : bloc.id })),
      ].filter(({ id }) => search.without === undefined || id === search.without);
      if (silenced.length === 0) {
        throw new ServandaError(
          'NOT_FOUND',
          `"${search.without ?? ''}" is no party or group that attributes in this view.`,
        );
      }
      return envelope(
        view,
        'standard-dependence/1',
        query,
        { ...search },
        [
          'a pair is an incident and a state that some statement names for it',
          'a silenced speaker is struck from the authors of every statement; statements left without an author, or resting on its evidence alone, fall',
          'groups are silenced with all their members, past and present',
        ],
        {
          silenced: silenced.map(({ id, parties }) => ({ id, name: partyName(view, id), parties: parties.length })),
          rows: standardDependence(view, query.asOf, silenced),
        },
      );
    },
  }),
];

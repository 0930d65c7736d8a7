/** Incidents: the list with its filters, and one with everything its page shows. */
import { z } from '@hono/zod-openapi';
import { envelope, incidentDossier, incidentRows, type IncidentRow } from '#publish';
import { AnyObject, ListWords, matches, pageOf, route } from '../route.ts';

const Filters = ListWords.extend({
  responsible: z.string().max(120).optional().openapi({ description: 'State for which the standard is met' }),
  victim: z.string().max(120).optional(),
  effect: z.string().max(60).optional(),
  purpose: z.string().max(60).optional(),
  sector: z.string().max(60).optional(),
  from: z.string().max(10).optional().openapi({ description: 'Began in or after this year, month or day' }),
  to: z.string().max(10).optional().openapi({ description: 'Began in or before this year, month or day' }),
});
type Filters = z.infer<typeof Filters>;

function passes(row: IncidentRow, filters: Filters): boolean {
  const has = (list: readonly string[], value: string | undefined): boolean =>
    value === undefined || list.includes(value);
  const { from, to } = filters;
  return (
    has(row.responsible, filters.responsible) &&
    has(row.victimStates, filters.victim) &&
    has(row.effects, filters.effect) &&
    has(row.purposes, filters.purpose) &&
    has(row.sectors, filters.sector) &&
    (from === undefined || row.startedOn.slice(0, from.length) >= from.slice(0, row.startedOn.length)) &&
    (to === undefined || row.startedOn.slice(0, to.length) <= to) &&
    matches(filters.q, [row.id, row.title])
  );
}

export const incidentRoutes = [
  route({
    path: '/incidents',
    datasets: true,
    tag: 'incidents',
    summary: 'Recorded incidents in order of their beginning, with the states named under the standard',
    search: Filters,
    result: AnyObject,
    answer: ({ view, query, search }) =>
      envelope(
        view,
        'incidents/1',
        query,
        { ...search },
        ['counts are of recorded incidents; the record is no sample'],
        pageOf(
          incidentRows(view, query).filter((row) => passes(row, search)),
          search,
        ),
      ),
  }),
  route({
    path: '/incidents/{id}',
    tag: 'incidents',
    summary: 'One incident: facts with unknowns, attributions and denials, responses, norm invocations',
    params: z.object({ id: z.string().max(200) }),
    result: AnyObject,
    answer: ({ view, query, params }) =>
      envelope(view, 'incident/1', query, { id: params.id }, [], incidentDossier(view, params.id, query)),
  }),
];

/** Everything the page of an incident shows: facts, who said what, what was answered. */
import { findStandard, responsibilities, standingAttributions } from '#attribution';
import type { Attribution, Incident, NormInvocation, Response } from '#model';
import type { View } from '#registry';
import type { Query } from '../query.ts';
import { citedSources, partyName, type CitedSource } from '../sources.ts';

type Named<Body> = Body & { byNames: string[]; sources: CitedSource[] };

export interface IncidentDossier {
  incident: Incident & { sources: CitedSource[] };
  attributions: (Named<Attribution> & { responsibleNames: string[]; stands: boolean })[];
  responses: Named<Response>[];
  normInvocations: Named<NormInvocation>[];
  /** Neutral names of every party that the incident and its statements name by id. */
  names: Record<string, string>;
  responsibilities: {
    state: string;
    name: string;
    met: boolean;
    contested: boolean;
    supporting: string[];
    contesting: string[];
  }[];
}

/** Collects the dossier; throws NOT_FOUND for an unknown incident. */
export function incidentDossier(view: View, id: string, query: Query): IncidentDossier {
  const incident = view.get('incident', id);
  const statements = byDate(view.by('attribution', 'incident', incident.id));
  const standing = new Set(standingAttributions(statements).map((statement) => statement.id));
  const named = <Body extends { by: string[]; citations: Attribution['citations'] }>(body: Body): Named<Body> => ({
    ...body,
    byNames: body.by.map((party) => partyName(view, party)),
    sources: citedSources(view, body.citations),
  });
  return {
    incident: { ...incident, sources: citedSources(view, incident.citations) },
    attributions: statements.map((statement) => ({
      ...named(statement),
      responsibleNames: Array.isArray(statement.responsible)
        ? statement.responsible.map((state) => partyName(view, state))
        : [],
      stands: statement.stance !== 'attributes' || standing.has(statement.id),
    })),
    responses: byDate(view.by('response', 'incident', incident.id)).map(named),
    normInvocations: byDate(view.by('norm-invocation', 'incident', incident.id)).map(named),
    names: namesIn(view, incident, statements),
    responsibilities: responsibilities(view, incident.id, findStandard(query.standard)).map((answer) => ({
      state: answer.state,
      name: partyName(view, answer.state),
      met: answer.met,
      contested: answer.contested,
      supporting: answer.supporting.map((statement) => statement.id),
      contesting: answer.contesting.map((statement) => statement.id),
    })),
  };
}

function byDate<Body extends { madeOn: string | null; id: string }>(bodies: readonly Body[]): Body[] {
  const key = ({ madeOn, id }: Body): string => `${madeOn ?? '9999'} ${id}`;
  return [...bodies].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function namesIn(view: View, incident: Incident, statements: readonly Attribution[]): Record<string, string> {
  const ids = new Set([
    ...incident.targets.flatMap(({ victimStates }) => victimStates),
    ...incident.collateralStates,
    ...statements.flatMap(({ by, reliesOn, responsible }) => [
      ...by,
      ...reliesOn,
      ...(Array.isArray(responsible) ? responsible : []),
    ]),
    ...view
      .by('response', 'incident', incident.id)
      .flatMap(({ by, against }) => [...by, ...(Array.isArray(against) ? against : [])]),
  ]);
  return Object.fromEntries([...ids].sort().map((id) => [id, partyName(view, id)]));
}

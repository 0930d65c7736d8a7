/** What a statement answers or reads: its title, where it is shown, and whom it names. */
import type { RecordKind, RecordStatement } from '#model';
import { recordKinds } from '#model';
import type { View } from '#registry';
import { partyName } from '../sources.ts';

export interface Subject {
  kind: string;
  id: string;
  title: string;
  /** The page that shows it; null: none does. */
  path: string | null;
  incident: string | null;
  agreement: string | null;
  /** Parties that the statement names, without those that made it. */
  named: { party: string; name: string }[];
}

/** The subject under a kind and an id; null where no such record is in view. */
export function subjectUnder(view: View, kind: string, id: string): Subject | null {
  const known = recordKinds.find((one) => one === kind);
  const body = known && view.find(known, id)?.body;
  if (!known || !body) return null;
  const incident = known === 'incident' ? body.id : textIn(body, 'incident');
  const agreement = known === 'agreement' ? body.id : textIn(body, 'agreement');
  const { title, path } = sayOf(view, known, body, incident, agreement);
  return { kind, id: body.id, title, path, incident, agreement, named: namedIn(view, body) };
}

function sayOf(
  view: View,
  kind: RecordKind,
  body: RecordStatement,
  incident: string | null,
  agreement: string | null,
): Pick<Subject, 'title' | 'path'> {
  const names = (ids: readonly string[]): string => ids.map((id) => partyName(view, id)).join(', ');
  const operation = incident === null ? '' : (view.find('incident', incident)?.body.title ?? incident);
  const text = agreement === null ? '' : (view.find('agreement', agreement)?.body.title ?? agreement);
  const anchor = `#${body.id.replaceAll('/', '-')}`;
  switch (body.kind) {
    case 'attribution':
      return {
        title: `statement of ${names(body.by)} on responsibility: ${operation}`,
        path: `/incidents/${incident}${anchor}`,
      };
    case 'response':
    case 'norm-invocation':
      return { title: `${kind.replace('-', ' ')} by ${names(body.by)}: ${operation}`, path: `/incidents/${incident}` };
    case 'rival-finding':
      return {
        title: `reading of ${partyName(view, body.party)}: ${operation}, ${body.provision}`,
        path: `/incidents/${incident}${anchor}`,
      };
    case 'incident':
      return { title: body.title, path: `/incidents/${body.id}` };
    case 'agreement':
      return { title: body.title, path: `/agreements/${body.id}` };
    case 'party':
      return { title: body.name, path: `/parties/${body.id}` };
    case 'report':
      return {
        title: `report of ${partyName(view, body.party)} on ${text}, ${body.period}`,
        path: `/reports/${body.id}`,
      };
    case 'review': {
      const party = body.report.split('/')[1] ?? '';
      return {
        title: `review by ${partyName(view, body.reviewer)} of the report of ${partyName(view, party)} on ${text}`,
        path: `/reports/${body.report}${anchor}`,
      };
    }
    case 'provision':
      return { title: `${body.id.split('/').at(-1)} of ${text}`, path: `/provisions/${body.id}` };
    default: {
      const own = ['title', 'name', 'label', 'what'].map((field) => textIn(body, field)).find((one) => one !== null);
      const path =
        incident === null ? (agreement === null ? null : `/agreements/${agreement}`) : `/incidents/${incident}`;
      return { title: `${kind.replaceAll('-', ' ')}: ${own ?? body.id}`, path };
    }
  }
}

function textIn(body: RecordStatement, field: string): string | null {
  const value: unknown = (body as unknown as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : null;
}

/** Parties that a body names as value of a field, in order of id; those under `by`, `reviewer` and the like made it. */
function namedIn(view: View, body: RecordStatement): Subject['named'] {
  const made = new Set(['by', 'reviewer', 'panel', 'reliesOn', ...(body.kind === 'rival-finding' ? ['party'] : [])]);
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (view.find('party', value)) found.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) look(inner);
    }
  };
  for (const [field, value] of Object.entries(body)) if (!made.has(field)) look(value);
  if (body.kind === 'review') {
    const party = view.find('report', body.report)?.body.party;
    if (party !== undefined) found.add(party);
  }
  return [...found].sort().map((party) => ({ party, name: partyName(view, party) }));
}

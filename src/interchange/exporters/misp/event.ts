/** MISP events after the MISP core format (draft-dulaunoy-misp-core-format): one event an incident. */
import { canonicalJson, formatDay, parseImpreciseDate, type Citation } from '#model';
import type { RecordVersion, View } from '#registry';
import { selected, type Selection } from '../../selection.ts';
import { columnsOf } from '../../tables/columns.ts';
import { holds, jsonFile, kindsLeftOut, type Exporter, type Loss } from '../exporter.ts';
import { uuid5 } from '../uuid.ts';

export interface MispAttribute {
  uuid: string;
  type: string;
  category: string;
  value: string;
  to_ids: boolean;
  timestamp: string;
  comment: string;
  distribution: string;
}

export interface MispEvent {
  uuid: string;
  info: string;
  date: string;
  published: boolean;
  publish_timestamp: string;
  timestamp: string;
  threat_level_id: string;
  analysis: string;
  distribution: string;
  sharing_group_id: string;
  Orgc: { id: string; name: string; uuid: string };
  Tag: { name: string }[];
  Attribute: MispAttribute[];
}

const organisation = { id: '0', name: 'Servanda', uuid: uuid5('servanda') };

/** The comment on an attribute whose value is a whole statement: `{statement, origin, entry, body}`. */
export const statementComment = 'servanda:statement';

type Member = RecordVersion<'incident' | 'attribution' | 'response' | 'norm-invocation'>;

/** The events of a selection, in order of incident. What belongs to an incident that is not selected brings it along. */
export function mispEvents(selection: Selection): MispEvent[] {
  const members = new Map<string, Member[]>();
  const put = (incident: string, version: Member): void => {
    const list = members.get(incident);
    if (list) list.push(version);
    else members.set(incident, [version]);
  };
  for (const version of selected(selection, 'incident')) put(version.body.id, version);
  for (const kind of ['attribution', 'response', 'norm-invocation'] as const) {
    for (const version of selected(selection, kind)) put(version.body.incident, version);
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([incident, versions]) => eventOf(selection.view, incident, versions));
}

function eventOf(view: View, id: string, members: readonly Member[]): MispEvent {
  const incident = view.find('incident', id);
  const body = incident?.body;
  const latest =
    members
      .map(({ recordedAt }) => recordedAt)
      .sort()
      .at(-1) ?? '1970-01-01';
  const timestamp = secondsOf(latest);
  const attribute = (name: string, category: string, type: string, value: string, comment = ''): MispAttribute => ({
    uuid: uuid5(`misp ${id} ${name}`),
    type,
    category,
    value,
    to_ids: false,
    timestamp,
    comment,
    distribution: '5',
  });
  const attributes: MispAttribute[] = [];
  const citations = new Map<string, Citation>();
  for (const version of members) {
    for (const citation of version.body.citations) citations.set(citation.source, citation);
    const { text, category } = inWords(view, version);
    const name = `${version.body.kind} ${version.body.id}`;
    attributes.push(attribute(name, category, version.body.kind === 'incident' ? 'comment' : 'text', text));
    const { statement, origin, index } = version;
    attributes.push(
      attribute(
        `${name} statement`,
        'Internal reference',
        'text',
        canonicalJson({ statement, origin, entry: index, body: version.body }),
        statementComment,
      ),
    );
  }
  for (const name of body?.actorNames ?? []) {
    attributes.push(attribute(`actor ${name}`, 'Attribution', 'threat-actor', name));
  }
  for (const source of citations.keys()) {
    const cited = view.find('source', source)?.body;
    if (cited?.url) attributes.push(attribute(`link ${source}`, 'External analysis', 'link', cited.url, cited.title));
  }
  return {
    uuid: uuid5(`misp event ${id}`),
    info: body?.title ?? id,
    date: formatDay(parseImpreciseDate(body?.startedOn ?? latest.slice(0, 10)).from),
    published: false,
    publish_timestamp: '0',
    timestamp,
    threat_level_id: '4',
    analysis: '2',
    distribution: '3',
    sharing_group_id: '0',
    Orgc: organisation,
    Tag: tagsOf(body),
    Attribute: attributes,
  };
}

function tagsOf(body: RecordVersion<'incident'>['body'] | undefined): { name: string }[] {
  const machine = (predicate: string, values: readonly string[]): { name: string }[] =>
    values.map((value) => ({ name: `servanda:${predicate}="${value}"` }));
  if (!body) return [];
  return [
    ...machine('effect', body.effects),
    ...machine('purpose', body.purposes),
    ...machine('victim', [...new Set(body.targets.flatMap(({ victimStates }) => victimStates))].sort()),
    ...machine('sector', [...new Set(body.targets.flatMap(({ sectors }) => sectors))].sort()),
  ];
}

function inWords(view: View, { body }: Member): { text: string; category: string } {
  const names = (parties: readonly string[]): string =>
    parties.map((party) => view.find('party', party)?.body.name ?? party).join(', ');
  switch (body.kind) {
    case 'incident':
      return { text: `${body.title}; began ${body.startedOn}`, category: 'Other' };
    case 'attribution': {
      const whom = typeof body.responsible === 'string' ? body.responsible : names(body.responsible);
      return {
        text: `${names(body.by)} ${body.stance}: ${whom} (${body.form}, ${body.madeOn})`,
        category: 'Attribution',
      };
    }
    case 'response':
      return { text: `response by ${names(body.by)}: ${body.form}`, category: 'Other' };
    case 'norm-invocation':
      return { text: `norm invoked by ${names(body.by)}: ${body.text}`, category: 'Other' };
  }
}

/** Seconds since 1970 of a log's time. */
export function secondsOf(recordedAt: string): string {
  return String(Math.floor(Date.parse(recordedAt) / 1000));
}

const inMisp = {
  incident: ['kind', 'id', 'title', 'effects', 'purposes', 'actorNames'],
  attribution: ['kind', 'incident', 'stance', 'responsible', 'by', 'form', 'madeOn'],
  response: ['kind', 'incident', 'by', 'form'],
  'norm-invocation': ['kind', 'incident', 'by', 'text'],
} as const;

export function mispLosses(selection: Selection): Loss[] {
  const kinds = Object.keys(inMisp) as (keyof typeof inMisp)[];
  const fields = kinds.flatMap((kind) =>
    selection.kinds.includes(kind)
      ? columnsOf(kind)
          .filter(({ name }) => !(inMisp[kind] as readonly string[]).includes(name))
          .map(({ name }): Loss => ({
            kind,
            field: name,
            what: name === 'startedOn' || name === 'targets' || name === 'citations' ? 'reduced' : 'extension-only',
            count: (selection.records.get(kind) ?? []).filter(({ body }) => holds(body, name)).length,
            reason:
              name === 'startedOn'
                ? 'date of the event: the first possible day'
                : name === 'targets'
                  ? 'victim states and sectors as tags, not which belongs to which'
                  : name === 'citations'
                    ? 'links of sources with an address'
                    : 'in the statement attribute alone, which other tools show as text',
          }))
          .filter(({ count }) => count > 0)
      : [],
  );
  return [
    ...fields,
    ...kindsLeftOut(selection, new Set(kinds), 'a MISP event describes an incident; MISP has no object for it'),
  ];
}

export const mispEvent: Exporter = {
  id: 'misp-event',
  title: 'MISP events: one an incident, with who names whom and each statement whole',
  mediaType: 'application/json',
  oneFile: true,
  files: (selection) => [
    jsonFile('servanda.misp.json', { response: mispEvents(selection).map((Event) => ({ Event })) }),
  ],
  losses: mispLosses,
};

/** MISP events: what Servanda wrote comes back whole; of others the event, its tags and its actor names. */
import { parseStatement, statementId } from '#model';
import { statementComment } from '../exporters/misp/event.ts';
import { RowFault, type ImportedItem, type JsonImporter, type JsonRow, type ReadingContext } from './importer.ts';
import { listIn, membersOf, textIn } from './json-members.ts';
import { refuseFile } from './refusal.ts';
import { addressesIn, dateOf, equalShares, operation, statesAmong, unmapped } from './reading.ts';

/** The events of a document: one, a list, or the answer of a search. */
function eventsOf(document: unknown): unknown[] {
  const response = membersOf(document)['response'];
  const list: unknown[] = Array.isArray(document)
    ? document
    : Array.isArray(response)
      ? (response as unknown[])
      : [document];
  return list.map((item) => membersOf(item)['Event'] ?? item);
}

/** Statements that Servanda put into an event; their bodies must hash to their ids. */
function statementsIn(attributes: readonly Record<string, unknown>[]): ImportedItem[] {
  return attributes
    .filter((attribute) => textIn(attribute, 'comment') === statementComment)
    .map((attribute) => {
      let held: Record<string, unknown>;
      try {
        held = membersOf(JSON.parse(textIn(attribute, 'value')));
      } catch {
        throw new RowFault('Attribute', 'a statement attribute holds no JSON');
      }
      const body = parseStatement(held['body']);
      const statement = statementId(body);
      if (statement !== held['statement'])
        throw new RowFault('Attribute', `a body hashes to ${statement}, not to its id`);
      return { kind: 'statement', statement, body };
    });
}

/** `name="value"` of a machine tag; null for others. */
function machineTag(tag: string): { predicate: string; value: string } | null {
  const match = /^([\w-]+:[\w-]+)="(.*)"$/.exec(tag);
  return match ? { predicate: match[1] ?? '', value: match[2] ?? '' } : null;
}

function read(event: Record<string, unknown>, context: ReadingContext): ImportedItem[] {
  const attributes = listIn(event, 'Attribute').map(membersOf);
  const own = statementsIn(attributes);
  if (own.length > 0) return own;
  const title = textIn(event, 'info');
  if (title === '') throw new RowFault('info', 'the event has no info');
  const uuid = textIn(event, 'uuid');
  if (uuid === '') throw new RowFault('uuid', 'the event has no uuid');
  const tags = listIn(event, 'Tag').map((tag) => textIn(membersOf(tag), 'name'));
  const of = (predicate: string): string[] =>
    tags.flatMap((tag) => {
      const found = machineTag(tag);
      return found?.predicate === predicate ? [found.value] : [];
    });
  const values = (types: readonly string[]): string[] =>
    attributes
      .filter((attribute) => types.includes(textIn(attribute, 'type')))
      .map((attribute) => textIn(attribute, 'value'));
  const clusters = listIn(event, 'Galaxy').flatMap((galaxy) =>
    listIn(membersOf(galaxy), 'GalaxyCluster').map(membersOf),
  );
  const actors = clusters.filter((cluster) => textIn(cluster, 'type') === 'threat-actor');
  return [
    operation({
      id: uuid,
      title,
      disclosedOn: dateOf(textIn(event, 'date'), 'date'),
      victims: statesAmong([...of('misp-galaxy:target-country'), ...values(['target-location'])], 'Tag', context),
      actorNames: [
        ...new Set([
          ...values(['threat-actor', 'campaign-name']),
          ...of('misp-galaxy:threat-actor'),
          ...actors.map((cluster) => textIn(cluster, 'value')),
        ]),
      ].filter((name) => name !== ''),
      responsible: equalShares(
        statesAmong(
          actors.flatMap((cluster) => {
            const named = membersOf(cluster['meta'])['cfr-suspected-state-sponsor'];
            return (Array.isArray(named) ? named : [named]).filter((name): name is string => typeof name === 'string');
          }),
          'Galaxy',
          context,
        ),
      ),
      sources: addressesIn(
        values(['link', 'url'])
          .filter((value) => value.startsWith('http'))
          .join(' '),
      ),
    }),
  ];
}

export const mispEventImporter: JsonImporter = {
  id: 'misp-event',
  title: 'MISP events (core format), one or many',
  version: 1,
  publisher: null,
  licence: null,
  unit: 'incident',
  basis: 'draft-dulaunoy-misp-core-format',
  input: 'json',
  columns: [
    { name: 'uuid', to: 'id', required: true },
    { name: 'info', to: 'title', required: true },
    { name: 'date', to: 'disclosedOn', required: true },
    { name: 'Tag', to: 'victims, actorNames' },
    { name: 'Galaxy', to: 'actorNames, responsible' },
    { name: 'Attribute', to: 'actorNames, victims, sources; statements that Servanda wrote' },
    ...unmapped(
      ['Object', 'EventReport', 'RelatedEvent', 'ShadowAttribute'],
      'indicators and reports; the row keeps them',
    ),
    ...unmapped(
      ['Org', 'Orgc', 'threat_level_id', 'analysis', 'distribution', 'timestamp', 'published', 'publish_timestamp'],
      'how the publisher handles the event; the row keeps it',
    ),
  ],
  *rows(document, context): Iterable<JsonRow> {
    const events = eventsOf(document);
    if (!events.some((event) => typeof membersOf(event)['info'] === 'string')) {
      throw refuseFile('form', 'This is no MISP event: nothing in it has the member "info".');
    }
    for (const [at, event] of events.entries()) {
      yield { row: at + 1, source: event, read: () => read(membersOf(event), context) };
    }
  },
};

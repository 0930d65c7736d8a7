/** STIX 2.1 bundles: what Servanda wrote comes back whole; of others incidents, campaigns, actors, who is named, opinions. */
import { parseStatement, statementId, type PartyId } from '#model';
import { projectIdentity, statementExtension } from '../exporters/stix/context.ts';
import {
  RowFault,
  type ImportedItem,
  type ImportedStatement,
  type JsonImporter,
  type JsonRow,
  type ReadingContext,
} from './importer.ts';
import { listIn, membersOf, textIn, textsIn } from './json-members.ts';
import { refuseFile } from './refusal.ts';
import { dateOf, equalShares, operation, unmapped } from './reading.ts';

type Members = Record<string, unknown>;

/** The statement in an object's extension; null where there is none. */
function statementIn(object: Members): ImportedStatement | null {
  for (const extension of Object.values(membersOf(object['extensions'])).map(membersOf)) {
    const { body: text, statement: claimed } = extension;
    if (typeof text !== 'string' || typeof claimed !== 'string') continue;
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw new RowFault('extensions', 'the statement in the extension is no JSON');
    }
    const parsed = parseStatement(body);
    const statement = statementId(parsed);
    if (statement !== claimed) throw new RowFault('extensions', `the body hashes to ${statement}, not to its id`);
    return { kind: 'statement', statement, body: parsed };
  }
  return null;
}

/** The objects of a bundle by id, and the relationships by their source. */
interface Graph {
  byId: Map<string, Members>;
  from: Map<string, Members[]>;
}

function graphOf(objects: readonly Members[]): Graph {
  const graph: Graph = { byId: new Map(), from: new Map() };
  for (const object of objects) {
    graph.byId.set(textIn(object, 'id'), object);
    if (textIn(object, 'type') !== 'relationship') continue;
    const source = textIn(object, 'source_ref');
    const list = graph.from.get(source);
    if (list) list.push(object);
    else graph.from.set(source, [object]);
  }
  return graph;
}

/** Targets of relationships of a type, through actors where `deep` says so; cycles end at once. */
function reached(graph: Graph, id: string, type: string, deep: boolean, seen = new Set<string>()): Members[] {
  if (seen.has(id)) return [];
  seen.add(id);
  return (graph.from.get(id) ?? [])
    .filter((link) => textIn(link, 'relationship_type') === type)
    .flatMap((link) => {
      const target = graph.byId.get(textIn(link, 'target_ref'));
      if (!target) return [];
      const isActor = ['intrusion-set', 'threat-actor', 'campaign'].includes(textIn(target, 'type'));
      return deep && isActor ? [target, ...reached(graph, textIn(target, 'id'), type, deep, seen)] : [target];
    });
}

/** The state that an identity or location stands for. */
function stateOf(object: Members, context: ReadingContext): PartyId | null {
  const type = textIn(object, 'type');
  if (type === 'location') return context.places.alpha2(textIn(object, 'country').toUpperCase()) ?? null;
  if (type !== 'identity') return null;
  const code = listIn(object, 'external_references')
    .map(membersOf)
    .find((reference) => textIn(reference, 'source_name') === 'ISO 3166-1 alpha-3');
  return context.places.party(code ? textIn(code, 'external_id') : textIn(object, 'name')) ?? null;
}

function statesOf(objects: readonly Members[], context: ReadingContext): PartyId[] {
  return [...new Set(objects.flatMap((object) => stateOf(object, context) ?? []))].sort();
}

function isActor(object: Members): boolean {
  return ['intrusion-set', 'threat-actor'].includes(textIn(object, 'type'));
}

function addresses(object: Members): string[] {
  return listIn(object, 'external_references')
    .map((reference) => textIn(membersOf(reference), 'url'))
    .filter((url) => /^https?:\/\//.test(url));
}

/** Dates of the relationships to victims, where the object itself has none. */
function timeOf(graph: Graph, object: Members, own: string, onLink: string): string | null {
  const texts = [
    textIn(object, own),
    ...(graph.from.get(textIn(object, 'id')) ?? []).map((link) => textIn(link, onLink)),
  ];
  return dateOf(texts.find((text) => text !== '') ?? '', own);
}

function labelled<Value extends string>(object: Members, prefix: string): Value[] {
  return textsIn(object, 'labels')
    .filter((label) => label.startsWith(`${prefix}:`))
    .map((label) => label.slice(prefix.length + 1) as Value);
}

function read(object: Members, graph: Graph, context: ReadingContext): ImportedItem[] {
  const own = statementIn(object);
  if (own) return [own];
  const id = textIn(object, 'id');
  const name = textIn(object, 'name');
  switch (textIn(object, 'type')) {
    case 'incident':
    case 'campaign': {
      if (name === '') throw new RowFault('name', `${id.slice(0, 80)} has no name`);
      const named = reached(graph, id, 'attributed-to', true);
      return [
        operation({
          id,
          title: name,
          aliases: textsIn(object, 'aliases'),
          startedOn: timeOf(graph, object, 'first_seen', 'start_time'),
          endedOn: timeOf(graph, object, 'last_seen', 'stop_time'),
          victims: statesOf(reached(graph, id, 'targets', false), context),
          effects: labelled(object, 'effect'),
          purposes: labelled(object, 'purpose'),
          actorNames: [...new Set(named.filter(isActor).map((actor) => textIn(actor, 'name')))],
          responsible: equalShares(statesOf(named, context)),
          sources: addresses(object),
        }),
      ];
    }
    case 'intrusion-set':
    case 'threat-actor':
      if (name === '') throw new RowFault('name', `${id.slice(0, 80)} has no name`);
      return [
        {
          kind: 'actor',
          id,
          name,
          synonyms: textsIn(object, 'aliases'),
          states: statesOf(
            [...reached(graph, id, 'attributed-to', true), ...reached(graph, id, 'originates-from', false)],
            context,
          ),
          confidence: Number.isInteger(object['confidence']) ? (object['confidence'] as number) : null,
          victims: statesOf(reached(graph, id, 'targets', false), context),
          sources: addresses(object),
        },
      ];
    case 'opinion':
      return [
        {
          kind: 'opinion',
          id,
          about: textsIn(object, 'object_refs'),
          opinion: textIn(object, 'opinion'),
          by: textsIn(object, 'authors'),
        },
      ];
    default:
      return [];
  }
}

const readTypes = new Set(['incident', 'campaign', 'intrusion-set', 'threat-actor', 'opinion']);

export const stixImporter: JsonImporter = {
  id: 'stix',
  title: 'STIX 2.1 bundle: incident, campaign, intrusion-set, threat-actor, attributed-to, targets, opinion',
  version: 1,
  publisher: null,
  licence: null,
  unit: 'incident',
  basis: 'STIX Version 2.1, OASIS Standard',
  input: 'json',
  columns: [
    { name: 'incident', to: 'operation' },
    { name: 'campaign', to: 'operation' },
    { name: 'intrusion-set', to: 'actor; actorNames of what is attributed to it' },
    { name: 'threat-actor', to: 'actor; actorNames of what is attributed to it' },
    { name: 'relationship attributed-to', to: 'responsible, through actors as far as they lead' },
    { name: 'relationship targets', to: 'victims' },
    { name: 'opinion', to: 'opinion' },
    { name: 'identity, location', to: 'states of the above' },
    { name: 'extensions', to: 'statements that Servanda wrote' },
    ...unmapped(
      [
        'indicator',
        'malware',
        'tool',
        'attack-pattern',
        'observed-data',
        'vulnerability',
        'note',
        'report',
        'other types',
      ],
      'technical, or text: they are counted and left in the file',
    ),
  ],
  *rows(document, context): Iterable<JsonRow> {
    const bundle = membersOf(document);
    if (textIn(bundle, 'type') !== 'bundle' || !Array.isArray(bundle['objects'])) {
      throw refuseFile('form', 'This is no STIX bundle: it has no type "bundle" with a list "objects".');
    }
    const objects = (bundle['objects'] as unknown[]).map(membersOf);
    const graph = graphOf(objects);
    const seen = new Set<string>();
    for (const [at, object] of objects.entries()) {
      const type = textIn(object, 'type');
      const version = textIn(object, 'spec_version');
      const held = heldStatement(object);
      // Several objects may tell one statement: a joint attribution is one relationship a state.
      if (held !== null && seen.has(held)) continue;
      if (held !== null) seen.add(held);
      else if (!readTypes.has(type)) continue;
      else if (isPartOf(graph, object)) continue;
      yield {
        row: at + 1,
        source: object,
        read: () => {
          if (version !== '2.1') throw new RowFault('spec_version', `"${version.slice(0, 10)}" is not 2.1`);
          return read(object, graph, context);
        },
      };
    }
  },
};

/** The id of the statement that an object's extension claims to hold. */
function heldStatement(object: Members): string | null {
  const held = Object.values(membersOf(object['extensions'])).map(membersOf);
  return (
    held
      .map(({ body, statement }) => (typeof body === 'string' && typeof statement === 'string' ? statement : null))
      .find((id) => id !== null) ?? null
  );
}

/** True for an actor or incident that stands there only because a statement of Servanda speaks of it. */
function isPartOf(graph: Graph, object: Members): boolean {
  const fromServanda = graph.byId.has(projectIdentity.id) && graph.byId.has(statementExtension.id);
  return fromServanda && ['intrusion-set', 'incident'].includes(textIn(object, 'type'));
}

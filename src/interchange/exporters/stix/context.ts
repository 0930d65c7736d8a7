/** What the mappings of single kinds share: ids, times, references, and the extension that keeps the whole statement. */
import { canonicalJson, isStateCode, type Citation, type PartyId } from '#model';
import type { RecordVersion, View } from '#registry';
import { selected, type Selection } from '../../selection.ts';
import { uuid5 } from '../uuid.ts';
import { instantOf, type ExternalReference, type StixObject } from './objects.ts';

/** The day on which the extension was defined. */
const definedOn = '2026-11-24T00:00:00.000Z';

export const projectIdentity: StixObject = {
  type: 'identity',
  spec_version: '2.1',
  id: `identity--${uuid5('servanda')}`,
  created: definedOn,
  modified: definedOn,
  name: 'Servanda',
  description: 'The open accountability record for promises about behaviour in cyberspace.',
  identity_class: 'system',
};

export const statementExtension: StixObject = {
  type: 'extension-definition',
  spec_version: '2.1',
  id: `extension-definition--${uuid5('extension statement')}`,
  created: definedOn,
  modified: definedOn,
  created_by_ref: projectIdentity.id,
  name: 'Servanda statement',
  schema:
    'record_kind, record_id: what the statement is about; statement: SHA-256 of body; body: the statement as canonical JSON (RFC 8785); origin, entry: its place in its log.',
  version: '1.0.0',
  extension_types: ['property-extension'],
};

/** Ids of STIX objects, from the names that records have. */
export const stixId = {
  party: (party: PartyId) => `identity--${uuid5(`party ${party}`)}`,
  incident: (incident: string) => `incident--${uuid5(`incident ${incident}`)}`,
  actor: (name: string) => `intrusion-set--${uuid5(`actor ${name}`)}`,
  relationship: (name: string) => `relationship--${uuid5(name)}`,
  opinion: (attribution: string) => `opinion--${uuid5(`attribution ${attribution}`)}`,
  note: (kind: string, id: string) => `note--${uuid5(`${kind} ${id}`)}`,
};

export interface StixContext {
  view: View;
  /** Adds an object unless its id is there. */
  add: (object: StixObject) => void;
  /** The identity of a party; adds it without its statement where the party is not selected. */
  identity: (party: PartyId, at: string) => string;
  /** The incident's id; adds it without its statement where it is not selected. */
  incident: (incident: string, at: string) => string;
  header: (version: RecordVersion) => Pick<StixObject, 'spec_version' | 'created' | 'modified' | 'extensions'>;
  references: (citations: readonly Citation[]) => { external_references?: ExternalReference[] };
}

/** A context over a selection that collects objects in the order in which they are added. */
export function openContext(selection: Selection): { context: StixContext; objects: Map<string, StixObject> } {
  const { view } = selection;
  const objects = new Map<string, StixObject>();
  const chosen = {
    party: new Set(selected(selection, 'party').map(({ body }) => body.id)),
    incident: new Set(selected(selection, 'incident').map(({ body }) => body.id)),
  };
  const context: StixContext = {
    view,
    add: (object) => {
      if (!objects.has(object.id)) objects.set(object.id, object);
    },
    identity: (party, at) => {
      if (!chosen.party.has(party)) context.add(bareIdentity(view, party, at));
      return stixId.party(party);
    },
    incident: (incident, at) => {
      if (!chosen.incident.has(incident)) context.add(bareIncident(view, incident, at));
      return stixId.incident(incident);
    },
    header: (version) => ({
      spec_version: '2.1',
      created: instantOf(firstRecorded(view, version)),
      modified: instantOf(version.recordedAt),
      extensions: { [statementExtension.id]: statementOf(version) },
    }),
    references: (citations) => referencesTo(view, citations),
  };
  return { context, objects };
}

function statementOf({ body, statement, origin, index }: RecordVersion): Record<string, unknown> {
  return {
    extension_type: 'property-extension',
    record_kind: body.kind,
    record_id: body.id,
    statement,
    origin,
    entry: index,
    body: canonicalJson(body),
  };
}

/** When a record was first in its log; a record that was there before keeps its `created`. */
function firstRecorded(view: View, { body, origin, recordedAt }: RecordVersion): string {
  const first = view.history(body.kind, body.id).find((version) => version.origin === origin);
  return first?.recordedAt ?? recordedAt;
}

/** The class after identity-class-ov. */
export function identityClass(partyKind: string | undefined): string {
  if (partyKind === undefined) return 'unknown';
  return partyKind === 'group-of-states' ? 'group' : 'organization';
}

function bareIdentity(view: View, party: PartyId, at: string): StixObject {
  const version = view.find('party', party);
  const created = instantOf(version?.recordedAt ?? at);
  return {
    type: 'identity',
    spec_version: '2.1',
    id: stixId.party(party),
    created,
    modified: created,
    name: version?.body.name ?? party,
    identity_class: identityClass(version?.body.partyKind),
    ...(isStateCode(party) ? { external_references: [{ source_name: 'ISO 3166-1 alpha-3', external_id: party }] } : {}),
  };
}

function bareIncident(view: View, incident: string, at: string): StixObject {
  const version = view.find('incident', incident);
  const created = instantOf(version?.recordedAt ?? at);
  return {
    type: 'incident',
    spec_version: '2.1',
    id: stixId.incident(incident),
    created,
    modified: created,
    name: version?.body.title ?? incident,
  };
}

function referencesTo(view: View, citations: readonly Citation[]): { external_references?: ExternalReference[] } {
  if (citations.length === 0) return {};
  return {
    external_references: citations.map(({ source }) => {
      const body = view.find('source', source)?.body;
      return {
        source_name: body?.publisher ?? body?.title ?? source,
        ...(body ? { description: body.title } : {}),
        ...(body?.url ? { url: body.url } : {}),
      };
    }),
  };
}

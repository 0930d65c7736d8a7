/** Lists of records in a line each, for tables, pages and the command line. */
import { findStandard, responsibilities } from '#attribution';
import { ServandaError, recordKinds, type RecordKind, type RecordStatement } from '#model';
import type { RecordVersion, View } from '#registry';
import type { Query } from '../query.ts';

export interface IncidentRow {
  id: string;
  title: string;
  startedOn: string;
  endedOn: string | null;
  disclosedOn: string | null;
  effects: readonly string[];
  purposes: readonly string[];
  sectors: string[];
  victimStates: string[];
  /** States for which the attribution standard is met. */
  responsible: string[];
  contested: boolean;
  known: string;
}

/** Every incident in a line, in order of its beginning. */
export function incidentRows(view: View, query: Query): IncidentRow[] {
  const standard = findStandard(query.standard);
  return view
    .all('incident')
    .map((incident) => {
      const met = responsibilities(view, incident.id, standard).filter((answer) => answer.met);
      return {
        id: incident.id,
        title: incident.title,
        startedOn: incident.startedOn,
        endedOn: incident.endedOn,
        disclosedOn: incident.disclosedOn,
        effects: incident.effects,
        purposes: incident.purposes,
        sectors: unique(incident.targets.flatMap(({ sectors }) => sectors)),
        victimStates: unique(incident.targets.flatMap(({ victimStates }) => victimStates)),
        responsible: met.map(({ state }) => state),
        contested: met.some(({ contested }) => contested),
        known: incident.known,
      };
    })
    .sort((a, b) => (a.startedOn < b.startedOn ? -1 : a.startedOn > b.startedOn ? 1 : a.id < b.id ? -1 : 1));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** The kind meant by a word such as "agreements" or "norm-invocation"; throws NOT_FOUND with the choices. */
export function recordKindOf(word: string): RecordKind {
  const singular = (plural: string): string =>
    plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.endsWith('s') ? plural.slice(0, -1) : plural;
  const kind = recordKinds.find((known) => known === word || known === singular(word));
  if (kind) return kind;
  throw new ServandaError(
    'NOT_FOUND',
    `"${word.slice(0, 60)}" is not a kind of record. Known kinds: ${recordKinds.join(', ')}.`,
  );
}

/** Where an id is found: kinds that use it, in the order of the table of kinds. */
export function findRecords(view: View, id: string): { kind: RecordKind; version: RecordVersion }[] {
  return recordKinds.flatMap((kind) => {
    const version = view.find(kind, id);
    return version ? [{ kind, version: version }] : [];
  });
}

/** A version of a record with its place in the log, for histories and proofs. */
export interface VersionLine {
  statement: string;
  origin: string;
  index: number;
  recordedAt: string;
  replacedAt: string | null;
  replacedBy: string | null;
  body: RecordStatement;
}

/** Every version under an id, oldest first. */
export function historyOf(view: View, kind: RecordKind, id: string): VersionLine[] {
  return view.history(kind, id).map(({ statement, origin, index, recordedAt, replacedAt, replacedBy, body }) => ({
    statement,
    origin,
    index,
    recordedAt,
    replacedAt,
    replacedBy,
    body,
  }));
}

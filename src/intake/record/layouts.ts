/** Which files data/ may hold, what kind of record each is, and which items nested in it are statements of their own. */
import type { RecordKind } from '#model';

type Item = Record<string, unknown>;

/** A list inside a file whose items are statements; `id` gives their permanent id, `extra` the fields that tie them to the file. */
export interface Nested {
  field: string;
  kind: RecordKind;
  id: (owner: string, item: Item) => string;
  extra: (owner: string, item: Item) => Item;
}

export interface Layout {
  pattern: RegExp;
  example: string;
  /** The kind of the file itself, or null for a file that only lists records. */
  owner: RecordKind | null;
  /** Name under which the sources of a listing file are kept. */
  name: (path: string) => string;
  nested: Nested[];
}

const str = (value: unknown): string => (typeof value === 'string' ? value : '');
const inner =
  (middle?: string) =>
  (owner: string, item: Item): string =>
    middle === undefined ? `${owner}/${str(item['id'])}` : `${owner}/${middle}/${str(item['id'])}`;
const own = (_: string, item: Item): string => str(item['id']);
const ofAgreement = (agreement: string): Item => ({ agreement });
const ofTerm = (term: string): Item => ({ term });
const ofIncident = (incident: string): Item => ({ incident });
const nameOf = (path: string): string => path.replace(/\.yaml$/, '').replaceAll('/', '-');

function file(folder: string, owner: RecordKind | null, nested: Nested[] = []): Layout {
  return { pattern: new RegExp(`^${folder}/[a-z0-9-]+\\.yaml$`), example: `data/${folder}/NAME.yaml`, owner, name: nameOf, nested };
}

/** A single file at the top of data/. */
function only(name: string, owner: RecordKind): Layout {
  return { pattern: new RegExp(`^${name}\\.yaml$`), example: `data/${name}.yaml`, owner, name: nameOf, nested: [] };
}

export const layouts: readonly Layout[] = [
  only('record', 'record-description'),
  file('parties', null, [{ field: 'parties', kind: 'party', id: own, extra: () => ({}) }]),
  file('groups', 'party', [
    {
      field: 'members',
      kind: 'membership',
      id: (group, item) => `${group}/member/${str(item['id'] ?? item['party'])}`,
      extra: (group) => ({ group }),
    },
  ]),
  file('agreements', 'agreement', [
    { field: 'provisions', kind: 'provision', id: inner(), extra: ofAgreement },
    {
      field: 'adherences',
      kind: 'adherence',
      id: (agreement, item) => `${agreement}/${str(item['basis'])}/${str(item['id'] ?? item['party'])}`,
      extra: ofAgreement,
    },
    { field: 'reportedCounts', kind: 'reported-count', id: inner('count'), extra: ofAgreement },
  ]),
  file('incidents', 'incident', [
    { field: 'attributions', kind: 'attribution', id: inner(), extra: ofIncident },
    { field: 'responses', kind: 'response', id: inner(), extra: ofIncident },
    { field: 'normInvocations', kind: 'norm-invocation', id: inner(), extra: ofIncident },
  ]),
  file('external-counts', 'external-count'),
  file('evidence', 'cited-evidence'),
  file('terms', 'term', [
    { field: 'definitions', kind: 'definition', id: inner('held-by'), extra: ofTerm },
    { field: 'variants', kind: 'encoding', id: inner(), extra: ofTerm },
  ]),
  file('definition-sets', 'definition-set'),
  file('armed-conflicts', 'armed-conflict'),
  only('norm-vocabulary', 'norm-vocabulary'),
  file('processes', 'process', [{ field: 'rounds', kind: 'round', id: inner(), extra: (process) => ({ process }) }]),
  file('positions', 'clause', [{ field: 'positions', kind: 'position', id: inner(), extra: (clause) => ({ clause }) }]),
  file('votes', 'vote'),
  file('claims', 'claim'),
  file('reports', null, [
    { field: 'reports', kind: 'published-report', id: own, extra: () => ({}) },
    { field: 'missing', kind: 'missing-report', id: own, extra: () => ({}) },
  ]),
];

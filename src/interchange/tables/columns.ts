/** A kind of statement as a table: one row a statement, one column a field, derived from the kind's JSON Schema. */
import { statementSchema, type RecordKind } from '#model';

export const columnTypes = ['text', 'integer', 'number', 'boolean', 'json'] as const;
export type ColumnType = (typeof columnTypes)[number];

export interface Column {
  name: string;
  /** `json`: lists and nested fields, as canonical JSON text. */
  type: ColumnType;
  /** An empty cell is null. */
  nullable: boolean;
  /** An empty cell means that the field is absent. No field is both nullable and optional. */
  optional: boolean;
  description: string;
}

interface FieldSchema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: FieldSchema[];
  properties?: Record<string, FieldSchema>;
  required?: string[];
  description?: string;
}

/** Where a statement stands in its log: every row carries its own proof. INVARIANT: no kind has a field of these names. */
export const placeColumns: readonly Column[] = [
  place('statementId', 'text', 'SHA-256 of the canonical body, as in the leaf of the log'),
  place('logOrigin', 'text', 'the log that holds the statement'),
  place('logEntry', 'integer', 'index of the entry in that log, from 0'),
  place('recordedAt', 'text', "the log's own time"),
];

function place(name: string, type: ColumnType, description: string): Column {
  return { name, type, nullable: false, optional: false, description };
}

type Resolve = (schema: FieldSchema) => FieldSchema;

const derived = new Map<RecordKind, readonly Column[]>();

/** The columns of a kind, in the order of its schema, `kind` first. */
export function columnsOf(kind: RecordKind): readonly Column[] {
  let columns = derived.get(kind);
  if (!columns) {
    const whole = statementSchema(kind) as FieldSchema & { $defs?: Record<string, FieldSchema> };
    const resolve: Resolve = ({ $ref, ...rest }) =>
      $ref === undefined ? rest : { ...whole.$defs?.[$ref.slice('#/$defs/'.length)], ...rest };
    const { properties, required } = resolve(whole);
    const names = new Set(required ?? []);
    columns = Object.entries(properties ?? {}).map(([name, field]) => columnOf(name, field, names.has(name), resolve));
    derived.set(kind, columns);
  }
  return columns;
}

function columnOf(name: string, given: FieldSchema, required: boolean, resolve: Resolve): Column {
  const field = resolve(given);
  const nullable = field.anyOf?.some(({ type }) => type === 'null') ?? field.type === 'null';
  const others = (field.anyOf?.filter(({ type }) => type !== 'null') ?? [field]).map(resolve);
  const [only] = others;
  const type = others.length === 1 && only ? typeOf(only) : 'json';
  return {
    name,
    type,
    nullable,
    optional: !required,
    description: field.description ?? only?.description ?? '',
  };
}

function typeOf(field: FieldSchema): ColumnType {
  switch (field.type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
    case 'boolean':
      return field.type;
    default:
      return typeof field.const === 'string' ? 'text' : 'json';
  }
}

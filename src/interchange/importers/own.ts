/** Servanda's own exports read back: CSV of one kind, and JSON Lines. Every body is checked against its statement id. */
import { parseStatement, recordKinds, statementId, type RecordKind } from '#model';
import { valueOf } from '../tables/cells.ts';
import { columnsOf, placeColumns } from '../tables/columns.ts';
import { isFormula, unescapeCell } from '../tables/csv.ts';
import {
  RowFault,
  type ColumnRule,
  type CsvImporter,
  type ImportedStatement,
  type JsonImporter,
  type JsonRow,
  type RowCells,
} from './importer.ts';
import { refuseFile } from './refusal.ts';

const common = {
  version: 1,
  publisher: null,
  licence: null,
  unit: 'statement',
  basis: 'defined by this project (docs/spec/exports.md)',
} as const;

/** The body of a row; unchecked. */
function bodyOf(cells: RowCells, kind: RecordKind): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const column of columnsOf(kind)) {
    const text = cells.text(column.name);
    if ((column.type === 'text' || column.type === 'json') && isFormula(text)) {
      throw new RowFault(column.name, 'the cell begins as a formula, which no export of Servanda writes');
    }
    const plain = column.type === 'text' || column.type === 'json' ? unescapeCell(text) : text === '' ? null : text;
    const value = valueOf(plain, column);
    if (value !== undefined) body[column.name] = value;
  }
  return body;
}

/** Parses a body and holds it against the id that stands beside it. */
function checked(body: unknown, claimed: string): ImportedStatement[] {
  const statement = parseStatement(body);
  const id = statementId(statement);
  if (claimed !== '' && claimed !== id) {
    throw new RowFault('statementId', `the body hashes to ${id}, and the row says ${claimed.slice(0, 64)}`);
  }
  return [{ kind: 'statement', statement: id, body: statement }];
}

const everyColumn: ColumnRule[] = [
  ...new Map(
    recordKinds
      .flatMap((kind) => [...columnsOf(kind)])
      .map(({ name }) => [name, { name, to: name, ...(name === 'kind' ? { required: true as const } : {}) }]),
  ).values(),
];

export const servandaCsv: CsvImporter = {
  ...common,
  id: 'servanda-csv',
  title: 'CSV of one kind, as "servanda export csv" writes it',
  input: 'csv',
  columns: [
    ...everyColumn,
    ...placeColumns.map(({ name }) =>
      name === 'statementId'
        ? { name, to: 'statement, against which the body is checked' }
        : { name, to: null, reason: 'the place in the log from which it was exported; the row keeps it' },
    ),
  ],
  read: (cells) => {
    const kind = cells.need('kind');
    if (!(recordKinds as readonly string[]).includes(kind)) {
      throw new RowFault('kind', `"${kind.slice(0, 40)}" is no kind of record`);
    }
    return checked(bodyOf(cells, kind as RecordKind), cells.text('statementId'));
  },
};

export const servandaJsonl: JsonImporter = {
  ...common,
  id: 'servanda-jsonl',
  title: 'JSON Lines, as "servanda export jsonl" writes it',
  input: 'json',
  columns: [
    { name: 'body', to: 'the statement' },
    { name: 'statement', to: 'statement, against which the body is checked' },
    { name: 'origin', to: null, reason: 'the log from which it was exported; the row keeps it' },
    { name: 'entry', to: null, reason: 'its place in that log; the row keeps it' },
    { name: 'recordedAt', to: null, reason: 'that log’s time; the row keeps it' },
  ],
  *rows(document): Iterable<JsonRow> {
    const lines = Array.isArray(document) ? (document as unknown[]) : [document];
    if (lines.length === 0) throw refuseFile('form', 'The file holds no line.');
    for (const [at, line] of lines.entries()) {
      yield {
        row: at + 1,
        source: line,
        read: () => {
          const { body, statement } = (line ?? {}) as { body?: unknown; statement?: unknown };
          return checked(body, typeof statement === 'string' ? statement : '');
        },
      };
    }
  },
};

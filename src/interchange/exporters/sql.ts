/** A SQL script that makes and fills one table a kind; for PostgreSQL, SQLite and DuckDB alike. */
import type { RecordKind } from '#model';
import type { Cell } from '../tables/cells.ts';
import type { ColumnType } from '../tables/columns.ts';
import { exportedColumns } from '../tables/dictionary.ts';
import type { Selection } from '../selection.ts';
import { rowOf } from './csv.ts';
import { textFile, type Exporter, type Loss } from './exporter.ts';

const sqlTypes = {
  text: 'TEXT',
  json: 'TEXT',
  integer: 'INTEGER',
  number: 'DOUBLE PRECISION',
  boolean: 'BOOLEAN',
} as const satisfies Record<ColumnType, string>;

/** The table of a kind: its name with underscores. */
export function tableName(kind: RecordKind): string {
  return kind.replaceAll('-', '_');
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A value as a SQL literal. The zero character, which no text column of PostgreSQL takes, is left out. */
function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'string') return `'${cell.replaceAll('\u0000', '').replaceAll("'", "''")}'`;
  return typeof cell === 'boolean' ? (cell ? 'TRUE' : 'FALSE') : String(cell);
}

function script(selection: Selection): string {
  const parts: string[] = ['BEGIN;'];
  for (const kind of selection.kinds) {
    const columns = exportedColumns(kind);
    const table = quoteName(tableName(kind));
    parts.push(
      `CREATE TABLE ${table} (`,
      columns
        .map(
          ({ name, type, nullable, optional }) =>
            `  ${quoteName(name)} ${sqlTypes[type]}${nullable || optional ? '' : ' NOT NULL'}`,
        )
        .join(',\n'),
      ');',
    );
    for (const version of selection.records.get(kind) ?? []) {
      parts.push(`INSERT INTO ${table} VALUES (${rowOf(kind, version).map(literal).join(', ')});`);
    }
  }
  return `${[...parts, 'COMMIT;'].join('\n')}\n`;
}

/** Statements with a zero character somewhere. */
function losses(selection: Selection): Loss[] {
  return selection.kinds.flatMap((kind) => {
    const hit = (selection.records.get(kind) ?? []).filter((version) =>
      rowOf(kind, version).some((cell) => typeof cell === 'string' && cell.includes('\u0000')),
    );
    if (hit.length === 0) return [];
    const reason = 'the zero character has no place in SQL text and is left out';
    return [{ kind, field: 'text', what: 'reduced' as const, count: hit.length, reason }];
  });
}

export const sql: Exporter = {
  id: 'sql',
  title: 'SQL script, one table a kind, for PostgreSQL, SQLite and DuckDB',
  mediaType: 'application/sql; charset=utf-8',
  oneFile: true,
  files: (selection) => [textFile('servanda.sql', sql.mediaType, script(selection))],
  losses,
};

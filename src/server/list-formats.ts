/** A list whole, as CSV, JSON Lines or Parquet: one line an item, a column for every member that any item has. */
import { formatCsv, formatParquet, parquetMediaType, type Cell, type ColumnType } from '#interchange';
import { canonicalJson } from '#model';
import type { ListFormat, RawAnswer } from './route.ts';

/** Writes the items; nested members are JSON text. */
export function formatList(format: Exclude<ListFormat, 'json'>, items: readonly object[]): RawAnswer {
  if (format === 'jsonl') {
    const raw = items.map((item) => `${JSON.stringify(item)}\n`).join('');
    return { raw, contentType: 'application/x-ndjson; charset=utf-8' };
  }
  const rows = items as readonly Record<string, unknown>[];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => ({
    name,
    type: typeOf(rows.map((row) => row[name])),
  }));
  const cells = rows.map((row) => columns.map(({ name, type }) => cellOf(row[name], type)));
  return format === 'csv'
    ? {
        raw: formatCsv(
          columns.map(({ name }) => name),
          cells,
        ),
        contentType: 'text/csv; charset=utf-8',
      }
    : { raw: formatParquet(columns, cells), contentType: parquetMediaType };
}

function typeOf(values: readonly unknown[]): ColumnType {
  const types = new Set(values.filter((value) => value !== null && value !== undefined).map((value) => typeof value));
  if (types.size !== 1) return types.size === 0 ? 'text' : 'json';
  if (types.has('string')) return 'text';
  if (types.has('boolean')) return 'boolean';
  return types.has('number') ? 'number' : 'json';
}

function cellOf(value: unknown, type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  return type === 'json' ? canonicalJson(value) : (value as Cell);
}

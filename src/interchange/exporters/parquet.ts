/** Parquet: one file a kind with the data dictionary in its metadata. Lists and nested fields are JSON text. */
import { canonicalJson, type LogState, type RecordKind } from '#model';
import type { RecordVersion } from '#registry';
import { onDemand } from '../on-demand.ts';
import type { Cell } from '../tables/cells.ts';
import type { ColumnType } from '../tables/columns.ts';
import { dataDictionary, exportedColumns } from '../tables/dictionary.ts';
import { rowOf } from './csv.ts';
import { jsonFile, type ExportedFile, type Exporter } from './exporter.ts';

const parquetTypes = {
  text: 'STRING',
  json: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const satisfies Record<ColumnType, string>;

export const parquetMediaType = 'application/vnd.apache.parquet';

/** A table as Parquet; equal input gives equal bytes. */
export function formatParquet(
  columns: readonly { name: string; type: ColumnType }[],
  rows: readonly (readonly Cell[])[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const columnData = columns.map(({ name, type }, at) => ({
    name,
    type: parquetTypes[type],
    data: rows.map((row) => row[at] ?? null),
  }));
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return new Uint8Array(onDemand.parquetWriter().parquetWriteBuffer({ columnData, kvMetadata, createdBy: 'servanda' }));
}

/** The statements of a kind as a Parquet file. */
export function parquetOfKind(
  kind: RecordKind,
  versions: readonly RecordVersion[],
  snapshot: readonly LogState[],
): ExportedFile {
  const metadata = {
    'servanda.kind': kind,
    'servanda.snapshot': canonicalJson(snapshot),
    'servanda.dictionary': canonicalJson(dataDictionary([kind])[kind]),
  };
  const rows = versions.map((version) => rowOf(kind, version));
  return {
    path: `${kind}.parquet`,
    mediaType: parquetMediaType,
    bytes: formatParquet(exportedColumns(kind), rows, metadata),
  };
}

export const parquet: Exporter = {
  id: 'parquet',
  title: 'Parquet, one file a kind, with a data dictionary',
  mediaType: parquetMediaType,
  oneFile: false,
  files: ({ kinds, records, snapshot }) => [
    ...kinds.map((kind) => parquetOfKind(kind, records.get(kind) ?? [], snapshot)),
    jsonFile('data-dictionary.json', dataDictionary(kinds)),
  ],
  losses: () => [],
};

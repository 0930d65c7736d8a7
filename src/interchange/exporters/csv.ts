/** CSV: one file a kind, every field, with the data dictionary. */
import { formatCsv } from '../tables/csv.ts';
import { cellsOf } from '../tables/cells.ts';
import { columnsOf, placeColumns } from '../tables/columns.ts';
import { dataDictionary, exportedColumns } from '../tables/dictionary.ts';
import type { RecordKind } from '#model';
import type { RecordVersion } from '#registry';
import type { Cell } from '../tables/cells.ts';
import { jsonFile, textFile, type Exporter } from './exporter.ts';

/** The cells of a statement: its fields, then its place in the log. */
export function rowOf(kind: RecordKind, { body, statement, origin, index, recordedAt }: RecordVersion): Cell[] {
  return [
    ...cellsOf(body, columnsOf(kind)),
    ...cellsOf({ statementId: statement, logOrigin: origin, logEntry: index, recordedAt }, placeColumns),
  ];
}

export const csv: Exporter = {
  id: 'csv',
  title: 'CSV, one file a kind; formulas neutralised by a leading apostrophe',
  mediaType: 'text/csv; charset=utf-8',
  oneFile: false,
  files: ({ kinds, records }) => [
    ...kinds.map((kind) =>
      textFile(
        `${kind}.csv`,
        csv.mediaType,
        formatCsv(
          exportedColumns(kind).map(({ name }) => name),
          (records.get(kind) ?? []).map((version) => rowOf(kind, version)),
        ),
      ),
    ),
    jsonFile('data-dictionary.json', dataDictionary(kinds)),
  ],
  losses: () => [],
};

/** The data dictionary: every column of every kind with type, meaning, and what an empty cell says. */
import type { RecordKind } from '#model';
import { columnsOf, placeColumns, type Column } from './columns.ts';

export interface DictionaryColumn {
  name: string;
  type: Column['type'];
  empty: 'never' | 'null' | 'absent';
  description: string;
}

/** The columns of a table as it is exported: the body's fields, then the place in the log. */
export function exportedColumns(kind: RecordKind): readonly Column[] {
  return [...columnsOf(kind), ...placeColumns];
}

/** The dictionary of some kinds, by kind. */
export function dataDictionary(kinds: readonly RecordKind[]): Record<string, DictionaryColumn[]> {
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      exportedColumns(kind).map(({ name, type, nullable, optional, description }) => ({
        name,
        type,
        empty: optional ? ('absent' as const) : nullable ? ('null' as const) : ('never' as const),
        description,
      })),
    ]),
  );
}

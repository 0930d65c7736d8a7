/** Interchange: the record out in the formats of others, data sets of others in, nothing lost silently. */
export * from './selection.ts';
export * from './tables/cells.ts';
export * from './tables/columns.ts';
export * from './tables/csv.ts';
export * from './tables/dictionary.ts';
export * from './exporters/exporter.ts';
export * from './exporters/index.ts';
export { formatParquet, parquetMediaType, parquetOfKind } from './exporters/parquet.ts';
export { rowOf } from './exporters/csv.ts';
export { bibtexEntry, cslDate, type CslItem } from './exporters/citations/index.ts';

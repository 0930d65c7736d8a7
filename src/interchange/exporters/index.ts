/** The table of export formats: one file or folder a format. */
import { ServandaError, nearestWord } from '#model';
import { bibtex, cslJson } from './citations/index.ts';
import { csv } from './csv.ts';
import { duckdb } from './duckdb.ts';
import type { Exporter } from './exporter.ts';
import { jsonLines } from './json-lines.ts';
import { mispEvent } from './misp/event.ts';
import { mispGalaxy } from './misp/galaxy.ts';
import { parquet } from './parquet.ts';
import { sql } from './sql.ts';
import { stix } from './stix/index.ts';

export const exporters: readonly Exporter[] = [
  csv,
  jsonLines,
  parquet,
  sql,
  duckdb,
  stix,
  mispEvent,
  mispGalaxy,
  cslJson,
  bibtex,
];

/** The format of this name; throws NOT_FOUND with the names. */
export function findExporter(id: string): Exporter {
  const found = exporters.find((exporter) => exporter.id === id);
  if (found) return found;
  const names = exporters.map((exporter) => exporter.id);
  const near = nearestWord(id, names);
  throw new ServandaError(
    'NOT_FOUND',
    `"${id.slice(0, 60)}" is not an export format${near === undefined ? '.' : `; did you mean ${near}?`} Formats: ${names.join(', ')}.`,
  );
}

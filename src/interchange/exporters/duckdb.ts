/** A folder that DuckDB opens at once: Parquet files and a script that makes a view of each. */
import { quoteName, tableName } from './sql.ts';
import { parquet } from './parquet.ts';
import { textFile, type Exporter } from './exporter.ts';

export const duckdb: Exporter = {
  id: 'duckdb',
  title: 'Folder for DuckDB: Parquet files and load.sql',
  mediaType: parquet.mediaType,
  oneFile: false,
  files: (selection) => [
    ...parquet.files(selection),
    textFile(
      'load.sql',
      'application/sql; charset=utf-8',
      [
        '-- In this folder: duckdb -init load.sql',
        ...selection.kinds.map(
          (kind) =>
            `CREATE OR REPLACE VIEW ${quoteName(tableName(kind))} AS SELECT * FROM read_parquet('${kind}.parquet');`,
        ),
        '',
      ].join('\n'),
    ),
  ],
  losses: () => [],
};

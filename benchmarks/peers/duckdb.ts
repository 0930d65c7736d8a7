/** DuckDB with one thread, tables in memory. */
import { optional } from './optional.ts';

/** What is used of an appender, row by row. */
export interface Appender {
  appendNull: () => void;
  appendBoolean: (value: boolean) => void;
  appendUTinyInt: (value: number) => void;
  appendUSmallInt: (value: number) => void;
  appendUInteger: (value: number) => void;
  endRow: () => void;
  closeSync: () => void;
}

export interface Connection {
  run: (sql: string) => Promise<unknown>;
  createAppender: (table: string) => Promise<Appender>;
  runAndReadAll: (sql: string) => Promise<{ getRows: () => unknown[][] }>;
}

/** Written down here, so that this is checked where the peers are not installed. */
interface DuckDb {
  DuckDBInstance: {
    create: (place: string, settings: Record<string, string>) => Promise<{ connect: () => Promise<Connection> }>;
  };
}

/** Null, with a word on it, where it is not installed. */
export async function openDuckDb(): Promise<Connection | null> {
  const module = await optional<DuckDb>('@duckdb/node-api');
  return module && (await module.DuckDBInstance.create(':memory:', { threads: '1' })).connect();
}

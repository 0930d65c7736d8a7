/** The tables of logs in PostgreSQL; docs/spec/log.md describes them. */
import type pg from 'pg';

/** Everything an advisory lock of ours is keyed by, so that other users of the database are not in the way. */
export const lockSpace = 0x53_56_4c_47; // "SVLG"
/** Channel of notices; the payload is the log's id and its size. */
export const channel = 'servanda_log';

const statements = `
CREATE TABLE IF NOT EXISTS servanda_log (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin text NOT NULL UNIQUE,
  size bigint NOT NULL,
  checkpoint text NOT NULL
);
CREATE TABLE IF NOT EXISTS servanda_entry (
  log integer NOT NULL REFERENCES servanda_log (id),
  index bigint NOT NULL,
  entry bytea NOT NULL,
  body text,
  PRIMARY KEY (log, index)
);
CREATE TABLE IF NOT EXISTS servanda_tile (
  log integer NOT NULL REFERENCES servanda_log (id),
  level smallint NOT NULL,
  index bigint NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (log, level, index)
);
`;

/** Are the tables there? */
export async function hasTables(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('servanda_tile') IS NOT NULL AS there");
  return rows[0]?.there === true;
}

/** Makes the tables if they are not there; safe when several processes start at once. */
export async function createTables(client: pg.ClientBase): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1, 0)', [lockSpace]);
    await client.query(statements);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Opening a log in PostgreSQL; the tables and the log are made when a writer finds none. */
import type pg from 'pg';
import { checkOrigin, CompactTree, LedgerError, type Log, type LogReader, type SigningKey } from '#ledger';
import { damaged } from './log-files.ts';
import { makeCheckpoint } from './next-checkpoint.ts';
import { PostgresConnection } from './postgres-connection.ts';
import { readHead } from './postgres-edge.ts';
import { PostgresLog } from './postgres-log.ts';
import { createTables, hasTables } from './postgres-schema.ts';

/** How to open a log in PostgreSQL for reading. */
export interface PostgresReadOptions {
  origin: string;
}

/** How to open a log in PostgreSQL for writing; it is made if it is not there. */
export interface PostgresWriteOptions extends PostgresReadOptions {
  signer?: SigningKey | undefined;
}

/** Opens a log in PostgreSQL (15 or later). */
export function openPostgresLog(url: string, options: PostgresReadOptions & { readOnly: true }): Promise<LogReader>;
export function openPostgresLog(url: string, options: PostgresWriteOptions & { readOnly?: false }): Promise<Log>;
export async function openPostgresLog(
  url: string,
  options: PostgresWriteOptions & { readOnly?: boolean },
): Promise<Log> {
  checkOrigin(options.origin);
  const signer = options.signer ?? null;
  const connection = new PostgresConnection(url);
  try {
    const id = await connection.use((client) => findLog(client, options.origin, signer, options.readOnly !== true));
    const head = await connection.use((client) => readHead(client, id));
    return new PostgresLog(connection, id, head, signer, options.readOnly === true);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function findLog(
  client: pg.ClientBase,
  origin: string,
  signer: SigningKey | null,
  mayCreate: boolean,
): Promise<number> {
  if (!(await hasTables(client))) {
    if (!mayCreate) throw notThere(origin);
    await createTables(client);
  }
  const found = await findId(client, origin);
  if (found !== undefined) return found;
  if (!mayCreate) throw notThere(origin);
  const { note } = makeCheckpoint({ origin, size: 0, root: new CompactTree().root() }, signer);
  // Another process may make it at the same moment.
  await client.query(
    'INSERT INTO servanda_log (origin, size, checkpoint) VALUES ($1, 0, $2) ON CONFLICT (origin) DO NOTHING',
    [origin, note],
  );
  const made = await findId(client, origin);
  if (made === undefined) throw damaged('log-missing', 'servanda_log', 'The log was made and cannot be found.');
  return made;
}

async function findId(client: pg.ClientBase, origin: string): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>('SELECT id FROM servanda_log WHERE origin = $1', [origin]);
  return rows[0]?.id;
}

function notThere(origin: string): LedgerError {
  return new LedgerError('NOT_FOUND', 'log-missing', `The database holds no log "${origin}".`);
}

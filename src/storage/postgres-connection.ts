/** Connections to PostgreSQL: a small pool, one listener that comes back by itself, and errors in plain words. */
import pg from 'pg';
import { LedgerError } from '#ledger';
import { channel } from './postgres-schema.ts';

/** Milliseconds until a lost listener tries again. */
const retryMs = 250;

/** One database as a log uses it. */
export class PostgresConnection {
  readonly #url: string;
  readonly #pool: pg.Pool;
  readonly #listeners = new Set<() => void>();
  #listener: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
    this.#pool = new pg.Pool({ connectionString: url, max: 4, application_name: 'servanda' });
    // A connection that dies while it is idle is replaced by the pool; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
  }

  /** Runs work on one connection; errors of the database are explained. */
  async use<Value>(work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
    let client: pg.PoolClient | null = null;
    let broken = false;
    try {
      client = await this.#pool.connect();
      client.on('error', ignore);
      return await work(client);
    } catch (error) {
      broken = !(error instanceof LedgerError) && sqlState(error) === '';
      throw explain(error);
    } finally {
      client?.off('error', ignore);
      client?.release(broken);
    }
  }

  /** Runs work in a transaction that is durable when this returns. */
  transact<Value>(work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
    return this.use(async (client) => {
      // A server may be set to acknowledge before the disk has it, or to show a transaction an older state.
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit = on');
      let value: Value;
      try {
        value = await work(client);
      } catch (error) {
        await client.query('ROLLBACK').catch(ignore);
        throw error;
      }
      try {
        await client.query('COMMIT');
      } catch (cause) {
        throw new LedgerError(
          'STORAGE_FAILED',
          'storage-failed',
          `The database was lost while it confirmed: it is not known whether the batch was written. Look before sending it again. (${message(cause)})`,
          { cause },
        );
      }
      return value;
    });
  }

  /** Calls back on every notice, and after the listener was lost and is back, until undone. */
  listen(onNotice: () => void): () => void {
    this.#listeners.add(onNotice);
    if (!this.#listener && !this.#retry) this.#connectListener();
    return () => {
      this.#listeners.delete(onNotice);
      if (this.#listeners.size === 0) this.#dropListener();
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#listeners.clear();
    this.#dropListener();
    await this.#pool.end();
  }

  #connectListener(): void {
    const listener = new pg.Client({
      connectionString: this.#url,
      application_name: 'servanda follower',
      keepAlive: true,
    });
    this.#listener = listener;
    const lost = (): void => {
      if (this.#listener !== listener) return;
      this.#listener = null;
      listener.end().catch(ignore);
      if (this.#closed || this.#listeners.size === 0) return;
      this.#retry = setTimeout(() => {
        this.#retry = null;
        this.#connectListener();
      }, retryMs);
      this.#retry.unref();
    };
    listener.on('error', lost);
    listener.on('end', lost);
    listener.on('notification', () => {
      this.#notify();
    });
    listener
      .connect()
      .then(() => listener.query(`LISTEN ${channel}`))
      .then(() => {
        // Whatever came while nobody listened is looked for now.
        this.#notify();
      })
      .catch(lost);
  }

  #dropListener(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    const listener = this.#listener;
    this.#listener = null;
    listener?.end().catch(ignore);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function ignore(): void {
  // The error is met where the connection is used next.
}

function message(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(message).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** The five characters by which PostgreSQL names an error; empty if the error is not the server's. */
function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : '';
}

const reasons: Readonly<Record<string, string>> = {
  '25006': 'The database is read-only (a standby, perhaps): write to the primary',
  '42501': 'The database user lacks a permission: grant it to this user',
  '53100': "The database's disk is full: free some space there",
  '28P01': 'The password is wrong',
  '3D000': 'There is no such database: create it first',
  '57P01': 'The database is shutting down',
};

/** Says why the database refused and what to do; errors of the ledger pass. */
function explain(error: unknown): unknown {
  if (error instanceof LedgerError) return error;
  const reason =
    reasons[sqlState(error)] ?? (sqlState(error) === '' ? 'The database cannot be reached' : 'The database refused');
  return new LedgerError(
    'STORAGE_FAILED',
    'storage-failed',
    `${reason}. Nothing that was acknowledged is lost. (${message(error)})`,
    {
      cause: error,
    },
  );
}

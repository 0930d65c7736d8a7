/** The keys that an instance makes for itself, in PostgreSQL. */
import type { SecretStore } from './file-secrets.ts';
import { PostgresConnection } from './postgres-connection.ts';
import { lockSpace } from './postgres-schema.ts';

/** Secrets in a table beside the logs: every process of the instance has the same. */
export function postgresSecrets(url: string): SecretStore {
  const connection = new PostgresConnection(url);
  const read = async (name: string): Promise<string | null> =>
    connection.use(async (client) => {
      const { rows: tables } = await client.query<{ there: boolean }>(
        "SELECT to_regclass('servanda_secret') IS NOT NULL AS there",
      );
      if (tables[0]?.there !== true) return null;
      const { rows } = await client.query<{ secret: string }>('SELECT secret FROM servanda_secret WHERE name = $1', [
        name,
      ]);
      return rows[0]?.secret ?? null;
    });
  return {
    read,
    keep: async (name, make) => {
      const known = await read(name);
      if (known !== null) return known;
      return connection.transact(async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1, 0)', [lockSpace]);
        await client.query('CREATE TABLE IF NOT EXISTS servanda_secret (name text PRIMARY KEY, secret text NOT NULL)');
        await client.query('INSERT INTO servanda_secret (name, secret) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
          name,
          make(),
        ]);
        const { rows } = await client.query<{ secret: string }>('SELECT secret FROM servanda_secret WHERE name = $1', [
          name,
        ]);
        return rows[0]?.secret ?? '';
      });
    },
    close: () => connection.close(),
  };
}

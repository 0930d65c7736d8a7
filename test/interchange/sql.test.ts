/** The SQL script runs in a real server, and gives every row back. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findExporter, select } from '../../src/interchange/index.ts';
import { View } from '../../src/registry/index.ts';
import type { Instance } from '../../src/server/index.ts';
import { incident, viewOf } from '../samples.ts';
import { sampleApi } from '../server/sample-instance.ts';
import { postgresMissing, startPostgres, type PostgresServer } from '../storage/postgres-server.ts';

describe.skipIf(postgresMissing !== null)('SQL', () => {
  let server: PostgresServer;
  let instance: Instance;
  beforeAll(async () => {
    server = await startPostgres();
    ({ instance } = await sampleApi());
  });
  afterAll(async () => {
    await instance.close();
    await server.stop();
  });

  async function run(view: View, question: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: server.createDatabase() });
    await client.connect();
    try {
      const [file] = findExporter('sql').files(select(view));
      await client.query(new TextDecoder().decode(file?.bytes));
      return (await client.query(question)).rows as unknown[];
    } finally {
      await client.end();
    }
  }

  it('holds every statement of the record, with its place in the log', async () => {
    const view = new View(instance.registry);
    const rows = await run(view, 'SELECT id, "statementId" AS statement FROM attribution');
    const expected = view.versions('attribution').map(({ body, statement }) => ({ id: body.id, statement }));
    const byId = (list: unknown[]): string[] => list.map((row) => JSON.stringify(row)).sort();
    expect(byId(rows)).toEqual(byId(expected));
  });

  it('keeps hostile text as text', async () => {
    const title = "'; DROP TABLE incident; -- \\' \" $1 \n";
    const rows = await run(viewOf([incident('a', '2020', ['FRA'], { title })]), 'SELECT title FROM incident');
    expect(rows).toEqual([{ title }]);
  });
});

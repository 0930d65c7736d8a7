/** The peer of the HTTP benchmark: hono alone, with the same bytes in its hands. Reads them from its input, then listens. */
import { text } from 'node:stream/consumers';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const serialised = await text(process.stdin);
const parsed = JSON.parse(serialised) as object;
const headers = { 'Content-Type': 'application/json; charset=utf-8' };

const app = new Hono()
  .get('/hello', (context) => context.text('Hello'))
  .get('/json', (context) => context.json(parsed))
  .get('/serialised', (context) => context.body(serialised, 200, headers));

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
process.once('SIGTERM', () => {
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
});

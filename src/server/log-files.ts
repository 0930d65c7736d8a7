/** Logs over HTTP as C2SP tlog-tiles asks: checkpoint, tiles and entry bundles, with their caching rules. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { LedgerError, parseTilePath, readTileBytes } from '#ledger';
import type { Instance } from './instance.ts';

/** Serves every log of the instance under /log/<origin>/…; an origin may hold slashes. */
export function serveLogs(app: OpenAPIHono, instance: Instance): void {
  app.get('/log/*', async (context) => {
    const path = decodeURIComponent(context.req.path.slice('/log/'.length));
    const { origin, file } = split(path);
    const log = instance.log(origin);
    if (!log) throw new LedgerError('NOT_FOUND', 'log-missing', `This instance has no log "${origin.slice(0, 200)}".`);
    if (file === 'checkpoint') {
      return context.body(log.checkpoint, 200, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'public, max-age=5',
        'Access-Control-Allow-Origin': '*',
      });
    }
    const bytes = await readTileBytes(log, parseTilePath(file));
    return context.body(new Uint8Array(bytes), 200, {
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Access-Control-Allow-Origin': '*',
    });
  });
}

function split(path: string): { origin: string; file: string } {
  if (path.endsWith('/checkpoint')) return { origin: path.slice(0, -'/checkpoint'.length), file: 'checkpoint' };
  const at = path.lastIndexOf('/tile/');
  if (at < 0)
    throw new LedgerError('NOT_FOUND', 'log-missing', 'A log has a checkpoint and tiles; nothing else is served here.');
  return { origin: path.slice(0, at), file: path.slice(at + 1) };
}

/** Logs over HTTP as C2SP tlog-tiles asks: checkpoint, tiles and entry bundles, with their caching rules; and bodies. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import {
  LedgerError,
  parseTileIndex,
  parseTilePath,
  readTileBytes,
  tileWidth,
  tileWidthIn,
  type LogReader,
} from '#ledger';
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
    if (file.startsWith('bodies/')) {
      return context.body(await readBodyLines(instance, log, file), 200, {
        'Content-Type': 'text/plain; charset=utf-8',
        // Bodies are added, and may be erased.
        'Cache-Control': 'no-cache',
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
  const at = Math.max(path.lastIndexOf('/tile/'), path.lastIndexOf('/bodies/'));
  if (at < 0)
    throw new LedgerError(
      'NOT_FOUND',
      'log-missing',
      'A log has a checkpoint, tiles and bodies; nothing else is served here.',
    );
  return { origin: path.slice(0, at), file: path.slice(at + 1) };
}

/** The bodies beside a bundle of entries, one a line; what a redaction erased is an empty line (docs/spec/log.md). */
async function readBodyLines(instance: Instance, log: LogReader, file: string): Promise<string> {
  const match = /^bodies\/(.+)\.jsonl$/.exec(file);
  const index = parseTileIndex(match?.[1] ?? '');
  const width = tileWidthIn(log.size, 'entries', index);
  if (width === 0)
    throw new LedgerError('NOT_FOUND', 'tile-missing', `A log of ${log.size} entries has no such bodies.`);
  const from = index * tileWidth;
  const bodies = await log.readBodies(from, from + width);
  const statements = instance.book(log.origin)?.statements ?? [];
  return bodies.map((body, at) => `${statements[from + at]?.body === null ? '' : (body ?? '')}\n`).join('');
}

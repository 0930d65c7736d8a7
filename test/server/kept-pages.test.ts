/** Kept pages: one state of the logs at a time, least recently used first out, never above the limit, in both forms. */
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeptPages } from '../../src/server/kept-pages.ts';

const page = (body: string) => ({ body, headers: [['ETag', '"x"']] as [string, string][] });

test('a page is kept until a log grows; one begun before is not kept after', () => {
  const pages = new KeptPages(1000);
  const before = pages.state;
  pages.put('/a', before, page('A'));
  expect(pages.has('/a')).toBe(true);
  pages.clear();
  expect(pages.has('/a')).toBe(false);
  pages.put('/a', before, page('late'));
  expect(pages.has('/a')).toBe(false);
  pages.put('/a', pages.state, page('A'));
  expect(pages.has('/a')).toBe(true);
});

test('the limit holds, and a page larger than a quarter of it is not kept', () => {
  const pages = new KeptPages(100);
  for (const name of ['/1', '/2', '/3', '/4', '/5']) pages.put(name, pages.state, page('x'.repeat(20)));
  expect(pages.has('/1')).toBe(false);
  for (const name of ['/2', '/3', '/4', '/5']) expect(pages.has(name)).toBe(true);
  pages.put('/large', pages.state, page('x'.repeat(60)));
  expect(pages.has('/large')).toBe(false);
});

describe('sent', () => {
  let server: Server;
  let pages: KeptPages;

  beforeEach(async () => {
    pages = new KeptPages();
    server = createServer((asked, response) => {
      if (!pages.send(asked, response)) response.writeHead(299).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.close();
  });

  function ask(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path, headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
        });
      })
        .on('error', reject)
        .end();
    });
  }

  test('what is not kept is left to whoever makes it, and so is everything but reading', async () => {
    pages.put('/a', pages.state, page('A'));
    expect((await ask('/b')).status).toBe(299);
    expect((await ask('/a', {}, 'POST')).status).toBe(299);
    expect((await ask('/a?q=1')).status).toBe(299);
  });

  test('a reader gets the bytes, and one who has them is told so', async () => {
    pages.put('/a', pages.state, page('Ä'));
    const plain = await ask('/a');
    expect([plain.status, plain.body.toString(), plain.headers['content-length']]).toEqual([200, 'Ä', '2']);
    expect((await ask('/a', { 'if-none-match': 'W/"x"' })).status).toBe(304);
    expect((await ask('/a', { 'if-none-match': '"y", "x-gzip"' })).status).toBe(304);
    expect((await ask('/a', { 'if-none-match': '"y"' })).status).toBe(200);
    const head = await ask('/a', {}, 'HEAD');
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, '2']);
  });

  test('a large page goes out zipped to those who take it, under a mark of its own', async () => {
    const body = '<p>the same</p>'.repeat(1000);
    pages.put('/a', pages.state, page(body));
    await vi.waitFor(async () => {
      expect((await ask('/a', { 'accept-encoding': 'br, gzip;q=0.8' })).headers['content-encoding']).toBe('gzip');
    });
    const zipped = await ask('/a', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(zipped.body).toString()).toBe(body);
    expect([zipped.headers.etag, zipped.headers.vary]).toEqual(['"x-gzip"', 'accept-encoding']);
    for (const accepted of ['identity', 'gzip;q=0', 'br, gzip;q=0.0, deflate', 'x-gzipped']) {
      const plain = await ask('/a', { 'accept-encoding': accepted });
      expect([plain.headers['content-encoding'], plain.headers.etag], accepted).toEqual([undefined, '"x"']);
      expect(plain.body.toString()).toBe(body);
    }
  });
});

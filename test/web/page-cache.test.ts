/** Kept pages: one state of the record at a time, least recently used first out, never above the limit. */
import { expect, test } from 'vitest';
import { PageCache, answerWith } from '../../src/web/page-cache.ts';

const page = (body: string) => ({ body, headers: [['etag', '"x"']] as [string, string][], etag: '"x"' });

test('a page is found again until the record changes', () => {
  const cache = new PageCache(1000);
  expect(cache.get('/a', 'one')).toBeUndefined();
  cache.put('/a', 'one', page('A'));
  expect(cache.get('/a', 'one')?.body).toBe('A');
  expect(cache.get('/a', 'two')).toBeUndefined();
  cache.put('/a', 'one', page('late'));
  expect(cache.get('/a', 'two')).toBeUndefined();
});

test('the limit holds, and what was used last stays', () => {
  const cache = new PageCache(100);
  cache.get('/', 's');
  for (const name of ['/1', '/2', '/3', '/4']) cache.put(name, 's', page('x'.repeat(20)));
  cache.get('/1', 's');
  cache.put('/5', 's', page('x'.repeat(20)));
  expect(cache.get('/1', 's')).toBeDefined();
  expect(cache.get('/2', 's')).toBeUndefined();
  cache.put('/large', 's', page('x'.repeat(60)));
  expect(cache.get('/large', 's')).toBeUndefined();
});

test('a reader who has the page is told so', async () => {
  expect(answerWith(page('A'), 'W/"x"').status).toBe(304);
  expect(await answerWith(page('A'), '"y"').text()).toBe('A');
});

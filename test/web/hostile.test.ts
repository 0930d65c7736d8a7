/** A record with markup, script and right-to-left text in every text field: the pages show it and run none of it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAll, violations } from './accessible.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { root, startServer, type RunningServer } from './server.ts';

/** Ids, codes, dates and addresses keep their form, since the schemas of the record enforce it; all other text is free. */
const formed = new Set(
  'id kind party agreement incident attribution source by responsible state victimStates collateralStates reliesOn against answers supporting contesting effects purposes sectors kinds actorKinds complete agreementKind partyKind basis form byKind stance inForce adherence known indiscriminate significantHarm verifiable value madeOn startedOn endedOn disclosedOn adoptedOn enteredIntoForceOn countedOn checkedOn publishedOn from until dataDate group seat convenors lineage descendsFrom provisions asOf standard commitment method origin root next class link plain chart direction clock'.split(
    ' ',
  ),
);
const evil = `"><script>globalThis.ran = 1</script><img src="https://evil.invalid/x" onerror="globalThis.ran=1">' onload='\u202e`;

function poison(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => poison(item, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poison(inner, name)]));
  }
  if (typeof value !== 'string' || formed.has(key)) return value;
  if (key === 'url' || key === 'textUrl') return 'javascript:globalThis.ran=1';
  return evil + (key === 'name' ? 'x'.repeat(3000) : '');
}

const addresses = [
  '/',
  '/agreements',
  '/agreements?ranking=yes',
  '/agreements/paris-call-2018',
  '/agreements/un-gge-2015',
  '/parties',
  '/parties/RUS',
  '/incidents',
  '/incidents/vpnfilter-2018',
  '/findings',
  '/findings/vpnfilter-2018/un-gge-2015/13f',
  '/findings?agreement=un-gge-2015&party=RUS',
  '/provisions/un-gge-2015/13f',
  '/definitions',
  '/definitions/critical-infrastructure',
  '/gray-area',
  '/claims',
  '/methodology',
  '/methodology/errors',
  '/effect',
  '/effect/us-china-2015',
  '/responses',
  '/reports',
  '/search',
  '/search?q=notpetya',
  '/data',
  '/about',
];

describe.skipIf(chromiumMissing !== null)('a hostile record', () => {
  let real: RunningServer;
  let browser: Browser;
  let pages: Server;
  let origin: string;

  beforeAll(async () => {
    [real, browser] = await Promise.all([startServer(), launchChromium()]);
    const entry = pathToFileURL(path.join(root, 'dist', 'web', 'handler.js')).href;
    const { handler } = (await import(entry)) as {
      handler: (request: IncomingMessage & { servanda: unknown }, response: ServerResponse) => void;
    };
    const fetchPoisoned = async (asked: Request): Promise<Response> => {
      const { pathname, search } = new URL(asked.url);
      const answer = await fetch(real.origin + pathname + search, {
        method: asked.method,
        ...(asked.method === 'POST'
          ? { body: await asked.text(), headers: { 'content-type': 'application/json' } }
          : {}),
      });
      return Response.json(poison(await answer.json()), { status: answer.status });
    };
    pages = createServer((request, response) => {
      handler(Object.assign(request, { servanda: { fetch: fetchPoisoned } }), response);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await browser.close();
    await real.stop();
    await new Promise((resolve) => pages.close(resolve));
  });

  test.each(addresses)('%s runs nothing, asks nobody, breaks nothing', async (address) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const strays: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) strays.push(request.url());
    });
    const response = await page.goto(origin + address);
    expect(response?.status()).toBe(200);
    expect(await page.evaluate('globalThis.ran')).toBeUndefined();
    expect(await page.locator('script, img, iframe, [onload], [onerror], [href^="javascript:" i]').count()).toBe(0);
    expect(strays).toEqual([]);
    await page.evaluate(openAll);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    expect(await violations(page, false)).toEqual([]);
    await context.close();
  });

  test.each([
    '/incentives',
    '/incentives?gain=0.1&gain-low=0.05',
    '/negotiate',
    '/reports/file',
    '/reports/file?agreement=paris-call-2018&party=FRA',
    '/reports/review',
    '/reports/reply',
    '/reports/reply?kind=agreement&id=paris-call-2018',
  ])('%s, with script of its own, runs nothing else', async (address) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const strays: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) strays.push(request.url());
    });
    const response = await page.goto(origin + address, { waitUntil: 'networkidle' });
    expect(response?.status()).toBe(200);
    expect(await page.evaluate('globalThis.ran')).toBeUndefined();
    expect(await page.locator('img, iframe, [onload], [onerror], [href^="javascript:" i]').count()).toBe(0);
    expect(strays).toEqual([]);
    await page.evaluate(openAll);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await context.close();
  });
});

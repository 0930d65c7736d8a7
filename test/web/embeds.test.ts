/** Embeds in a foreign page: shown in a frame, accessible in light and dark, asking nobody; all other pages refuse frames. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { startServer, type RunningServer } from './server.ts';

const embeds = [
  '/embed/absence/paris-call-2018',
  '/embed/coverage/paris-call-2018',
  '/embed/tiles/paris-call-2018',
  '/embed/parties/paris-call-2018',
  '/embed/effect/us-china-2015',
  '/embed/responses/responder',
  '/embed/frontier/un-gge-2017-legal-clauses',
  '/embed/incentives/us-china-2015',
];

describe.skipIf(chromiumMissing !== null)('embeds', () => {
  let server: RunningServer;
  let browser: Browser;
  let foreign: Server;
  let foreignOrigin: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
    foreign = createServer((request, response) => {
      const framed = new URL(request.url ?? '/', 'http://localhost').searchParams.get('framed') ?? '';
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Foreign</title><iframe src="${server.origin}${framed}"></iframe>`);
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    foreignOrigin = `http://localhost:${(foreign.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await new Promise((resolve) => foreign.close(resolve));
  });

  /** The text that a page shows in a frame of a foreign page; null where the browser refuses. */
  async function framed(address: string): Promise<string | null> {
    const page = await browser.newPage();
    await page.goto(`${foreignOrigin}/?framed=${encodeURIComponent(address)}`, { waitUntil: 'networkidle' });
    const frame = page.frames().find((one) => one.url().startsWith(server.origin));
    const text = frame ? await frame.locator('body').innerText() : null;
    await page.close();
    return text === '' ? null : text;
  }

  test('an embed may be framed, live and frozen; a page may not', async () => {
    expect(await framed('/embed/coverage/paris-call-2018')).toContain('Live');
    const answer = (await (await fetch(`${server.origin}/api/v1/figures/coverage/paris-call-2018`)).json()) as {
      result: { files: { frozen: string } };
    };
    expect(await framed(answer.result.files.frozen)).toContain('Frozen');
    for (const address of ['/', '/agreements/paris-call-2018', '/incentives']) expect(await framed(address)).toBeNull();
  });

  test.each(embeds)('%s is accessible, fits a phone, and asks nobody', async (address) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(server.origin + address, { waitUntil: 'networkidle' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    expect(asked.filter((path) => path !== '/favicon.ico')).toEqual([address]);
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
    await page.evaluate(`document.querySelectorAll('details').forEach((part) => { part.open = true; })`);
    await page.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found: string[] = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((result) =>
        result.violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 300)).join(' | ')))`);
      expect(found, colorScheme).toEqual([]);
    }
    await context.close();
  });

  test('the drawing of a page, of its file and of its embed are the same bytes', async () => {
    const html = await (await fetch(`${server.origin}/agreements/paris-call-2018`)).text();
    for (const kind of ['tiles', 'parties', 'absence', 'coverage']) {
      const bare = await (await fetch(`${server.origin}/embed/${kind}/paris-call-2018.svg?bare=wide`)).text();
      expect(html.includes(bare), kind).toBe(true);
      const narrow = await (await fetch(`${server.origin}/embed/${kind}/paris-call-2018.svg?bare=narrow`)).text();
      expect(html.includes(narrow), `${kind}, narrow`).toBe(true);
    }
  });

  test('a page for reading has leave for no script at all', async () => {
    for (const address of ['/', '/effect', '/search?q=a']) {
      const policy = (await fetch(server.origin + address)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'none'");
      expect(policy).toContain("connect-src 'none'");
    }
  });
});

/** Labs and verify: complete without script, at once with it, the same numbers as the API, within their size. */
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { scripted } from './routes.ts';
import { startServer, type RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;

/** Compressed script of a page at most, in bytes. */
const mostScript = 120_000;

async function open(
  context: BrowserContext,
  address: string,
): Promise<{ page: Page; policy: string; scripts: Promise<number>[]; strays: string[]; complaints: string[] }> {
  const page = await context.newPage();
  const [strays, complaints]: [string[], string[]] = [[], []];
  const scripts: Promise<number>[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${server.origin}/`)) strays.push(request.url());
    else if (new URL(request.url()).pathname.endsWith('.js')) scripts.push(sizeOf(request.url()));
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const response = await page.goto(server.origin + address, { waitUntil: 'networkidle' });
  expect(response?.status()).toBe(200);
  return { page, policy: response?.headers()['content-security-policy'] ?? '', scripts, strays, complaints };
}

async function sizeOf(url: string): Promise<number> {
  return gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(`document.querySelectorAll('details').forEach((part) => { part.open = true; })`);
  // Playwright evaluates outside the page's policy; the page itself may not.
  await page.evaluate(axe.source);
  const run = (options: string): Promise<string[]> =>
    page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'], ...${options} }).then((result) =>
      result.violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 300)).join(' | ')))`);
  const found = await run('{}');
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...found, ...(await run(`{ runOnly: ['color-contrast', 'link-in-text-block'] }`))];
}

describe.skipIf(chromiumMissing !== null)('labs', () => {
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.each(scripted)('%s is accessible, small and asks no other host', async (address) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const { page, policy, scripts, strays, complaints } = await open(context, address);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await violations(page)).toEqual([]);
    const script = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
    expect(script).toBeGreaterThan(0);
    expect(script).toBeLessThanOrEqual(mostScript);
    expect(strays).toEqual([]);
    expect(complaints).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await context.close();
  });

  test('the incentive lab computes by a plain form what the API computes', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await open(context, '/incentives?agreement=us-china-2015');
    await page.locator('input[name="gain"]').fill('0.1');
    await page.locator('input[name="gain-low"]').fill('0.05');
    await page.locator('.lab button').click();
    expect(new URL(page.url()).searchParams.get('gain')).toBe('0.1');
    const scenario = await page.locator('textarea.source').inputValue();
    const given = JSON.parse(scenario) as { parameters: Record<string, unknown> };
    expect(Object.keys(given.parameters)).toEqual(['gain']);
    const answer = (await (
      await fetch(`${server.origin}/api/v1/incentives`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: scenario,
      })
    ).json()) as { result: { region: { holds: boolean; shareOfGrid: number } } };
    const { holds, shareOfGrid } = answer.result.region;
    const lead = await page.locator('.lead').innerText();
    expect(lead).toContain(holds ? 'promise enforces itself' : 'does not enforce itself');
    expect(lead).toContain(`${Math.round(shareOfGrid * 100)}% of`);
    await context.close();
  });

  test('with script a change is computed at once, in place', async () => {
    const context = await browser.newContext();
    const { page, complaints } = await open(context, '/incentives?agreement=us-china-2015');
    // It is there once the page's script runs; before that a change is sent as a plain form.
    await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
    await page.waitForTimeout(500);
    await page.evaluate('globalThis.sameDocument = true');
    await page.locator('input[name="gain-low"]').fill('0.05');
    await page.locator('input[name="gain"]').fill('0.1');
    await page.waitForURL(/gain=0\.1&/);
    // Typed while the answer to the change before is on its way: what is typed stays.
    await page.locator('.triple input[name="loss"]').fill('2');
    await page.waitForTimeout(320);
    await page.locator('.triple input[name="length"]').fill('4');
    await page.waitForURL(/loss=2&.*length=4&/);
    await page
      .locator('fieldset', { hasText: 'gain of a violation' })
      .locator('b', { hasText: 'set by you' })
      .waitFor();
    expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a number that makes no sense is said on the page', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await open(context, '/incentives?gain=5&gain-low=6&gain-high=7');
    expect(await page.locator('[role="alert"]').innerText()).toContain('must rise');
    await context.close();
  });

  test("the negotiation lab judges the reader's own text, without script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await open(context, '/negotiate');
    await page.locator('select[name="text.countermeasures"]').selectOption({ index: 2 });
    await page.locator('.lab button').click();
    expect(await page.locator('#chosen + p').innerText()).toMatch(/\d+ of 25 parties would accept it/);
    expect(await page.locator('main svg').first().innerHTML()).toContain('your text');
    await context.close();
  });

  test('a draft of the reader is computed without script; a broken one is explained', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await open(context, '/negotiate');
    await page.locator('summary', { hasText: 'A draft of your own' }).click();
    await page.locator('form[method="post"] button').click();
    expect(await page.locator('.lead').innerText()).toBe('My draft');
    expect(await page.locator('.texts > li').count()).toBeGreaterThan(0);
    await page.locator('textarea[name="source"]').fill('id: [');
    await page.locator('form[method="post"] button').click();
    expect(await page.locator('[role="alert"]').innerText()).toContain('could not be computed');
    await context.close();
  });
});

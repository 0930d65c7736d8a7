/** Every page in a real browser: accessible in light and dark, on a narrow phone, without script, asking no other host. */
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { errors, pages } from './routes.ts';
import { startServer, type RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;

interface Visit {
  page: Page;
  status: number;
  headers: Record<string, string>;
  /** Hosts asked besides ours, and errors on the console. */
  strays: string[];
  complaints: string[];
}

async function visit(context: BrowserContext, address: string): Promise<Visit> {
  const page = await context.newPage();
  const [strays, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${server.origin}/`)) strays.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const response = await page.goto(server.origin + address);
  return { page, status: response?.status() ?? 0, headers: response?.headers() ?? {}, strays, complaints };
}

/** axe's findings, with all that is folded away opened first; colours are looked at in both schemes. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(openAll);
  await page.evaluate(axe.source);
  const found: string[] = await page.evaluate(runAxe('{}'));
  await page.emulateMedia({ colorScheme: 'dark' });
  return [
    ...found,
    ...(await page.evaluate<string[]>(runAxe(`{ runOnly: ['color-contrast', 'link-in-text-block'] }`))),
  ];
}

const openAll = `document.querySelectorAll('details').forEach((part) => { part.open = true; })`;

function runAxe(options: string): string {
  return `axe.run(document, { resultTypes: ['violations'], ...${options} }).then((result) => result.violations.map(
    ({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 300)).join(' | ')))`;
}

describe.skipIf(chromiumMissing !== null)('pages', () => {
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.each([...pages, ...errors.map(([address]) => address)])(
    '%s is accessible in light and dark',
    async (address) => {
      const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1280, height: 900 } });
      const { page, strays } = await visit(context, address);
      expect(await violations(page)).toEqual([]);
      expect(strays).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), 'width at 320 pixels').toBeLessThanOrEqual(
        320,
      );
      await context.close();
    },
  );

  test.each(pages)('%s is complete without script, safe, and asks no other host', async (address) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const { page, status, headers, strays, complaints } = await visit(context, address);
    expect(status).toBe(200);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(strays).toEqual([]);
    expect(complaints).toEqual([]);
    const html = await page.content();
    expect(html).not.toMatch(/<script|\sstyle=|<style|\son\w+=/i);
    expect(html).toMatch(/Log <b>.*root <code/s);
    expect(await page.locator('h1').count()).toBe(1);
    await context.close();
  });

  test.each(errors)('%s says what is wrong, with status %i', async (address, status) => {
    const context = await browser.newContext();
    const seen = await visit(context, address);
    expect(seen.status).toBe(status);
    const text = await seen.page.locator('main').innerText();
    expect(text).not.toMatch(/\bat .*\.[jt]s:\d+/);
    if (status >= 400) expect(text).toContain(String(status));
    await context.close();
  });

  test('the first page answers the question, with range, n and standard, and leads to the incidents', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    const { page } = await visit(context, '/');
    const text = await page.locator('main').innerText();
    expect(text).toContain('Who is absent from the Paris Call, and does it matter?');
    expect(text).toMatch(/\d+ of 193 UN members/);
    expect(text).toMatch(/parties for \d[\d.]*–\d+%/);
    expect(text).toContain('one-government');
    expect(text).toContain('no sample');
    const lead = await page.locator('.lead').first().boundingBox();
    expect(lead && lead.y + lead.height).toBeLessThan(900);
    await page
      .locator('main a', { hasText: /^\d+ incidents?$/ })
      .first()
      .click();
    expect(new URL(page.url()).pathname).toBe('/incidents');
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
    await context.close();
  });

  test('dials are a plain form, part of the address, and kept by links', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await visit(context, '/incidents?responsible=RUS');
    await page.locator('.dials > summary').click();
    await page.locator('.dials input[name="as-of"]').fill('2018-11-12');
    await page.locator('.dials select[name="standard"]').selectOption('two-governments');
    await page.locator('.dials button').click();
    const words = new URL(page.url()).searchParams;
    expect([words.get('responsible'), words.get('as-of'), words.get('standard')]).toEqual([
      'RUS',
      '2018-11-12',
      'two-governments',
    ]);
    expect(await page.locator('.dials > summary').innerText()).toContain('12 November 2018');
    await page.locator('nav a', { hasText: 'Agreements' }).click();
    const kept = new URL(page.url()).searchParams;
    expect([kept.get('responsible'), kept.get('as-of'), kept.get('standard')]).toEqual([
      null,
      '2018-11-12',
      'two-governments',
    ]);
    await context.close();
  });
});

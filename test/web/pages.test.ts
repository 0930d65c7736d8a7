/** Every page in a real browser: accessible in light and dark, on a narrow phone, without script, asking no other host. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAll, violations } from './accessible.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { errors, pages } from './routes.ts';
import { startServer, type RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;

interface Visit {
  page: Page;
  status: number;
  headers: Record<string, string>;
  html: string;
  /** Hosts asked besides ours, and errors on the console. */
  strays: string[];
  complaints: string[];
}

/** A tab that is used for many pages: making one takes longer than most pages do. */
class Tab {
  readonly page: Page;
  #strays: string[] = [];
  #complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => {
      if (!request.url().startsWith(`${server.origin}/`)) this.#strays.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.#complaints.push(error.message));
  }

  async visit(address: string): Promise<Visit> {
    [this.#strays, this.#complaints] = [[], []];
    await this.page.setViewportSize(wide);
    const response = await this.page.goto(server.origin + address);
    return {
      page: this.page,
      status: response?.status() ?? 0,
      headers: response?.headers() ?? {},
      html: (await response?.text()) ?? '',
      strays: this.#strays,
      complaints: this.#complaints,
    };
  }
}

const wide = { width: 1280, height: 900 };
/** A test waits for a tab, so that its time is longer than its page takes. */
const patience = 180_000;

const free: Tab[] = [];
const waiting: ((tab: Tab) => void)[] = [];

/** Runs on the next tab that is free. */
async function onTab<Result>(work: (tab: Tab) => Promise<Result>): Promise<Result> {
  const tab = free.pop() ?? (await new Promise<Tab>((resolve) => waiting.push(resolve)));
  try {
    return await work(tab);
  } finally {
    const next = waiting.shift();
    if (next) next(tab);
    else free.push(tab);
  }
}

/** The route of an address: its first word, and how many follow. Its first page in the list is its largest. */
const routeOf = (address: string): string => {
  const [first, ...rest] = (address.split('?')[0] ?? '').split('/').slice(1);
  return `${first ?? ''}/${rest.length}`;
};
/** Colours come from the styles, which are the same for all pages of a route: they are looked at on the first of each. */
const isFirst = (list: readonly string[], address: string): boolean =>
  list.find((other) => routeOf(other) === routeOf(address)) === address;

async function widthOnPhone(page: Page): Promise<number> {
  await page.setViewportSize({ width: 320, height: 640 });
  return page.evaluate<number>('document.documentElement.scrollWidth');
}

async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.origin + address);
  return page;
}

describe.skipIf(chromiumMissing !== null)('pages', () => {
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
    // axe needs script; that no page does is seen from what the server sends.
    const context = await browser.newContext({ colorScheme: 'light' });
    free.push(...(await Promise.all([1, 2, 3].map(async () => new Tab(await context.newPage())))));
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.concurrent.each(pages)(
    '%s is accessible, safe, without script, and asks no other host',
    (address) =>
      onTab(async (tab) => {
        const { page, status, headers, html, strays, complaints } = await tab.visit(address);
        expect(status).toBe(200);
        const policy = headers['content-security-policy'] ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("script-src 'none'");
        expect(policy).not.toContain('unsafe');
        expect(headers['set-cookie']).toBeUndefined();
        expect(headers['x-content-type-options']).toBe('nosniff');
        expect(html).not.toMatch(/<script|\sstyle=|<style|\son\w+=/i);
        expect(html).toMatch(/Log <b>.*root <code/s);
        expect(await page.locator('h1').count()).toBe(1);
        await page.evaluate(openAll);
        expect(await widthOnPhone(page), 'width at 320 pixels').toBeLessThanOrEqual(320);
        await page.setViewportSize(wide);
        expect(await violations(page, isFirst(pages, address))).toEqual([]);
        expect(strays).toEqual([]);
        expect(complaints).toEqual([]);
      }),
    patience,
  );

  test.concurrent.each(errors)(
    '%s says what is wrong, accessibly, with status %i',
    (address, status) =>
      onTab(async (tab) => {
        const seen = await tab.visit(address);
        expect(seen.status).toBe(status);
        const text = await seen.page.locator('main').innerText();
        expect(text).not.toMatch(/\bat .*\.[jt]s:\d+/);
        if (status >= 400) expect(text).toContain(String(status));
        expect(await widthOnPhone(seen.page), 'width at 320 pixels').toBeLessThanOrEqual(320);
        expect(seen.strays).toEqual([]);
        // One page says all errors; it is looked at once for each status.
        if (errors.find(([, other]) => other === status)?.[0] !== address) return;
        await seen.page.setViewportSize(wide);
        expect(await violations(seen.page, true)).toEqual([]);
      }),
    patience,
  );

  test('the first page answers the question, with range, n and standard, and leads to the incidents', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    const page = await open(context, '/');
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
    const page = await open(context, '/incidents?responsible=RUS');
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

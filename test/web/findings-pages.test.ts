/** Questions of readers answered on the pages of findings, without script, in few clicks, and with the data behind them. */
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAll } from './accessible.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { startServer, type RunningServer } from './server.ts';

describe.skipIf(chromiumMissing !== null)('pages of findings', () => {
  let server: RunningServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  const open = (address: string): Promise<unknown> => page.goto(server.origin + address);
  const text = (selector = 'main'): Promise<string> => page.locator(selector).first().innerText();

  test('did a state break its word: from the explorer to the reasons, sources and log entry in two clicks', async () => {
    await open('/findings');
    await page.locator('select[name="agreement"]').selectOption('un-gge-2015');
    await page.locator('select[name="result"]').selectOption('contravenes');
    await page.locator('form[aria-label="Findings"] button').click();
    expect(new URL(page.url()).searchParams.get('result')).toBe('contravenes');
    expect(await page.locator('.result-contravenes').count()).toBeGreaterThan(0);
    await page.locator('main tbody a', { hasText: 'Why' }).first().click();
    const reasons = await text();
    expect(reasons).toMatch(/Under definitions every-view, commitment endorsed-or-adopted, attribution one-government/);
    expect(reasons).toContain('project coding, unreviewed');
    expect(reasons).toMatch(/entry \d+ of servanda\/record/);
    expect(await page.locator('.records .sources a[rel~="external"]').count()).toBeGreaterThan(0);
    // Every step leads to a record that stands on the page.
    const targets = await page
      .locator('.tree a')
      .evaluateAll((links) =>
        links.map((link) => (link as unknown as { getAttribute(name: string): string }).getAttribute('href').slice(1)),
      );
    expect(targets.length).toBeGreaterThan(5);
    for (const id of new Set(targets)) expect(await page.locator(`[id="${id}"]`).count(), id).toBe(1);
  });

  test('the CSV behind the explorer is complete: as many lines as the page says', async () => {
    await open('/findings?agreement=paris-call-2018&definitions=us');
    const n = Number(/n = (\d+) findings/.exec(await text())?.[1]);
    expect(n).toBeGreaterThan(100);
    const href = await page.locator('.downloads a', { hasText: 'CSV' }).getAttribute('href');
    const csv = await (await fetch(server.origin + (href ?? ''))).text();
    const rows = parse<Record<string, string>>(csv, { columns: true });
    expect(rows).toHaveLength(n);
    expect(new Set(rows.map(({ agreement }) => agreement))).toEqual(new Set(['paris-call-2018']));
    expect(new URLSearchParams((href ?? '').split('?')[1]).get('definitions')).toBe('us');
  });

  test('definitions are a dial: they change the answer, stay in the address, and follow every link', async () => {
    await open('/provisions/un-gge-2015/13f');
    const before = await text('.verdict-bar + .small');
    await page.locator('.dials > summary').click();
    await page.locator('.dials select[name="definitions"]').selectOption('un-2021');
    await page.locator('.dials button').click();
    expect(new URL(page.url()).searchParams.get('definitions')).toBe('un-2021');
    expect(await text('.dials > summary')).toContain('un-2021');
    const after = await text('.verdict-bar + .small');
    expect(after).not.toBe(before);
    expect(after).toMatch(/^\d+ contrary, 0 gray/);
    await page.locator('main a', { hasText: 'not reached' }).first().click();
    expect(new URL(page.url()).searchParams.get('definitions')).toBe('un-2021');
  });

  test('an incident says for each state what is missing, and never acquits', async () => {
    await open('/incidents/vpnfilter-2018');
    const said = await page.locator('.grid .said').allInnerTexts();
    expect(said.length).toBeGreaterThan(3);
    for (const words of said) expect(words).toMatch(/contravene/);
    expect(said.join(' ')).toMatch(/Missing: commitment/);
    const whole = await text();
    expect(whole).toContain('that is no acquittal');
    expect(whole).not.toMatch(/not guilty|innocent|aggressor/i);
  });

  test('every verdict has a mark and a word', async () => {
    await open('/incidents/vpnfilter-2018');
    for (const verdict of await page.locator('.verdict').all()) {
      expect(await verdict.locator('svg').count()).toBe(1);
      expect(await verdict.innerText()).toMatch(/contrary|gray|indeterminate|not reached/);
    }
  });

  test('a claim has answer, range, n, for, against, limits and query', async () => {
    await open('/claims');
    await page.evaluate(openAll);
    for (const claim of await page.locator('.claim').all()) {
      const words = await claim.innerText();
      for (const part of ['Speaks for it', 'Speaks against it', 'Limits', 'The query', 'Said by:'])
        expect(words).toContain(part);
      expect(words).toMatch(/holds|does not hold|open/);
    }
    expect(await page.locator('.claim').count()).toBe(10);
  });

  test('a problem of the interface leads to its explanation', async () => {
    const problem = (await (await fetch(`${server.origin}/api/v1/findings?text=wrong`)).json()) as {
      type: string;
      code: string;
    };
    await open(problem.type);
    const heading = page.locator(`[id="${problem.type.split('#')[1] ?? ''}"]`);
    expect(await heading.innerText()).toBe(problem.code);
  });
});

/** What a page costs its reader, taken in Chromium: time, bytes, script, foreign hosts, complaints. */
import type { Browser } from 'playwright-core';

export interface Cost {
  /** Milliseconds until something is painted, and until all is there. */
  paint: number;
  complete: number;
  /** Kilobytes of the page itself, as written and as sent; of all scripts as sent. */
  page: number;
  sent: number;
  script: number;
  /** Height in pixels, for a page that nobody scrolls through. */
  height: number;
  /** Hosts asked besides ours, and errors on the console. */
  strays: string[];
  complaints: string[];
}

/** What the page's own clock says; written out, for tests know no names of a browser. */
const timings = `(() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const scripts = performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname.endsWith('.js'));
  return {
    paint: paint ? paint.startTime : NaN,
    complete: page.loadEventEnd,
    page: page.decodedBodySize / 1000,
    sent: page.encodedBodySize / 1000,
    script: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000,
    height: document.documentElement.scrollHeight,
  };
})()`;

/** Opens an address as a reader who was never here. */
export async function costOf(browser: Browser, origin: string, address: string): Promise<Cost> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    const [strays, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) strays.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(origin + address, { waitUntil: 'networkidle' });
    return { ...(await page.evaluate<Omit<Cost, 'strays' | 'complaints'>>(timings)), strays, complaints };
  } finally {
    await context.close();
  }
}

/** /verify in a browser: receipts, answers and figures hold as served, fail when one byte is changed, and send nothing. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexPath } from '../../src/web/checking/log-root.ts';
import { recognise } from '../../src/web/checking/recognise.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { startServer, type RunningServer } from './server.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('recognising', () => {
  test.each([
    ['', 'unknown'],
    ['nothing', 'unknown'],
    ['{}', 'unknown'],
    ['[1]', 'unknown'],
    ['{"format":"servanda-receipt/1"}', 'receipt'],
    ['{"snapshot":[],"method":"coverage/2","parameters":{},"assumptions":[],"result":{}}', 'envelope'],
    ['{"snapshot":"x","method":"coverage/2","parameters":{},"result":{}}', 'unknown'],
    ['<svg></svg>', 'unknown'],
  ])('%s is %s', (text, kind) => {
    expect(recognise(bytesOf(text)).kind).toBe(kind);
  });

  const figure = (address: string): string =>
    `<svg><metadata>${JSON.stringify({ format: 'servanda-figure/1', headline: 'h', address, snapshot: [], method: 'm/1' }).replaceAll('"', '&quot;')}</metadata></svg>`;
  test.each([
    ['/embed/coverage/paris-call-2018?as-of=2026-11-24&snapshot=a%40b%401.00', 'figure'],
    ['https://evil.invalid/embed/coverage/x?a=b', 'unknown'],
    ['//evil.invalid/embed/x?a=b', 'unknown'],
    ['/embed/../api/v1/home?a=b', 'unknown'],
    ['/log/servanda/record/checkpoint', 'unknown'],
  ])('a figure may only name an embed of this site: %s is %s', (address, kind) => {
    expect(recognise(bytesOf(figure(address))).kind).toBe(kind);
  });

  // C2SP tlog-tiles, "Paths": 1234067 is x001/x234/067.
  test.each([
    [0, '000'],
    [255, '255'],
    [1000, 'x001/000'],
    [1234067, 'x001/x234/067'],
  ])('tile %i is at %s', (index, path) => {
    expect(indexPath(index)).toBe(path);
  });
});

let server: RunningServer;
let browser: Browser;
let context: BrowserContext;

const fetched = async (path: string): Promise<Buffer> => {
  const response = await fetch(server.origin + path);
  expect(response.status, path).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};

/** Drops a file; gives the verdict and the marks of the steps. */
async function drop(name: string, buffer: Buffer): Promise<{ verdict: string; marks: string[]; sent: string[] }> {
  const page: Page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' || !request.url().startsWith(`${server.origin}/`)) sent.push(request.url());
  });
  await page.goto(`${server.origin}/verify`, { waitUntil: 'networkidle' });
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const heading = page.locator('[aria-live="polite"] h2');
  await heading.waitFor({ timeout: 60_000 });
  const verdict = await heading.innerText();
  const marks = await page.locator('.checks > li > b').allInnerTexts();
  await page.close();
  return { verdict, marks, sent };
}

const changed = (buffer: Buffer, from: string, to: string): Buffer => {
  const at = buffer.indexOf(from);
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([buffer.subarray(0, at), Buffer.from(to), buffer.subarray(at + from.length)]);
};

describe.skipIf(chromiumMissing !== null)('verify', () => {
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test('a figure as SVG holds; with another number it does not', async () => {
    const svg = await fetched('/embed/coverage/paris-call-2018.svg');
    const good = await drop('figure.svg', svg);
    expect(good.verdict).toContain('holds, as far as it was checked');
    expect(good.marks.every((mark) => mark.includes('holds'))).toBe(true);
    expect(good.sent).toEqual([]);
    const bad = await drop('figure.svg', changed(svg, 'share of UN members', 'share of UN embers'));
    expect(bad.verdict).toContain('does not hold');
  });

  test('a figure as PNG holds; cut short it does not', async () => {
    const png = await fetched('/embed/parties/us-china-2015.png');
    expect((await drop('figure.png', png)).verdict).toContain('holds');
    const bent = Buffer.from(png);
    bent[bent.length - 20] = (bent[bent.length - 20] ?? 0) ^ 1;
    expect((await drop('figure.png', bent)).verdict).toContain('does not hold');
  });

  test('an answer is computed again; another result or another history is found', async () => {
    const answer = await fetched('/api/v1/coverage/paris-call-2018');
    const good = await drop('coverage.json', answer);
    expect(good.verdict).toContain('holds, as far as it was checked');
    expect(good.marks.every((mark) => mark.includes('holds'))).toBe(true);
    const value = JSON.parse(answer.toString()) as { snapshot: { root: string }[]; result: { asOf: string } };
    const other = { ...value, result: { ...value.result, asOf: '2020-01-01' } };
    expect((await drop('coverage.json', Buffer.from(JSON.stringify(other)))).verdict).toContain('does not hold');
    const [log, ...rest] = value.snapshot;
    const root = Buffer.alloc(32, 7).toString('base64');
    const forked = { ...value, snapshot: [{ ...log, root }, ...rest] };
    expect((await drop('coverage.json', Buffer.from(JSON.stringify(forked)))).verdict).toContain('does not hold');
  });

  test('a receipt holds; with another statement it does not', async () => {
    // The leaf of the first statement, from the entry bundle: a length in two bytes, then JSON (docs/spec/log.md).
    const bundle = await fetched('/log/servanda/record/tile/entries/000');
    const leaf = JSON.parse(bundle.subarray(2, 2 + bundle.readUInt16BE(0)).toString()) as { statement: string };
    const id = leaf.statement;
    const receipt = await fetched(`/api/v1/statements/${id}/receipt`);
    const good = await drop('receipt.json', receipt);
    expect(good.verdict).toContain('holds, as far as it was checked');
    expect((await drop('receipt.json', changed(receipt, '\\"kind\\"', '\\"kinb\\"'))).verdict).toContain(
      'does not hold',
    );
  });

  test('what is no file of Servanda is said to be none', async () => {
    expect((await drop('x.json', Buffer.from('{"a":1}'))).verdict).toContain('could not be checked');
  });
});

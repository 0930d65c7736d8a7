/** Two walks in a browser: a company reports, two reviewers differ, it replies; a state replies to an attribution. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor } from '../../src/cli/hand-in.ts';
import { newKey, newNonce, readKeyFile, writeKeyFile } from '../../src/cli/key-file.ts';
import { readOperatorKey } from '../../src/cli/local-writer.ts';
import { signFor } from '../../src/cli/signing.ts';
import { keyStatement } from '../../src/intake/index.ts';
import { keyThumbprint } from '../../src/ledger/index.ts';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { startServer, type RunningServer } from './server.ts';
import { servanda } from '../cli/in-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'servanda-walk-'));
const place = { folder: path.join(folder, 'data'), database: null };
const at = (name: string): string => path.join(folder, name);
const accord = 'cybersecurity-tech-accord-2018';
const report = `${accord}/microsoft/2025`;
/** After whatever today is, so that what is filed in the walk was filed by then. */
const later = 'as-of=2099-12-31';
const incident = 'vpnfilter-2018';
const clause = 'un-gge-2015/13f';

let server: RunningServer;
let browser: Browser;
let context: BrowserContext;
/** What left the browser, besides questions. */
const sent: string[] = [];
const complaints: string[] = [];

/** What parties said before the walks: a reading of the incident, a reply to it, and a reply to the clause. */
const spoken = [
  {
    kind: 'rival-finding',
    id: `${incident}/${clause}/reviewer-one`,
    incident,
    provision: clause,
    party: 'reviewer-one',
    text: 'not-contrary',
    facts: [],
    definitions: [],
    reasons: 'By this reading no infrastructure was impaired.',
    evidence: [],
  },
  ...(
    [
      ['reading', 'rival-finding', `${incident}/${clause}/reviewer-one`, 'That reading is too narrow.'],
      ['clause', 'provision', clause, 'The clause binds no company.'],
    ] as const
  ).map(([name, kind, id, text]) => ({
    kind: 'reply',
    id: `reply/microsoft/${name}`,
    to: { kind, id },
    party: 'microsoft',
    stance: 'disputes',
    text,
    evidence: [],
  })),
];

async function prepare(): Promise<void> {
  const door = await openDoor(place, undefined);
  const operator = await readOperatorKey(place);
  const bodies: object[] = ['microsoft', 'reviewer-one', 'reviewer-two'].flatMap((party) => {
    const key = newKey();
    writeKeyFile(at(party), key);
    const registered = { use: 'statements', party, holder: 'office', until: null, replaces: null } as const;
    const role = { kind: 'authority-grant', id: party, key: keyThumbprint(key.key.publicKey), until: null, note: null };
    return [
      keyStatement(key, { ...registered, nonce: newNonce() }),
      ...(party === 'microsoft' ? [] : [{ ...role, grant: { role: 'reviewer', agreements: [accord] } }]),
    ];
  });
  bodies.push({
    kind: 'reporting-duty',
    id: `${accord}/yearly`,
    agreement: accord,
    basis: 'owed',
    title: 'Yearly report',
    parties: ['microsoft', 'cisco'],
    provisions: 'all-provisions',
    periods: [{ period: '2025', from: '2025-01-01', to: '2025-12-31', dueOn: '2026-06-30', closesOn: null }],
    feedbackDays: 30,
    template: null,
    reading: 'a duty for this walk',
    known: 'recalled',
    citations: [],
    note: null,
  });
  await door.handIn(bodies.map((body) => signFor(body, operator, door.origin)));
  await door.handIn(spoken.map((body) => signFor(body, readKeyFile(at(body.party)), door.origin)));
  await door.close();
}

async function open(address: string): Promise<Page> {
  const page = await context.newPage();
  page.on('request', (request) => {
    if (request.method() !== 'GET' || !request.url().startsWith(`${server.origin}/`)) {
      sent.push(`${request.url()} ${request.postData() ?? ''}`);
    }
  });
  page.on('console', (message) => {
    // A refusal is an answer of the API with a status; the browser notes it.
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const response = await page.goto(server.origin + address, { waitUntil: 'networkidle' });
  expect(response?.status(), address).toBe(200);
  return page;
}

const textOf = async (address: string, part = 'main'): Promise<string> => {
  const page = await open(address);
  const text = await page.locator(part).innerText();
  await page.close();
  return text.replaceAll(/\s+/g, ' ');
};

const signWith = async (page: Page, key: string): Promise<void> => {
  await page.locator('.keys input[type="file"]').setInputFiles(at(key));
  await page.locator('.chosen-key', { hasText: 'Registered here' }).waitFor();
};

/** Signs, files, takes the receipt, and checks it offline. */
async function file(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign and file' }).click();
  const link = page.locator('a.receipt');
  await link.waitFor({ timeout: 15_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  await download.saveAs(at(`${name}.receipt`));
  await page.close();
  await expect(servanda('statement', 'verify', at(`${name}.receipt`))).resolves.toMatch(/The receipt holds/);
  expect(process.exitCode ?? 0).toBe(0);
}

async function refusal(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Sign and file' }).click();
  const alert = page.locator('.outcome [role="alert"]');
  await alert.waitFor({ timeout: 15_000 });
  expect(await alert.innerText()).toContain('Nothing was recorded.');
  return (await alert.locator('code').innerText()).trim();
}

describe.skipIf(chromiumMissing !== null)('in a browser', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    await prepare();
    process.env['SERVANDA_DATA'] = place.folder;
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
    context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a company reports, two reviewers differ, the company replies', async () => {
    const before = await textOf(`/agreements/${accord}?${later}`, '#dial-transparency');
    expect(before).toMatch(/filed 0% n = 2/);

    let page = await open(`/reports/file?agreement=${accord}&party=microsoft&period=2025`);
    await page.locator('.writing textarea').first().fill('Trained staff in all regions.');
    await page.locator('.writing select').first().selectOption('2');
    await page.getByRole('button', { name: 'Add evidence' }).first().click();
    await page.locator('.evidence').getByLabel('Title').fill('Yearly overview');
    await page.locator('.evidence').getByLabel('Address').fill('https://example.org/overview');
    writeFileSync(at('copy.txt'), 'abc');
    await page.locator('.evidence input[type="file"]').setInputFiles(at('copy.txt'));
    // FIPS 180-2, appendix B.1: the SHA-256 of "abc".
    await page
      .locator('.hash', { hasText: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' })
      .waitFor();
    // The draft is there again when the page is, and nothing of it was sent.
    await page.reload({ waitUntil: 'networkidle' });
    await expect
      .poll(() => page.locator('.writing textarea').first().inputValue())
      .toBe('Trained staff in all regions.');
    expect(sent).toEqual([]);
    await signWith(page, 'reviewer-one');
    expect(await refusal(page)).toBe('not-authorised');
    await signWith(page, 'microsoft');
    await file(page, 'report');

    page = await open(`/reports/file?agreement=${accord}&party=microsoft&period=2025`);
    await page.locator('.writing textarea').first().fill('The same again.');
    await signWith(page, 'microsoft');
    expect(await refusal(page)).toBe('already-recorded');
    await page.close();

    for (const [reviewer, level] of [
      ['reviewer-one', '1'],
      ['reviewer-two', '3'],
    ] as const) {
      page = await open(`/reports/review?report=${encodeURIComponent(report)}&reviewer=${reviewer}`);
      await page.locator('.writing select').nth(0).selectOption(level);
      await page.locator('.writing select').nth(1).selectOption('3');
      await page.getByLabel('Reasons').fill(`Read by ${reviewer}.`);
      await page.getByLabel('Recommendation, if any').fill('Publish figures.');
      await signWith(page, reviewer);
      await file(page, reviewer);
    }
    page = await open(`/reports/reply?kind=review&id=${encodeURIComponent(`${report}/reviewer-one`)}`);
    expect(await page.getByLabel('Party that replies').inputValue()).toBe('microsoft');
    await page.getByLabel('Reply, in your own words').fill('The training is documented.');
    await signWith(page, 'microsoft');
    await file(page, 'reply');

    // Levels 1 and 3: the lower median is 1 of 3; cisco filed nothing and counts as 0 (methods, section 7).
    const after = await textOf(`/agreements/${accord}?${later}`, '#dial-transparency');
    expect(after).toMatch(/filed 50% n = 2/);
    expect(after).toMatch(/verified implementation 17% n = 2/);
    const whole = await textOf(`/reports/${report}?as-of=2026-11-24`);
    expect(whole).toMatch(
      /reviewer-one rates Provisional.*microsoft replies Disputes.*The training is documented\..*reviewer-two rates Provisional/i,
    );
    expect(whole).toMatch(/not followed up/);
    expect(await textOf(`/reports/${report}?${later}`)).toMatch(/reviewer-one rates Final/);
    for (const address of ['/parties/microsoft', `/agreements/${accord}`, '/reports']) {
      const text = await textOf(`${address}?${later}`);
      expect(text, address).toContain('The training is documented.');
      expect(text, address).toMatch(/reviewer-one rates.*1: 1, minimal or limited.*reviewer-two rates.*1: 3, full/i);
    }
    const key = JSON.parse(readFileSync(at('microsoft'), 'utf8')) as { d: string };
    expect(sent.length).toBeGreaterThan(4);
    expect(sent.every((request) => request.startsWith(`${server.origin}/api/v1/statements `))).toBe(true);
    expect(sent.join()).not.toContain(key.d);
    expect(complaints).toEqual([]);
  });

  test('a state replies to an attribution with a key that only its browser holds', async () => {
    const answer = (await (await fetch(`${server.origin}/api/v1/incidents/${incident}`)).json()) as {
      result: { attributions: { id: string; stance: string; responsible: string[] | string }[] };
    };
    const named = answer.result.attributions.find(
      ({ stance, responsible }) => stance === 'attributes' && responsible.includes('RUS'),
    );
    const id = named?.id ?? '';
    let page = await open(`/incidents/${incident}`);
    await page
      .locator(`[id="${id.replaceAll('/', '-')}"]`)
      .getByRole('link', { name: 'Reply to this statement' })
      .click();
    await page.waitForURL(/reports\/reply/);
    await page.waitForLoadState('networkidle');
    await page.getByLabel('Party that replies').fill('RUS');
    await page.getByLabel('Reply, in your own words').fill('It had no part in this.');
    await page.getByRole('button', { name: 'Make a key in this browser' }).click();
    await page.locator('.chosen-key', { hasText: 'not registered' }).waitFor();
    expect(await refusal(page)).toBe('key-unknown');
    await page.getByLabel('Office or function').fill('cyber desk');
    await page.getByRole('button', { name: 'Write the request' }).click();
    writeFileSync(at('request.json'), await page.locator('textarea.request').inputValue());
    await servanda('key', 'register', at('request.json'), '--data', place.folder);
    // Another day: the key is kept in the browser, and the draft too.
    await page.close();
    page = await open(`/reports/reply?kind=attribution&id=${encodeURIComponent(id)}`);
    await page.locator('.keys select').selectOption({ index: 1 });
    await page.locator('.chosen-key', { hasText: 'Registered here for RUS (cyber desk)' }).waitFor();
    expect(await page.getByLabel('Reply, in your own words').inputValue()).toBe('It had no part in this.');
    await file(page, 'state');

    page = await open(`/incidents/${incident}`);
    const answered = page.locator(`[id="${id.replaceAll('/', '-')}"]`);
    const reply = page.locator(`[id="${id.replaceAll('/', '-')}"] + li.answers`);
    expect(await reply.innerText()).toContain('It had no part in this.');
    const weight = (part: typeof reply): Promise<unknown> =>
      part.locator('h3').evaluate(`(head) => [head, head.parentElement].map((node) => {
        const { fontSize, fontWeight, color, display } = getComputedStyle(node);
        return [fontSize, fontWeight, color, display, node.getBoundingClientRect().width];
      })`);
    expect(await weight(reply)).toEqual(await weight(answered));
    await page.close();
    const party = await textOf('/parties/RUS');
    expect(party).toMatch(/Replies to statements on these incidents.*replies.*It had no part in this\./);
    expect(complaints).toEqual([]);
  });

  test('a signed reading stands beside the computed one on the page of the finding; a reply with its clause', async () => {
    const { result } = (await (
      await fetch(`${server.origin}/api/v1/findings/${incident}/${clause}?${later}`)
    ).json()) as { result: { operation: { text: { verdict: string } } } };
    const verdict = result.operation.text.verdict.replaceAll('-', ' ');
    const finding = await textOf(`/findings/${incident}/${clause}?${later}`);
    expect(finding).toMatch(
      new RegExp(
        `reviewer-one reads.*Signed reading the clause does not reach it Computed here ${verdict}.*By this reading no infrastructure was impaired\\..*microsoft replies.*That reading is too narrow\\.`,
        'i',
      ),
    );
    // A reading of one clause says nothing of another.
    expect(await textOf(`/findings/${incident}/un-gge-2015/13k?${later}`)).not.toContain('reviewer-one');
    const provision = await textOf(`/provisions/${clause}?${later}`);
    expect(provision).toMatch(/microsoft replies Disputes.*The clause binds no company\./i);
    expect(provision).not.toContain('That reading is too narrow.');
    expect(await textOf(`/provisions/un-gge-2015/13k?${later}`)).not.toContain('The clause binds no company.');
  });

  // The other forms are visited with the pages that have script.
  test.each([`/reports/review?report=${encodeURIComponent(report)}&reviewer=some-institute`])(
    '%s is accessible, small, and fits a narrow phone',
    async (address) => {
      const page = await context.newPage();
      await page.setViewportSize({ width: 320, height: 640 });
      const scripts: Promise<Buffer>[] = [];
      page.on('response', (response) => {
        if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response.body());
      });
      const response = await page.goto(server.origin + address, { waitUntil: 'networkidle' });
      const policy = response?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(120_000);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      // Playwright evaluates outside the page's policy; the page itself may not.
      await page.evaluate(axe.source);
      const found = await page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then((result) =>
      result.violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 300)).join(' | ')))`);
      expect(found).toEqual([]);
      await page.close();
    },
  );

  test('without script the page says so, and names the command that does the same', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${server.origin}/reports/file?agreement=paris-call-2018&party=FRA`);
    const text = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Signing needs script.');
    expect(text).toContain('servanda report new paris-call-2018 draft.json --party FRA');
    expect(await page.getByRole('button', { name: 'Sign and file' }).isDisabled()).toBe(true);
    expect(await page.locator('.writing textarea').first().isDisabled()).toBe(true);
    await plain.close();
  });
});

/** Each persona's questions (a ministry, a researcher, a journalist, a company, a secretariat), answered in three clicks from home. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumMissing, launchChromium } from './chromium.ts';
import { startServer, type RunningServer } from './server.ts';

const mostClicks = 3;

/** A reader who begins at home; what is typed or chosen costs nothing, a click does. */
class Reader {
  clicks = 0;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Follows a link or presses a button inside `place` with these words. */
  async click(place: string, words: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.#page.locator(place).filter({ hasText: words }).first().click();
  }

  async fill(field: string, value: string): Promise<void> {
    await this.#page.locator(field).fill(value);
  }

  /** What stands under a heading, or in the whole page. */
  text(place = 'main'): Promise<string> {
    return this.#page.locator(place).first().innerText();
  }

  at(place: string): Locator {
    return this.#page.locator(place);
  }

  get address(): URL {
    return new URL(this.#page.url());
  }
}

interface Question {
  who: string;
  asks: string;
  walk: (reader: Reader) => Promise<void>;
}

const nav = 'nav[aria-label="Main"] a';
const foot = 'nav[aria-label="More"] a';
/** From home to the operation that became public last. */
const toLatest = async (reader: Reader): Promise<void> => {
  await reader.click('#latest ~ ul a[href^="/incidents/"]', /./);
  expect(reader.address.pathname).toMatch(/^\/incidents\/.+/);
};

const questions: Question[] = [
  {
    who: 'ministry',
    asks: 'which promises does last night’s operation touch?',
    walk: async (reader) => {
      await toLatest(reader);
      expect(await reader.text()).toContain('What each tested clause says to this operation');
      expect(await reader.at('.grid .verdict').count()).toBeGreaterThan(10);
      expect(await reader.at('.grid a[href^="/provisions/"]').count()).toBeGreaterThan(5);
    },
  },
  {
    who: 'ministry',
    asks: 'what would we have to show?',
    walk: async (reader) => {
      await toLatest(reader);
      await reader.click('.grid a[href^="/findings/"]', /./);
      expect(reader.address.pathname).toMatch(/^\/findings\/.+\/.+\/.+/);
      expect(await reader.text()).toMatch(/would change/i);
      expect(await reader.at('.tree li').count()).toBeGreaterThan(3);
    },
  },
  {
    who: 'ministry',
    asks: 'who has spoken?',
    walk: async (reader) => {
      await toLatest(reader);
      expect(await reader.text()).toContain('Who said what about responsibility');
      expect(await reader.text('.lead')).toMatch(/\d+ attributions? and \d+ (?:denial|denials)/);
    },
  },
  {
    who: 'ministry',
    asks: 'what did others do last time?',
    walk: async (reader) => {
      await reader.click(nav, 'Responses');
      expect(await reader.text('.lead')).toMatch(/Of \d+ recorded operations .* were answered within a year/);
      expect(await reader.at('main table tbody tr').count()).toBeGreaterThan(3);
    },
  },
  {
    who: 'ministry',
    asks: 'are we clean ourselves?',
    walk: async (reader) => {
      await reader.click(nav, 'Parties');
      // What is found is short enough to stand open.
      await reader.fill('form[aria-label="Parties"] input[name="q"]', 'United States');
      await reader.click('form[aria-label="Parties"] button', 'Show');
      await reader.click('main details[open] tbody a', 'United States');
      expect(await reader.text('#own-house ~ p')).toMatch(
        /named others in .* Others name it so that the standard is met/s,
      );
      expect(await reader.text('#own-house ~ dl')).toMatch(/contravenes \d+/);
    },
  },
  {
    who: 'researcher',
    asks: 'did the deal change conduct?',
    walk: async (reader) => {
      await reader.click(nav, 'Effect');
      await reader.click('main a[href^="/effect/us-china-2015"]', /./);
      const text = await reader.text();
      expect(text).toMatch(/n = \d+|placebo|cannot carry/);
      expect(text).toMatch(/detection/);
    },
  },
  {
    who: 'researcher',
    asks: 'does the ranking survive other weights?',
    walk: async (reader) => {
      await reader.click(nav, 'Agreements');
      await reader.fill('input[name="weight.obligation"]', '5');
      await reader.click('form[aria-label="Weights of a ranking"] button', /Rank/);
      expect(reader.address.searchParams.get('weight.obligation')).toBe('5');
      expect(await reader.text('#ranking ~ table')).toMatch(/\d+–\d+/);
      expect(await reader.text()).toMatch(/neighbours in this table, \d+ change places/);
    },
  },
  {
    who: 'researcher',
    asks: 'what did the data say in March?',
    walk: async (reader) => {
      await reader.click('.dials > summary', /./);
      await reader.fill('.dials input[name="public-at"]', '2020-03-31');
      await reader.click('.dials button', 'Apply');
      expect(await reader.text('.dials > summary')).toContain('2020-03-31');
      expect(await reader.text('.key-figures')).toMatch(/%/);
    },
  },
  {
    who: 'researcher',
    asks: 'can others rerun my paper?',
    walk: async (reader) => {
      await reader.click(foot, 'Data and API');
      const text = await reader.text();
      expect(text).toContain('servanda reproduce FILE');
      expect(text).toMatch(/origin servanda\/record, size \d+, root \S{40,}/);
    },
  },
  {
    who: 'journalist',
    asks: 'can I say in one sentence whether the claim holds?',
    walk: async (reader) => {
      await reader.click(nav, 'Claims');
      for (const lead of await reader.at('.claim .lead').allInnerTexts()) {
        expect(lead).toMatch(/^(holds|holds in part|does not hold|open)\b.*\.$/s);
      }
    },
  },
  {
    who: 'journalist',
    asks: 'who did not sign, and does it matter?',
    walk: async (reader) => {
      const text = await reader.text();
      expect(text).toMatch(/Does it matter\? By this measure the answer is/);
      expect(text).toMatch(/Named most often among those absent: \S+/);
    },
  },
  {
    who: 'journalist',
    asks: 'did X break its word?',
    walk: async (reader) => {
      await reader.click('.hero a[href^="/parties/"]', /./);
      await reader.click('#own-house ~ dl a', 'contravenes');
      expect(reader.address.searchParams.get('result')).toBe('contravenes');
      await reader.click('main tbody a', 'Why');
      expect(await reader.text()).toMatch(/Under definitions .*, commitment .*, attribution/);
      expect(await reader.at('.records .sources a').count()).toBeGreaterThan(0);
    },
  },
  {
    who: 'journalist',
    asks: 'an embed that will not change?',
    walk: async (reader) => {
      await reader.click('summary', 'Take this figure away');
      await reader.click('.files a', 'Embed that stays as it is now');
      expect(reader.address.pathname).toMatch(/^\/embed\//);
      expect(reader.address.search).toMatch(/servanda/);
      expect(await reader.at('svg').count()).toBeGreaterThan(0);
    },
  },
  {
    who: 'company',
    asks: 'what exactly did we promise everywhere?',
    walk: async (reader) => {
      await reader.fill('.site-search input[name="q"]', 'Microsoft');
      await reader.click('.site-search button', 'Search');
      await reader.click('main a[href^="/parties/microsoft"]', /./);
      await reader.click('#promises ~ table a[href^="/agreements/"]', /./);
      expect(await reader.at('.provisions tbody tr').count()).toBeGreaterThan(2);
    },
  },
  {
    who: 'company',
    asks: 'what is due?',
    walk: async (reader) => {
      await reader.click(nav, 'Reports');
      expect(await reader.text()).toMatch(/oblige somebody to report/);
    },
  },
  {
    who: 'company',
    asks: 'how are we rated, and may we answer?',
    walk: async (reader) => {
      await reader.click(nav, 'Agreements');
      await reader.click('main a[href^="/agreements/"]', 'Cybersecurity Tech Accord');
      expect(await reader.text('#dials ~ ul')).toMatch(/Reports|ransparency/);
      await reader.click(nav, 'Reports');
      expect(await reader.text()).toMatch(/repl(?:y|ies)/i);
    },
  },
  {
    who: 'company',
    asks: 'prove that we filed?',
    walk: async (reader) => {
      await reader.click(foot, 'Verify a file');
      expect(await reader.text('.lead')).toContain('A receipt proves that a statement was recorded, and when');
    },
  },
  {
    who: 'secretariat',
    asks: 'who is party on any day?',
    walk: async (reader) => {
      await reader.click('main a[href^="/agreements/paris-call-2018"]', /./);
      const now = await reader.text('.key-figures');
      await reader.click('.dials > summary', /./);
      await reader.fill('.dials input[name="as-of"]', '2018-11-12');
      await reader.click('.dials button', 'Apply');
      const then = await reader.text('.key-figures');
      expect(then).toMatch(/\d+\s+recorded parties|recorded parties[^\d]*\d+/);
      expect(then).not.toBe(now);
    },
  },
  {
    who: 'secretariat',
    asks: 'who owes a report?',
    walk: async (reader) => {
      await reader.click(nav, 'Reports');
      expect(await reader.at('#duties ~ details tbody tr').count()).toBeGreaterThan(5);
    },
  },
  {
    who: 'secretariat',
    asks: 'which word blocks us?',
    walk: async (reader) => {
      await reader.click(nav, 'Negotiate');
      await reader.click('summary', 'Blocked by');
      expect(await reader.text('details[open]')).toMatch(/red line at|short by/);
    },
  },
  {
    who: 'secretariat',
    asks: 'the largest group for the strongest text?',
    walk: async (reader) => {
      await reader.click(nav, 'Negotiate');
      expect(await reader.text('#texts ~ ol h3')).toMatch(/Strength .*, accepted by \d+ of \d+/);
    },
  },
  {
    who: 'secretariat',
    asks: 'can we run and hand on this ourselves?',
    walk: async (reader) => {
      await reader.click(foot, 'Methodology');
      await reader.click('main a', 'Running Servanda');
      expect(await reader.text()).toMatch(/npm start/);
      expect(await reader.at('main a[href*="backup"]').count()).toBeGreaterThan(0);
    },
  },
];

describe.skipIf(chromiumMissing !== null)('personas', () => {
  let server: RunningServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium()]);
    // None of these answers needs script.
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.each(questions)('$who: $asks', async ({ walk }) => {
    await page.goto(`${server.origin}/`);
    const reader = new Reader(page);
    await walk(reader);
    expect(reader.clicks).toBeLessThanOrEqual(mostClicks);
  });
});

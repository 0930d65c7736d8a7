/** What axe finds on a page, with all that is folded away opened first. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export const openAll = `document.querySelectorAll('details').forEach((part) => { part.open = true; })`;

/** These look at every pair of what lies over and beside each other: on a page of ten thousand parts they take a minute. */
const colours = ['color-contrast', 'link-in-text-block'];

/**
 * Rows of a list come from one template, and their colours from one style sheet: before colours are looked at, of each
 * long list or drawing a beginning stands for the rest. All other rules see the whole page.
 */
const shorten = `document.querySelectorAll('tbody, ul, ol, dl, svg, svg g').forEach((list) => {
  [...list.children].slice(24).forEach((child) => child.remove());
})`;

/** Violations of all rules; those of colours, in the light and the dark scheme, where asked for: takes rows off the page. */
export async function violations(page: Page, withColours: boolean): Promise<string[]> {
  await page.evaluate(openAll);
  await page.evaluate(axe.source);
  const off = Object.fromEntries(colours.map((rule) => [rule, { enabled: false }]));
  const found = await page.evaluate<string[]>(runAxe({ rules: off }));
  if (!withColours) return found;
  await page.evaluate(shorten);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const seen = await page.evaluate<string[]>(runAxe({ runOnly: colours }));
    found.push(...seen.map((one) => `${colorScheme}: ${one}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Without preloading: the styles are of the page's own origin and read where they are used. */
function runAxe(options: object): string {
  const all = { resultTypes: ['violations'], preload: false, ...options };
  return `axe.run(document, ${JSON.stringify(all)}).then((result) => result.violations.map(
    ({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 300)).join(' | ')))`;
}

/** What axe finds on a page, with all that is folded away opened first. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export const openAll = `document.querySelectorAll('details').forEach((part) => { part.open = true; })`;

/** Violations in the light scheme; `inDark` also looks at the colours of the dark one. */
export async function violations(page: Page, inDark: boolean): Promise<string[]> {
  await page.evaluate(openAll);
  await page.evaluate(axe.source);
  const found = await page.evaluate<string[]>(runAxe('{}'));
  if (!inDark) return found;
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await page.evaluate<string[]>(runAxe(`{ runOnly: ['color-contrast', 'link-in-text-block'] }`));
  await page.emulateMedia({ colorScheme: 'light' });
  return [...found, ...dark.map((one) => `dark: ${one}`)];
}

/** Without preloading: the styles are of the page's own origin and read where they are used. */
function runAxe(options: string): string {
  return `axe.run(document, { resultTypes: ['violations'], preload: false, ...${options} }).then((result) =>
    result.violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 300)).join(' | ')))`;
}

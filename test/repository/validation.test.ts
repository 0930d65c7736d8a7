/** docs/methodology/validation.md says what the program computes now, and every value lies within its tolerance. */
import fs from 'node:fs';
import { expect, it } from 'vitest';
import { pagePath, validationPage } from '../validation-page.ts';

it('the page of validation is current', () => {
  const { text, outside } = validationPage();
  expect(outside).toBe(0);
  // Written anew by `npm run validation`.
  expect(fs.readFileSync(pagePath, 'utf8')).toBe(text);
}, 300_000);

/** Shares in words: nothing is rounded to nothing or to everything. */
import { expect, test } from 'vitest';
import { percent, percentRange } from '#charts';

test.each([
  [0, '0%'],
  [0.0004, '<0.1%'],
  [0.047, '4.7%'],
  [0.4197, '42%'],
  [0.9996, '>99.9%'],
  [1, '100%'],
])('%f reads %s', (share, words) => {
  expect(percent(share)).toBe(words);
});

test.each([
  [0.047, 0.375, '5–38%'],
  [0.047, 0.083, '4.7–8.3%'],
  [0.0004, 0.3, '<0.1–30%'],
  [0.42, 0.4201, '42%'],
  [0.894, 1, '89–100%'],
  [0, 0.101, '0–10%'],
])('%f to %f reads %s', (lower, upper, words) => {
  expect(percentRange(lower, upper)).toBe(words);
});

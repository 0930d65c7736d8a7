/** Figures are the same bytes everywhere: compared with test/golden; SERVANDA_UPDATE_GOLDEN=1 writes them anew. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { figuresOver } from './figures.ts';

const folder = path.join(import.meta.dirname, '..', 'golden', 'charts');
const isUpdate = process.env['SERVANDA_UPDATE_GOLDEN'] === '1';

const sizes = [
  ['empty', 0, 720],
  ['one', 1, 720],
  ['seven', 7, 720],
  ['seven-narrow', 7, 340],
  ['two-hundred', 200, 960],
] as const;

for (const [size, n, width] of sizes) {
  const figures = figuresOver(n, (index) => `State ${index}`, width);
  test.each(Object.entries(figures))(`%s over ${size} rows`, (kind, svg) => {
    const file = path.join(folder, `${kind}-${size}.svg`);
    if (isUpdate) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, svg);
    }
    expect(
      existsSync(file),
      `${file} is missing; look at the figure, then write it with SERVANDA_UPDATE_GOLDEN=1`,
    ).toBe(true);
    expect(svg).toBe(readFileSync(file, 'utf8'));
  });
}

test('the same input gives the same bytes, whatever was drawn before', () => {
  const first = figuresOver(5, (index) => `State ${index}`);
  figuresOver(9, (index) => `Other ${index}`);
  expect(figuresOver(5, (index) => `State ${index}`)).toEqual(first);
});

/** Long runs give the same bytes for a seed, whatever the number of workers. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { vectorsOf } from '../method-vectors.ts';

const root = path.join(import.meta.dirname, '../..');

function compute(method: string, input: unknown, workers: number): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', 'compute', method, '-', '--workers', String(workers)],
    { cwd: root, encoding: 'utf8', input: JSON.stringify(input), maxBuffer: 1 << 28 },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

const cases = [
  ['coverage', vectorsOf('analysis/coverage', 'valid').find(({ name }) => name === 'p1-2-sampler.json')?.input],
  [
    'composite',
    {
      indicators: [{ id: 'x' }, { id: 'y', weight: 2 }],
      units: [
        { id: 'a', values: { x: 1, y: 5 } },
        { id: 'b', values: { x: 3, y: 2 } },
        { id: 'c', values: { x: 2, y: 4 } },
      ],
      drawnAggregations: ['arithmetic', 'geometric'],
      draws: 3500,
      points: 4096,
    },
  ],
] as const;

describe.each(cases)('%s', (method, input) => {
  const alone = compute(method, input, 0);

  it.each([1, 2])('in %i workers gives the same bytes as in none', (workers) => {
    expect(compute(method, input, workers)).toBe(alone);
  });
});

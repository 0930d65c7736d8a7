/** Tests: where they are, and how many run beside each other on a small machine. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/repository/say-what-is-skipped.ts'],
    // Tests of storage start and kill processes; a process a file keeps them apart, and two fit on two cores.
    pool: 'forks',
    maxWorkers: 2,
    // Servers of tests make no pages that nobody asks for: two cores are for the tests.
    env: { SERVANDA_WARM: '0' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

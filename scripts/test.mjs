/** `npm test`: every test, straight after a clone; the last line says how many passed and failed. */
import '../bin/check-node.mjs';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StepFailed } from './long-work.mjs';
import { passThrough } from './pass-through.mjs';
import { makeReady } from './ready.mjs';
import { inRoot } from './root.mjs';

try {
  await makeReady();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  // What cannot be built cannot be tested, and counts as one failure.
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const folder = fs.mkdtempSync(path.join(tmpdir(), 'servanda-test-'));
const report = path.join(folder, 'report.json');
process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

// A bare run prints every file once; the counts are taken from the report beside it.
const code = await passThrough(
  process.execPath,
  [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: inRoot() },
);
const { passed, failed, skipped } = readCounts();
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = code === 0 && failed > 0 ? 1 : code;

function readCounts() {
  // Without a report the run broke off, which is a failure however many tests had passed.
  if (!fs.existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    fs.readFileSync(report, 'utf8'),
  );
  // A file that could not be loaded fails without a single test in it.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  ).length;
  const failed = numFailedTests + broken;
  return {
    passed: numPassedTests,
    // Errors outside of any test give an exit code and no failed test.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  };
}

/** Runs the command line straight from its sources: `node scripts/run.mjs ARGS`. */
import '../bin/check-node.mjs';
import { orExit } from './long-work.mjs';
import { passThrough } from './pass-through.mjs';
import { makeReady } from './ready.mjs';
import { inRoot } from './root.mjs';

await orExit(() => makeReady([]));
process.exitCode = await passThrough(process.execPath, [
  '--import',
  import.meta.resolve('tsx'),
  inRoot('src', 'cli', 'main.ts'),
  ...process.argv.slice(2),
]);

/** `npm run validation`: writes docs/methodology/validation.md from the vectors of all rooms. */
import '../bin/check-node.mjs';
import { orExit } from './long-work.mjs';
import { passThrough } from './pass-through.mjs';
import { makeReady } from './ready.mjs';
import { inRoot } from './root.mjs';

await orExit(() => makeReady([]));
process.exitCode = await passThrough(process.execPath, [
  '--import',
  import.meta.resolve('tsx'),
  inRoot('test', 'repository', 'write-validation.ts'),
]);

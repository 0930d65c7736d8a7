/** Bundles src/cli/main.ts into the folder that is named on the command line. */
import { build } from 'tsdown';
import { inRoot } from './root.mjs';

await build({
  config: false,
  cwd: inRoot(),
  // The worker threads' file stands beside the program, where the pool looks for it.
  entry: { main: 'src/cli/main.ts', worker: 'src/server/workers/worker.ts' },
  outDir: process.argv[2],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  deps: { skipNodeModulesBundle: true },
  // Modules only define things: a package that a command does not use is not loaded for it.
  treeshake: { moduleSideEffects: false },
  fixedExtension: true,
  clean: true,
  dts: false,
  sourcemap: false,
  report: false,
  logLevel: 'warn',
});

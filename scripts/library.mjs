/** The library: rooms that other programs may import, with their types. `npm run build` makes it; the command needs none. */
import { build } from 'tsdown';
import { inRoot } from './root.mjs';

/** Subpath of the package → its door. A test holds this table and package.json together. */
export const library = {
  model: 'src/model/index.ts',
  ledger: 'src/ledger/index.ts',
  registry: 'src/registry/index.ts',
  norms: 'src/norms/index.ts',
  attribution: 'src/attribution/index.ts',
  findings: 'src/findings/index.ts',
  analysis: 'src/analysis/index.ts',
  negotiation: 'src/negotiation/index.ts',
  incentives: 'src/incentives/index.ts',
  interchange: 'src/interchange/index.ts',
  client: 'src/server/client.ts',
};

/** Builds the subpaths into a folder; types take most of the time. */
export async function buildLibrary(outDir = inRoot('dist/lib'), dts = true) {
  await build({
    config: false,
    cwd: inRoot(),
    entry: library,
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    deps: { skipNodeModulesBundle: true },
    treeshake: { moduleSideEffects: false },
    fixedExtension: true,
    clean: true,
    dts,
    sourcemap: false,
    report: false,
    logLevel: 'warn',
  });
}

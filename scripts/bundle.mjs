/** Bundles src/cli/main.ts into the folder that is named on the command line. */
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'tsdown';
import { inRoot } from './root.mjs';

const bundled = [
  'zod',
  'yaml',
  'commander',
  'csv-stringify',
  'pure-rand',
  'hono',
  '@hono',
  '@asteasolutions',
  'openapi3-ts',
];

/** Zod carries its messages in fifty languages, half of its size; ours are all in English. */
const onlyEnglish = {
  name: 'only-english',
  load: (id) => (/\/zod\/v4\/locales\/index\.js$/.test(id) ? "export { default as en } from './en.js';" : null),
};

await build({
  config: false,
  cwd: inRoot(),
  // The worker threads' file stands beside the program, where the pool looks for it.
  entry: { main: 'src/cli/main.ts', worker: 'src/server/workers/worker.ts' },
  outDir: process.argv[2],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Packages that commands wait for go in, where what is unused of them falls away; all others stay outside.
  deps: { alwaysBundle: bundled.map((name) => new RegExp(`^${name}(/|$)`)), onlyBundle: false },
  plugins: [onlyEnglish],
  // Modules only define things: what a command does not use is not loaded for it.
  treeshake: { moduleSideEffects: false },
  fixedExtension: true,
  clean: true,
  dts: false,
  sourcemap: false,
  report: false,
  logLevel: 'warn',
});

/** What is bundled is handed on, so its licences go along. */
const licences = bundled
  .flatMap((name) => (name === '@hono' ? ['@hono/zod-openapi', '@hono/node-server'] : [name]))
  .flatMap((name) => (name === '@asteasolutions' ? ['@asteasolutions/zod-to-openapi'] : [name]))
  .map((name) => `${name}\n\n${licenceOf(name)}`);
fs.writeFileSync(path.join(process.argv[2], 'LICENSES.txt'), licences.join('\n\n----\n\n'));

function licenceOf(name) {
  const folder = inRoot('node_modules', ...name.split('/'));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return file
    ? fs.readFileSync(path.join(folder, file), 'utf8').trim()
    : `${JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).license}`;
}

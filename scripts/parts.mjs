/** The two built parts: the program (tsdown) and the pages (SvelteKit), with the sources each is made of. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.mjs';

const exists = (name) => fs.existsSync(inRoot(name));
const rooms = exists('src') ? fs.readdirSync(inRoot('src')) : [];
const ours = ['package-lock.json', 'scripts/parts.mjs'];

export const parts = [
  {
    name: 'program',
    neededBy: null,
    stamp: 'dist/cli/.built',
    sources: [
      ...ours,
      'scripts/bundle.mjs',
      'src',
      ...rooms.filter((room) => room !== 'web').map((room) => `src/${room}`),
    ],
    exists: () => exists('src/cli/main.ts'),
    build: buildProgram,
  },
  {
    name: 'pages',
    // Commands that load the built pages; null means all commands.
    neededBy: ['serve'],
    stamp: 'dist/web/.built',
    // The rooms that pages may import; of the others they use types only.
    sources: [
      ...ours,
      'svelte.config.js',
      'vite.config.ts',
      // Documents are rendered into the pages.
      ...['methodology', 'spec', 'operate', 'decisions'].map((folder) => `docs/${folder}`),
      ...['web', 'charts', 'model', 'ledger'].map((room) => `src/${room}`),
    ],
    exists: () => exists('svelte.config.js'),
    build: buildPages,
  },
];

/** The latest change of any of these, in milliseconds. Folders count too: a file taken away changes its folder. */
export function newestChange(places) {
  return Math.max(0, ...places.map(changeOf));
}

/** Both parts have rooms in common, and every command waits for this look. */
const seen = new Map();

function changeOf(place) {
  const known = seen.get(place);
  if (known !== undefined) return known;
  const stat = fs.statSync(inRoot(place), { throwIfNoEntry: false });
  let newest = stat?.mtimeMs ?? 0;
  // Of src itself only the list of rooms counts; the rooms are named one by one.
  if (stat?.isDirectory() && place !== 'src') {
    for (const name of fs.readdirSync(inRoot(place))) {
      if (!name.startsWith('.')) newest = Math.max(newest, changeOf(`${place}/${name}`));
    }
  }
  seen.set(place, newest);
  return newest;
}

/** Swapped in at the end, so that a failed build leaves the old one in place. */
function swapIn(fresh, folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(fresh, folder);
}

/** dist/cli: our code in a few files, npm packages left outside, what is imported on demand in files of its own. */
async function buildProgram() {
  const { runLong } = await import('./long-work.mjs');
  const fresh = inRoot('dist', 'cli.new');
  await runLong('building the program', process.execPath, [inRoot('scripts', 'bundle.mjs'), fresh]);
  swapIn(fresh, inRoot('dist', 'cli'));
}

async function buildPages() {
  const { runLong } = await import('./long-work.mjs');
  const vite = path.join('node_modules', 'vite', 'bin', 'vite.js');
  const fresh = inRoot('dist', 'web.new');
  await runLong('building the pages', process.execPath, [inRoot(vite), 'build', '--logLevel', 'warn'], {
    env: { ...process.env, SERVANDA_PAGES_OUT: fresh },
  });
  swapIn(fresh, inRoot('dist', 'web'));
}

/** `npm run bench -- NAME…`: runs benchmarks/NAME.ts, with the peers it is measured against; without a name, lists them. */
import '../bin/check-node.mjs';
import fs from 'node:fs';
import { install } from './install.mjs';
import { isInstalled } from './installed.mjs';
import { orExit } from './long-work.mjs';
import { passThrough } from './pass-through.mjs';
import { makeReady } from './ready.mjs';
import { inRoot } from './root.mjs';

const known = fs
  .readdirSync(inRoot('benchmarks'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length));
const names = process.argv.slice(2);

if (names.length === 0) {
  console.log('Benchmarks, run as `npm run bench -- NAME`:');
  for (const name of known) console.log(`  ${name.padEnd(10)} ${purposeOf(name)}`);
} else {
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    console.error(`There is no benchmark "${stranger}". Known: ${known.join(', ')}.`);
    process.exit(2);
  }
  await orExit(() => makeReady());
  for (const name of names) {
    if (needsPeers(name) && !isInstalled(inRoot('benchmarks'))) {
      console.error('Installing what Servanda is measured against into benchmarks/node_modules (npm ci) …');
      await orExit(() => install(inRoot('benchmarks')));
    }
    const code = await passThrough(process.execPath, [
      '--import',
      import.meta.resolve('tsx'),
      inRoot('benchmarks', `${name}.ts`),
    ]);
    process.exitCode ||= code;
  }
}

/** The first sentence of the file. */
function purposeOf(name) {
  const text = fs.readFileSync(inRoot('benchmarks', `${name}.ts`), 'utf8');
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return (
    comment
      .replace(/\s*\n?\s*\*\s+/g, ' ')
      .trim()
      .split(/(?<=\.)\s/)[0] ?? ''
  );
}

/** Peers are named in benchmarks/package.json; a benchmark that names none of them needs no installation. */
function needsPeers(name) {
  const peers = Object.keys(JSON.parse(fs.readFileSync(inRoot('benchmarks', 'package.json'), 'utf8')).dependencies);
  const text = fs.readFileSync(inRoot('benchmarks', `${name}.ts`), 'utf8');
  return text.includes("'./peers/") || peers.some((peer) => text.includes(`'${peer}'`));
}

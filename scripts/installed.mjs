/** Are the packages of the lock file installed? And installing them, from the lock file only. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runLong } from './long-work.mjs';
import { root } from './root.mjs';

const stampOf = (folder) => path.join(folder, 'node_modules', '.servanda-lock');

/** The digest of the lock file is compared with the one noted at the last look: about a millisecond. */
export function isInstalled(folder = root) {
  const wanted = digestOf(folder);
  if (readText(stampOf(folder)) === wanted) return true;
  if (!matchesLockFile(folder)) return false;
  fs.writeFileSync(stampOf(folder), wanted);
  return true;
}

/** Installs what the lock file says, and nothing that runs scripts of its own. */
export async function install(folder = root) {
  const what = `installing packages${folder === root ? '' : ` for ${path.relative(root, folder)}/`} (npm ci)`;
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  // The npm that started us is the one to use, if it was npm.
  if (npm && /npm-cli\.c?js$/.test(npm)) await runLong(what, process.execPath, [npm, ...args], { cwd: folder });
  else await runLong(what, 'npm', args, { cwd: folder });
  fs.writeFileSync(stampOf(folder), digestOf(folder));
}

function digestOf(folder) {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');
}

/** Somebody may have run npm without us: compares what npm noted as installed with the lock file, version by version. */
function matchesLockFile(folder) {
  const noted = readText(path.join(folder, 'node_modules', '.package-lock.json'));
  if (noted === null) return false;
  const installed = JSON.parse(noted).packages;
  const locked = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages;
  const isMet = ([place, { version, optional, peer }]) =>
    place === '' || installed[place]?.version === version || (installed[place] === undefined && (optional || peer));
  const isWanted = (place) => locked[place]?.version === installed[place].version;
  return Object.entries(locked).every(isMet) && Object.keys(installed).every(isWanted);
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

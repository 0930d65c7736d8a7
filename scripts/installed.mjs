/** Are the packages of the lock file installed? */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const stampOf = (folder) => path.join(folder, 'node_modules', '.servanda-lock');

/** The digest of the lock file is compared with the one noted at the last look: about a millisecond. */
export function isInstalled(folder = root) {
  const wanted = digestOf(folder);
  if (readText(stampOf(folder)) === wanted) return true;
  if (!matchesLockFile(folder)) return false;
  noteInstalled(folder);
  return true;
}

/** Notes that what is installed is what the lock file says. */
export function noteInstalled(folder) {
  try {
    fs.writeFileSync(stampOf(folder), digestOf(folder));
  } catch {
    // A clone that may only be read runs all the same; the next look takes a few milliseconds more.
  }
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

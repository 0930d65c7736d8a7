/** Makes a clone ready to run: packages installed, program and pages built, each only if it is due. */
import fs from 'node:fs';
import { install, isInstalled } from './installed.mjs';
import { inRoot } from './root.mjs';
import { newestChange, parts } from './parts.mjs';

/** Nothing is done, and a few milliseconds are spent, if everything is up to date. */
export async function makeReady({ build = true } = {}) {
  if (isInstalled() && (!build || dueParts().length === 0)) return;
  const { takeTurn } = await import('./turn.mjs');
  await takeTurn(async () => {
    // Looked at again: another process may have done it while we waited.
    if (!isInstalled()) await install();
    if (build) await buildParts(dueParts());
  });
}

/** Builds these parts and notes when the work began: a change made meanwhile makes the part due again. */
export async function buildParts(due) {
  for (const part of due) {
    const startedAt = new Date();
    await part.build();
    fs.writeFileSync(inRoot(part.stamp), '');
    fs.utimesSync(inRoot(part.stamp), startedAt, startedAt);
  }
}

/** The parts whose sources changed since they were built. */
export function dueParts() {
  return parts.filter((part) => {
    const stamp = fs.statSync(inRoot(part.stamp), { throwIfNoEntry: false });
    return part.exists() && (!stamp || newestChange(part.sources) > stamp.mtimeMs);
  });
}

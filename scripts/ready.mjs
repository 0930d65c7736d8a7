/** Makes a clone ready to run: packages installed, program and pages built, each only if it is due. */
import fs from 'node:fs';
import { isInstalled } from './installed.mjs';
import { inRoot } from './root.mjs';
import { newestChange, parts } from './parts.mjs';

/** Throws StepFailed. Nothing is done, and a few milliseconds are spent, if everything is up to date. */
export async function makeReady(wanted = parts) {
  if (isReady(wanted)) return;
  const { takeTurn } = await import('./turn.mjs');
  await takeTurn(async () => {
    // Looked at again: another process may have done it while we waited.
    if (!isInstalled()) await (await import('./install.mjs')).install();
    await buildParts(dueParts(wanted));
  });
}

/** Makes ready what a command of the program needs, or ends the process with a message. */
export async function makeReadyFor(command) {
  const wanted = parts.filter(({ neededBy }) => neededBy === null || neededBy.includes(command));
  // What is loaded only to build would cost every command its time.
  if (isReady(wanted)) return;
  const { orExit } = await import('./long-work.mjs');
  await orExit(() => makeReady(wanted));
}

function isReady(wanted) {
  return isInstalled() && dueParts(wanted).length === 0;
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
function dueParts(wanted) {
  return wanted.filter((part) => {
    const stamp = fs.statSync(inRoot(part.stamp), { throwIfNoEntry: false });
    return part.exists() && (!stamp || newestChange(part.sources) > stamp.mtimeMs);
  });
}

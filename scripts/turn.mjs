/** One process at a time installs or builds in a clone; the others wait for it and then look again. */
import fs from 'node:fs';
import { StepFailed, tell } from './long-work.mjs';
import { inRoot } from './root.mjs';

const place = inRoot('dist', '.lock');
const patience = 15 * 60_000;

/** Runs `work` while no other process of this clone is in here. */
export async function takeTurn(work) {
  fs.mkdirSync(inRoot('dist'), { recursive: true });
  const startedAt = Date.now();
  while (!tryEnter()) {
    const holder = readHolder();
    if (holder !== null && !isAlive(holder)) {
      // Its process is gone: killed in the middle. Whoever finds it takes it away.
      fs.rmSync(place, { force: true });
      continue;
    }
    if (Date.now() - startedAt > patience) {
      throw new StepFailed(
        `servanda: process ${holder ?? 'unknown'} has been building for 15 minutes. If it hangs, end it and delete ${place}.`,
      );
    }
    tell(`waiting for process ${holder ?? 'unknown'}, which is installing or building here`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const leave = () => fs.rmSync(place, { force: true });
  process.once('exit', leave);
  try {
    return await work();
  } finally {
    leave();
    process.removeListener('exit', leave);
  }
}

function tryEnter() {
  try {
    fs.writeFileSync(place, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new StepFailed(
      `servanda: ${place} cannot be written (${error.code}). Building needs write access to this folder.`,
    );
  }
}

/** The process in there; null if its file is just being written or taken away. */
function readHolder() {
  try {
    return Number(fs.readFileSync(place, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

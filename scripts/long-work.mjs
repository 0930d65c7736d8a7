/** Runs a long step: with its progress on a terminal, without a word in a pipe unless it fails. */
import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const isWatched = Boolean(process.stderr.isTTY);

/** A line for somebody who waits; standard output belongs to the answer. */
export function tell(line) {
  if (isWatched) process.stderr.write(`servanda: ${line}\n`);
}

/** A step that could not be done; its message is for whoever ran the command. */
export class StepFailed extends Error {}

/** Does the work; if a step fails, says so and ends the process with the exit code for trouble of our own. */
export async function orExit(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  }
}

/** Runs the command to its end; its output is shown at once on a terminal, else only if it fails. */
export async function runLong(what, command, args, options = {}) {
  tell(`${what} …`);
  const startedAt = Date.now();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a script file on Windows.
    shell: process.platform === 'win32' && command === 'npm',
    ...options,
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      if (isWatched) process.stderr.write(chunk);
      else output.push(chunk);
    });
  }
  const failure = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? `exit code ${code}`}`));
  });
  if (failure !== null) {
    process.stderr.write(Buffer.concat(output));
    throw new StepFailed(`servanda: ${what} failed: ${failure}. The command was: ${[command, ...args].join(' ')}`);
  }
  tell(`${what}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

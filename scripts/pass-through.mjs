/** Runs a child in our place: same terminal, signals passed on, same exit code. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Resolves with the exit code; a child that a signal ended gives 128 and the signal's number, as a shell does. */
export function passThrough(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

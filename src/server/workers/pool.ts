/** A pool of worker threads for long work: parts of methods, signatures. Started on first use, ended on close. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import { reviveError, type PlainError } from './plain-error.ts';
import type { TaskName, TaskOf } from './tasks.ts';

/** From source the worker is TypeScript behind a small loader; in a build it stands beside the program. */
const isSource = import.meta.url.endsWith('.ts');
const workerFile = fileURLToPath(
  new URL(isSource ? '../../../scripts/worker-from-source.mjs' : './worker.mjs', import.meta.url),
);

export interface WorkerPool {
  /** Runs one task in a worker; errors keep their code. `signal` gives the work up. */
  run<Name extends TaskName>(
    name: Name,
    input: Parameters<TaskOf<Name>>[0],
    signal?: AbortSignal,
  ): Promise<Awaited<ReturnType<TaskOf<Name>>>>;
  readonly size: number;
  close(): Promise<void>;
}

/** Opens a pool of `size` threads (default: one a core). */
export function openWorkerPool(size = availableParallelism()): WorkerPool {
  let pool: Tinypool | null = null;
  const start = (): Tinypool =>
    (pool ??= new Tinypool({
      filename: workerFile,
      minThreads: 0,
      maxThreads: size,
      idleTimeout: 5000,
      // The loader of the parent, if any, must not be asked to load itself again.
      ...(isSource ? { execArgv: [] } : {}),
    }));
  return {
    size,
    run: async (name, input, signal) => {
      const answer = (await start().run({ name, input }, signal ? { signal } : {})) as WorkerAnswer;
      if ('error' in answer) throw reviveError(answer.error);
      return answer.value as never;
    },
    close: async () => {
      await pool?.destroy();
      pool = null;
    },
  };
}

/** What a worker gives back: a structured clone would lose the code of an error. */
export type WorkerAnswer = { value: unknown } | { error: PlainError };

/** A method: a pure function with a schema for what goes in and what comes out, runnable on plain JSON. */
import type { z } from 'zod';

/**
 * One line of the table of methods (`servanda compute --list`). Equal input gives equal output on every machine: no
 * clock, no chance but by a seed in the input, no disk, no network.
 */
export interface Method<Input = unknown, Output = unknown> {
  /** Kebab-case name, the same on the command line, in the API and in docs/methodology/ID.md. */
  id: string;
  /** Raised whenever the same input would give another output; an envelope says `id/version`. */
  version: number;
  /** The question that it answers, as a user would ask it. */
  question: string;
  /** Section of the methods' specification and literature. */
  source: string;
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
  /** What is taken for granted; shown with every result. */
  assumptions: readonly string[];
  /** Throws INPUT_INVALID for input that makes no sense, REFUSED for a number that the data cannot carry. */
  compute: (input: Input) => Output;
  /**
   * For long runs: independent parts that any number of workers may run in any order. INVARIANT:
   * `compute(input)` equals `join(input, split(input).map(run))`.
   */
  parts?: {
    split: (input: Input) => unknown[];
    run: (part: never) => unknown;
    join: (input: Input, results: never[]) => Output;
  };
}

/** Types a method where it is defined; tables hold methods without their types. */
export function method<Input, Output>(definition: Method<Input, Output>): Method {
  return definition as unknown as Method;
}

/** Errors on the command line: a message for the reader and an exit code for the script that called. */
import { LedgerError } from '#ledger';
import { ServandaError } from '#model';

/** 0 ok, 1 a check is negative, 2 bad usage or input, 3 internal (design, section 7). */
export const exitCodes = { ok: 0, negative: 1, badInput: 2, internal: 3 } as const;

const negativeCodes = new Set(['LOG_DAMAGED', 'LOG_FORKED', 'SIGNATURE_INVALID', 'REFUSED', 'RECORD_RULE']);

/** Prints the error to stderr and gives the exit code. Only mistakes of ours show where they happened. */
export function printError(error: unknown): number {
  if (error instanceof ServandaError || error instanceof LedgerError) {
    process.stderr.write(`servanda: ${error.message}\n`);
    return negativeCodes.has(error.code) ? exitCodes.negative : exitCodes.badInput;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`servanda: internal error. Please report this with the command you ran.\n${text}\n`);
  return exitCodes.internal;
}

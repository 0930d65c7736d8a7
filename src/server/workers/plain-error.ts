/** Errors across the border of a thread: structured clones keep neither class nor code. */
import { ServandaError, errorCodes, type ErrorCode } from '#model';

export interface PlainError {
  code: string | null;
  message: string;
  stack: string | undefined;
  place: Record<string, unknown>;
  details: Record<string, unknown>;
}

/** Takes an error apart in the worker. */
export function plainError(error: unknown): PlainError {
  if (error instanceof ServandaError) {
    return {
      code: error.code,
      message: error.message,
      stack: undefined,
      place: { ...error.place },
      details: { ...error.details },
    };
  }
  const known = error instanceof Error ? error : new Error(String(error));
  return { code: null, message: known.message, stack: known.stack, place: {}, details: {} };
}

/** Puts it together again where the task was asked for. */
export function reviveError({ code, message, stack, place, details }: PlainError): Error {
  if (code !== null && (errorCodes as readonly string[]).includes(code)) {
    return new ServandaError(code as ErrorCode, message, { place, details });
  }
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

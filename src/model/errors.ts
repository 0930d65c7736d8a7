/** The two error classes of the project: bad input is a ServandaError, broken logic an InvariantError. */

/** Every reason for which Servanda refuses something; each border (HTTP, command line) translates these once. */
export const errorCodes = [
  'INPUT_INVALID', // a value does not have the form that is asked for
  'INPUT_TOO_LARGE', // a limit on size, count or nesting is exceeded
  'NOT_FOUND', // nothing is recorded under this name
  'AMBIGUOUS', // a name fits more than one record
  'REFERENCE_BROKEN', // a record points to something that is not recorded
  'RECORD_RULE', // a rule of the record's checker is broken
  'LOG_DAMAGED', // bytes of a log do not agree with its checkpoint
  'LOG_FORKED', // two checkpoints of one log cannot both be honest
  'LOG_LOCKED', // another process is writing
  'STORAGE_FAILED', // the disk or the database refused
  'SIGNATURE_INVALID', // a signature does not verify
  'NOT_AUTHORISED', // the key may not say this
  'DUPLICATE', // the same thing was filed before
  'RATE_LIMITED', // too much, too fast
  'WITHHELD', // the body was erased, with a reason
  'REFUSED', // a number that the data cannot carry
  'ENVIRONMENT', // port in use, Node too old, a file that cannot be read
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Where something was found: a file with line, a field, an entry of a log. */
export interface ErrorPlace {
  file?: string;
  line?: number;
  field?: string;
  entry?: number;
}

/** Bad input. The message says what was found, where, why it matters and what to do; it is fit to be shown. */
export class ServandaError extends Error {
  readonly code: ErrorCode;
  readonly place: ErrorPlace;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { place?: ErrorPlace; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ServandaError';
    this.code = code;
    this.place = options.place ?? {};
    this.details = options.details ?? {};
  }
}

/** Broken logic: a mistake of this program, never of its user. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantError';
  }
}

/** Throws an InvariantError unless the condition holds. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

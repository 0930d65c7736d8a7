/** Why the ledger and its storage refuse something: one class, a coarse code and the one rule that was broken. */

/** Coarse codes; they are the words of the model's error codes, so that a border can translate them one to one. */
export const ledgerErrorCodes = [
  'INPUT_INVALID', // bytes or values do not have the form that the standard asks for
  'INPUT_TOO_LARGE', // a limit on size or count is exceeded
  'NOT_FOUND', // there is no such log, tile or entry
  'SIGNATURE_INVALID', // a signature does not verify, or no known key signed
  'LOG_DAMAGED', // bytes of a log do not agree with its checkpoint
  'LOG_FORKED', // two checkpoints of one log cannot both be honest
  'LOG_LOCKED', // another process is writing
  'LOG_MOVED', // the log grew since the caller looked; nothing was written
  'STORAGE_FAILED', // the disk or the database refused
] as const;
export type LedgerErrorCode = (typeof ledgerErrorCodes)[number];

/** The one rule that was broken, in kebab-case; invalid vectors are named by it. */
export const ledgerRules = [
  'hash-length',
  'index-range',
  'size-range',
  'tile-path',
  'tile-length',
  'tile-missing',
  'bundle-framing',
  'bundle-count',
  'entry-length',
  'body-text',
  'note-length',
  'note-utf8',
  'note-control-character',
  'note-no-separator',
  'note-no-signature',
  'note-signature-count',
  'note-signature-line',
  'note-text',
  'key-name',
  'key-id',
  'key-encoding',
  'key-type',
  'signature-wrong',
  'signature-unknown',
  'checkpoint-lines',
  'checkpoint-origin',
  'checkpoint-size',
  'checkpoint-root',
  'cosignature-length',
  'cosignature-time',
  'proof-header',
  'proof-extra',
  'proof-index',
  'proof-hash',
  'proof-separator',
  'proof-wrong',
  'jws-form',
  'jws-header',
  'witness-request',
  'log-missing',
  'log-damaged',
  'log-forked',
  'log-shrunk',
  'log-locked',
  'log-moved',
  'log-closed',
  'log-read-only',
  'storage-failed',
] as const;
export type LedgerRule = (typeof ledgerRules)[number];

/** Where something was found. */
export interface LedgerPlace {
  file?: string;
  line?: number;
  entry?: number;
}

/** Bad input, a damaged log or a refusing disk. The message says what was found, where, and what to do. */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  readonly rule: LedgerRule;
  readonly place: LedgerPlace;

  constructor(
    code: LedgerErrorCode,
    rule: LedgerRule,
    message: string,
    options: { place?: LedgerPlace; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LedgerError';
    this.code = code;
    this.rule = rule;
    this.place = options.place ?? {};
  }
}

/** Throws INPUT_INVALID unless the value is an integer from 0 to 2^53 - 1. */
export function checkSize(value: number, what = 'tree size'): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new LedgerError(
      'INPUT_INVALID',
      'size-range',
      `${value} is not a ${what}: a whole number from 0 to 2^53 - 1.`,
    );
  }
}

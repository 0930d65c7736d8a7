/** Errors as problem+json (RFC 9457): the one place where an error code becomes an HTTP status. */
import { LedgerError } from '#ledger';
import { ServandaError, type ErrorCode } from '#model';

const statusOf: Record<ErrorCode | 'LOG_MOVED', number> = {
  INPUT_INVALID: 400,
  INPUT_TOO_LARGE: 413,
  NOT_FOUND: 404,
  AMBIGUOUS: 409,
  REFERENCE_BROKEN: 422,
  RECORD_RULE: 422,
  LOG_DAMAGED: 500,
  LOG_FORKED: 500,
  LOG_LOCKED: 503,
  LOG_MOVED: 409,
  STORAGE_FAILED: 503,
  SIGNATURE_INVALID: 422,
  NOT_AUTHORISED: 403,
  DUPLICATE: 409,
  RATE_LIMITED: 429,
  WITHHELD: 410,
  REFUSED: 422,
  ENVIRONMENT: 500,
};

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  place?: Record<string, unknown>;
  details?: Record<string, unknown>;
}

/** Describes an error to a client. What is no known error is a mistake of ours: its text stays in the server's log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ServandaError || error instanceof LedgerError) {
    const status = statusOf[error.code];
    return {
      type: `/methodology/errors#${error.code.toLowerCase().replaceAll('_', '-')}`,
      title: titleOf(error.code),
      status,
      detail: error.message,
      code: error.code,
      ...(Object.keys(error.place).length > 0 ? { place: { ...error.place } } : {}),
      ...(error instanceof ServandaError && Object.keys(error.details).length > 0
        ? { details: { ...error.details } }
        : {}),
    };
  }
  return {
    type: '/methodology/errors#internal',
    title: 'Internal error',
    status: 500,
    detail:
      'Something went wrong inside Servanda; nothing was written. Please report it with the address you asked for.',
    code: 'INTERNAL',
  };
}

function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

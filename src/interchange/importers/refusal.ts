/** Refusals of whole files, each with the one rule that was broken. */
import { ServandaError, type ErrorCode } from '#model';

const codes = {
  archive: 'INPUT_INVALID',
  binary: 'INPUT_INVALID',
  encoding: 'INPUT_INVALID',
  empty: 'INPUT_INVALID',
  head: 'INPUT_INVALID',
  'columns-missing': 'INPUT_INVALID',
  columns: 'INPUT_INVALID',
  quote: 'INPUT_INVALID',
  truncated: 'INPUT_INVALID',
  'record-size': 'INPUT_TOO_LARGE',
  'document-size': 'INPUT_TOO_LARGE',
  nesting: 'INPUT_TOO_LARGE',
  json: 'INPUT_INVALID',
  form: 'INPUT_INVALID',
  'all-refused': 'INPUT_INVALID',
  licence: 'INPUT_INVALID',
} as const satisfies Record<string, ErrorCode>;

export type ImportRule = keyof typeof codes;

/** The error for a file that breaks a rule; `details.rule` names it. Nothing of the file is kept. */
export function refuseFile(rule: ImportRule, message: string, line?: number, cause?: unknown): ServandaError {
  return new ServandaError(codes[rule], `${message} Nothing was imported.`, {
    place: line === undefined ? {} : { line },
    details: { rule },
    ...(cause === undefined ? {} : { cause }),
  });
}

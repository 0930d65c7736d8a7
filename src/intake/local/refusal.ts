/** Why a statement is refused: one closed list of rules, each with its coarse code. Invalid vectors are named by them. */
import { ServandaError, type ErrorCode } from '#model';

export const intakeRules = {
  // form and limits
  json: 'INPUT_INVALID', // not JSON, or not a submission
  size: 'INPUT_TOO_LARGE',
  count: 'INPUT_TOO_LARGE',
  nesting: 'INPUT_TOO_LARGE',
  rate: 'RATE_LIMITED',
  form: 'INPUT_INVALID', // the schema of its kind
  'nonce-missing': 'INPUT_INVALID',
  // signature
  'jws-form': 'INPUT_INVALID',
  'jws-header': 'INPUT_INVALID',
  'other-log': 'SIGNATURE_INVALID', // signed for another log: a replay
  'key-unknown': 'SIGNATURE_INVALID',
  'signature-wrong': 'SIGNATURE_INVALID',
  'key-expired': 'NOT_AUTHORISED',
  'key-revoked': 'NOT_AUTHORISED',
  'key-replaced': 'NOT_AUTHORISED',
  'key-use': 'NOT_AUTHORISED', // a key for checkpoints signs no statements
  'not-authorised': 'NOT_AUTHORISED',
  // what it says
  'already-recorded': 'DUPLICATE',
  'supersedes-unknown': 'REFERENCE_BROKEN',
  'supersedes-other': 'REFERENCE_BROKEN',
  'supersedes-ended': 'REFERENCE_BROKEN',
  'withdraws-unknown': 'REFERENCE_BROKEN',
  'withdraws-other': 'REFERENCE_BROKEN',
  'withdraws-ended': 'REFERENCE_BROKEN',
  'withdraws-kind': 'REFERENCE_BROKEN',
  'redacts-unknown': 'REFERENCE_BROKEN',
  'redacts-other': 'REFERENCE_BROKEN',
  'redacts-kind': 'REFERENCE_BROKEN',
  'reference-missing': 'REFERENCE_BROKEN',
  withheld: 'WITHHELD', // the statement was recorded and its body erased: it does not come back
  // reporting
  'report-provision': 'INPUT_INVALID', // a provision of another agreement, or one that is there twice
  'report-period': 'INPUT_INVALID', // not a period of the duty that is named
  'duty-unknown': 'REFERENCE_BROKEN',
  'window-closed': 'NOT_AUTHORISED', // the duty takes no report for this period any more
  'period-not-over': 'INPUT_INVALID', // a report speaks of what was done
  'review-own': 'NOT_AUTHORISED', // nobody reviews its own report
  'review-other': 'INPUT_INVALID', // the ratings do not fit the report
  // keys
  'key-id': 'INPUT_INVALID', // the id is not the thumbprint of the key
  'key-unsound': 'INPUT_INVALID', // under such a key anybody can sign
  possession: 'SIGNATURE_INVALID',
  'replaces-unknown': 'REFERENCE_BROKEN',
  'replaces-other': 'REFERENCE_BROKEN',
  'revokes-unknown': 'REFERENCE_BROKEN',
  'grants-unknown': 'REFERENCE_BROKEN',
  'last-key': 'RECORD_RULE', // the log would be without operator or without checkpoints
} as const satisfies Record<string, ErrorCode>;

export type IntakeRule = keyof typeof intakeRules;

/** The error of a refusal; `details.rule` names the rule, `details.at` the place in the batch. */
export function refuse(rule: IntakeRule, message: string, details: Record<string, unknown> = {}): ServandaError {
  return new ServandaError(intakeRules[rule], message, { details: { rule, ...details } });
}

/** Adds the place in the batch to a refusal, and turns what other rooms refuse into one. */
export function placeRefusal(error: unknown, at: number, rule: IntakeRule): unknown {
  if (error instanceof ServandaError) {
    return new ServandaError(error.code, error.message, {
      place: error.place,
      details: { rule, ...error.details, at },
      cause: error,
    });
  }
  if (error instanceof Error && 'rule' in error && (error.rule === 'jws-form' || error.rule === 'jws-header')) {
    return refuse(error.rule, error.message, { at });
  }
  return error;
}

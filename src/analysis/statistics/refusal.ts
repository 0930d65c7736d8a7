/** Named refusals of the statistical methods: a number that the data cannot carry is never given. */
import { ServandaError } from '#model';

/** Why a fit or a test is refused; stands in `details.reason` of the error. */
export type RefusalReason =
  'too-few-observations' | 'singular-design' | 'separation' | 'non-convergence' | 'no-comparison' | 'no-variation';

/** A REFUSED error with its reason by name. */
export function refusal(reason: RefusalReason, message: string, details: Record<string, unknown> = {}): ServandaError {
  return new ServandaError('REFUSED', message, { details: { reason, ...details } });
}

/** An INPUT_INVALID error that names the field. */
export function invalid(field: string, message: string): ServandaError {
  return new ServandaError('INPUT_INVALID', `${field}: ${message}`, { place: { field } });
}

/** Throws INPUT_INVALID naming the first entry that is not a finite number. */
export function requireFinite(field: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) {
      throw invalid(
        `${field}[${i}]`,
        `${String(values[i])} is not a finite number; a missing value must be left out with its row, or the series shortened, never written as zero.`,
      );
    }
  }
}

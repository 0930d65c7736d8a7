/** Reads a draft from plain data. Hostile input enters here: every complaint names the path, and the line if it came from a file. */
import { ServandaError, type ErrorPlace } from '#model';
import { checkDraft } from './check.ts';
import { Draft, type DraftPath } from './schema.ts';

/** A draft with the way back to the lines it was read from. */
export interface PlacedDraft {
  draft: Draft;
  placeOf: (path: DraftPath) => ErrorPlace;
}

/** Checks a draft that came as plain data, such as the body of a request; places name the field alone. */
export function readDraft(value: unknown, placeOf: (path: DraftPath) => ErrorPlace = fieldOf): Draft {
  const result = Draft.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
    throw faultAt(placeOf(path), issue?.message ?? 'does not fit');
  }
  checkDraft(result.data, (path, message, code) => faultAt(placeOf(path), message, code));
  return result.data;
}

export function fieldOf(path: DraftPath): ErrorPlace {
  return { field: path.join('.') };
}

/** A fault with its place at the head of the message. */
export function faultAt(
  place: ErrorPlace,
  message: string,
  code: 'INPUT_INVALID' | 'REFERENCE_BROKEN' = 'INPUT_INVALID',
): ServandaError {
  const at = place.file === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `;
  const field = place.field === undefined || place.field === '' ? '' : `${place.field}: `;
  return new ServandaError(code, `${at}${field}${message}`, { place });
}

/** Reads a draft from YAML or JSON text. Hostile input enters here: every complaint names the path and the line. */
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import { ServandaError, type ErrorPlace } from '#model';
import { checkDraft } from './check.ts';
import { Draft, type DraftPath } from './schema.ts';

/** A draft with the way back to the lines it was read from. */
export interface PlacedDraft {
  draft: Draft;
  placeOf: (path: DraftPath) => ErrorPlace;
}

/** A draft is read whole; nobody negotiates texts of this size. */
export const longestDraft = 2 * 1024 * 1024;

/** Parses and checks; throws INPUT_INVALID, INPUT_TOO_LARGE or REFERENCE_BROKEN with file, line and field. */
export function parseDraft(text: string, file: string): PlacedDraft {
  if (text.length > longestDraft) {
    throw new ServandaError('INPUT_TOO_LARGE', `${file}: a draft may have at most ${longestDraft} characters.`, {
      place: { file },
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const fault = document.errors[0];
  if (fault) {
    const line = lines.linePos(fault.pos[0]).line;
    throw new ServandaError('INPUT_INVALID', `${file}:${line}: not YAML: ${fault.message.split('\n')[0] ?? ''}`, {
      place: { file, line },
    });
  }
  const placeOf = (path: DraftPath): ErrorPlace => ({
    file,
    line: lineOf(document, lines, path),
    field: path.join('.'),
  });
  return { draft: readDraft(valueOf(document, file), placeOf), placeOf };
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

function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 }) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServandaError('INPUT_INVALID', `${file}: ${reason}`, { place: { file }, cause: error });
  }
}

/** The line of a path, or of the nearest part of it that is written. */
function lineOf(document: Document, lines: LineCounter, path: DraftPath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** YAML or JSON text with the way back to its lines, so that every complaint about a user's file names where. */
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import { ServandaError, type ErrorPlace } from '#model';

/** A value with the place of any path inside it. */
export interface PlacedValue {
  value: unknown;
  placeOf: (path: readonly (string | number)[]) => ErrorPlace;
}

/** Nobody writes a longer file of this kind by hand. */
const longest = 2 * 1024 * 1024;

/** Reads hostile text; throws INPUT_TOO_LARGE or INPUT_INVALID with file and line. JSON is YAML, too. */
export function readPlacedYaml(text: string, file: string): PlacedValue {
  if (text.length > longest) {
    throw new ServandaError('INPUT_TOO_LARGE', `${file}: at most ${longest} characters are read.`, { place: { file } });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const fault = document.errors[0];
  if (fault) {
    const { line } = lines.linePos(fault.pos[0]);
    const reason = fault.message.split('\n')[0] ?? '';
    throw new ServandaError('INPUT_INVALID', `${file}:${line}: not YAML: ${reason}`, { place: { file, line } });
  }
  let value: unknown;
  try {
    // Aliases may repeat parts, not multiply them without bound.
    value = document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServandaError('INPUT_INVALID', `${file}: ${reason}`, { place: { file }, cause: error });
  }
  return { value, placeOf: (path) => ({ file, line: lineOf(document, lines, path), field: path.join('.') }) };
}

/** The line of a path, or of the nearest part of it that is written. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

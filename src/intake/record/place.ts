/** Where in a data file something stands, so that errors can name the line. */
import { ServandaError, type ErrorPlace } from '#model';
import { LineCounter, parseDocument, type Document } from 'yaml';

/** A file of data/: path relative to the data folder, and its text. */
export interface DataFile {
  path: string;
  text: string;
}

/** A parsed data file that can tell the line of any of its fields. */
export interface ParsedFile {
  path: string;
  value: unknown;
  placeOf: (field: readonly (string | number)[]) => ErrorPlace;
}

const maxBytes = 4_000_000;

/** Reads YAML (core schema, no aliases, no duplicate keys); throws INPUT_INVALID with file and line. */
export function parseDataFile(file: DataFile): ParsedFile {
  if (file.text.length > maxBytes) {
    throw new ServandaError('INPUT_TOO_LARGE', `${file.path} is larger than ${maxBytes} characters; split it by record.`, {
      place: { file: file.path },
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, schema: 'core', strict: true, uniqueKeys: true });
  const fault = document.errors[0];
  if (fault) {
    const line = lines.linePos(fault.pos[0]).line;
    const what = (fault.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '') || 'it cannot be read as YAML';
    throw new ServandaError('INPUT_INVALID', `${file.path}:${line}: ${what}.`, { place: { file: file.path, line } });
  }
  return {
    path: file.path,
    value: document.toJS({ maxAliasCount: 0 }) as unknown,
    placeOf: (field) => ({ file: file.path, line: lineOf(document, lines, field), field: field.join('.') }),
  };
}

/** The line of the field, or of the nearest thing around it that stands in the file. */
function lineOf(document: Document, lines: LineCounter, field: readonly (string | number)[]): number {
  for (let length = field.length; length > 0; length -= 1) {
    const node = document.getIn(field.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** A hostile JSON file as one value, bounded in size and nesting; JSON Lines become an array. */
import { refuseFile } from './refusal.ts';

/** Characters of a JSON document, which has to be held whole. */
export const maxDocumentSize = 128 * 1024 * 1024;
const maxNesting = 100;

/** Reads a document, or one document a line. Throws document-size, nesting, truncated or json. */
export async function readDocument(text: AsyncIterable<string>): Promise<unknown> {
  const parts: string[] = [];
  let size = 0;
  for await (const part of text) {
    size += part.length;
    if (size > maxDocumentSize) {
      throw refuseFile(
        'document-size',
        `The document is longer than ${maxDocumentSize} characters and would have to be held whole; split it.`,
      );
    }
    parts.push(part);
  }
  const whole = parts.join('');
  if (nestingOf(whole) > maxNesting) throw refuseFile('nesting', `Brackets are nested deeper than ${maxNesting}.`);
  try {
    return JSON.parse(whole) as unknown;
  } catch (error) {
    return parseLines(whole, error);
  }
}

function parseLines(text: string, error: unknown): unknown[] {
  const rows: unknown[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      rows.push(JSON.parse(line) as unknown);
    } catch (cause) {
      // A second document after a first one means lines; before that the file is one document, or no JSON at all.
      if (rows.length === 0) throw refuseJson(text, error, undefined);
      throw refuseJson(line, cause, at + 1);
    }
  }
  return rows;
}

function refuseJson(text: string, cause: unknown, line: number | undefined): Error {
  const message = cause instanceof Error ? cause.message.slice(0, 160) : 'it cannot be read';
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? NaN);
  const isCut = /Unexpected end|Unterminated/.test(message) || position >= text.trimEnd().length;
  const where = line === undefined ? '' : ` in line ${line}`;
  return isCut
    ? refuseFile('truncated', `The file ends within a JSON value${where}; it is cut off.`, line, cause)
    : refuseFile('json', `This is not JSON${where}: ${message}.`, line, cause);
}

/** How deep brackets stand within brackets, strings left out. */
function nestingOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1)
        if (text.charCodeAt(at) === 0x5c) at += 1;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return deepest;
}

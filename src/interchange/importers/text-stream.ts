/** Bytes of a hostile file as text: archives, binary files and other encodings are refused by name. */
import { refuseFile } from './refusal.ts';

/** First bytes of what is no text. Archives are never opened, so none can unfold into more than it weighs. */
const signatures: readonly [hex: string, what: string][] = [
  ['504b0304', 'a ZIP archive (or a spreadsheet of that form, such as XLSX)'],
  ['504b0506', 'an empty ZIP archive'],
  ['504b0708', 'a ZIP archive'],
  ['1f8b', 'a gzip archive'],
  ['425a68', 'a bzip2 archive'],
  ['fd377a585a00', 'an xz archive'],
  ['28b52ffd', 'a Zstandard archive'],
  ['377abcaf271c', 'a 7-Zip archive'],
  ['526172211a07', 'a RAR archive'],
  ['d0cf11e0a1b11ae1', 'an old office document (XLS)'],
  ['25504446', 'a PDF document'],
];

/** Text of UTF-8 bytes, piece by piece, a byte order mark left out. Throws archive, binary, encoding or empty. */
export async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let position = 0;
  let line = 1;
  const decode = (bytes: Uint8Array | undefined): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (error) {
      // Read once more without the check, to say where: what does not fit becomes a replacement character.
      const [before = ''] = new TextDecoder().decode(bytes).split('\ufffd');
      const at = line + countLines(before);
      throw refuseFile(
        'encoding',
        `The file is not UTF-8 (after byte ${position}, line ${at}); save it as UTF-8 and import it again.`,
        at,
        error,
      );
    }
  };
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (head) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 8) continue;
      refuseNoText(head);
      bytes = head;
      head = null;
    }
    const text = decode(bytes);
    position += bytes.length;
    if (text.includes('\u0000')) {
      throw refuseFile('binary', `The file holds the zero character, so it is no text (about line ${line}).`, line);
    }
    line += countLines(text);
    if (text !== '') yield text;
  }
  if (head) {
    if (head.length === 0) throw refuseFile('empty', 'The file is empty.');
    refuseNoText(head);
    yield decode(head);
  }
  const rest = decode(undefined);
  if (rest !== '') yield rest;
}

function refuseNoText(head: Buffer): void {
  const hex = head.subarray(0, 8).toString('hex');
  const found = signatures.find(([start]) => hex.startsWith(start));
  if (found) {
    throw refuseFile(
      'archive',
      `The file is ${found[1]}. Archives are not opened: unpack it, or save it as CSV in UTF-8, and import that.`,
    );
  }
  if (hex.startsWith('fffe') || hex.startsWith('feff')) {
    throw refuseFile('encoding', 'The file is UTF-16; save it as UTF-8 and import it again.', 1);
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

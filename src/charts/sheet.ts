/** A figure as a file of its own: headline above, the drawing as it stands on the page, caption and citation below. */
import { escapeXml } from './escape.ts';
import { ink, paper, quiet } from './adherence-style.ts';

export interface Sheet {
  /** A complete figure, as a chart of this room drew it; it goes in byte for byte. */
  drawing: string;
  headline: string;
  /** Marks and patterns in words, caption, citation: each a paragraph. */
  notes: readonly string[];
  /** Put into the file for programs that check it; plain text. */
  metadata: string;
}

const margin = 20;
const line = { headline: 22, note: 15 };

/** Wraps a figure. Throws RangeError if `drawing` has no size of its own. */
export function figureSheet({ drawing, headline, notes, metadata }: Sheet): string {
  const size = /^<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"/.exec(drawing);
  if (!size) throw new RangeError('the drawing has no width and height');
  const [wide, high] = [Number(size[1]), Number(size[2])];
  const width = wide + 2 * margin;
  const heads = wrap(headline, Math.floor(wide / 10.3));
  const lines = notes.flatMap((note) => wrap(note, Math.floor(wide / 6.15)));
  const top = margin + heads.length * line.headline + 8;
  const height = Math.ceil(top + high + 14 + lines.length * line.note + margin);
  const say = (texts: readonly string[], from: number, step: number, look: string): string =>
    texts.map((text, at) => `<text x="${margin}" y="${from + at * step}" ${look}>${escapeXml(text)}</text>`).join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="img" aria-labelledby="sheet-title sheet-desc" font-family="system-ui, sans-serif" fill="${ink}">`,
    `\n<title id="sheet-title">${escapeXml(headline)}</title>`,
    `\n<desc id="sheet-desc">${escapeXml(notes.join(' '))}</desc>`,
    `\n<metadata>${escapeXml(metadata)}</metadata>`,
    `\n<rect width="${width}" height="${height}" fill="${paper}"/>\n`,
    say(heads, margin + 14, line.headline, 'font-size="17" font-weight="600"'),
    `\n<g transform="translate(${margin} ${top})">\n${drawing}</g>\n`,
    say(lines, top + high + 26, line.note, `font-size="11.5" fill="${quiet}"`),
    '\n</svg>\n',
  ].join('');
}

/** Lines of at most `length` characters, broken at spaces; longer words are broken where they must. */
export function wrap(text: string, length: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(/\s+/).flatMap((part) => pieces(part, length))) {
    const next = current === '' ? word : `${current} ${word}`;
    if (next.length > length && current !== '') {
      lines.push(current);
      current = word;
    } else current = next;
  }
  return current === '' ? lines : [...lines, current];
}

function pieces(word: string, length: number): string[] {
  const characters = Array.from(word);
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += length) parts.push(characters.slice(at, at + length).join(''));
  return parts;
}

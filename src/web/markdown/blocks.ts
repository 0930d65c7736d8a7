/** The block part of Markdown: headings, paragraphs, lists, tables, code, quotes, rules. */

export type Block =
  | { is: 'heading'; level: number; text: string }
  | { is: 'paragraph'; text: string }
  | { is: 'code'; text: string }
  | { is: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { is: 'table'; head: string[]; align: Alignment[]; rows: string[][] }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'rule' };

export type Alignment = 'left' | 'right';

/** Lists and quotes deeper than this are read as paragraphs. */
const deepest = 6;

const heading = /^(#{1,6})\s+(.*?)\s*#*\s*$/;
const fence = /^(\s*)(`{3,}|~{3,})/;
const bullet = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const rule = /^\s*([-*_])(\s*\1){2,}\s*$/;
const delimiter = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Reads Markdown into blocks. Every input is read to its end: what is no known form is a paragraph. */
export function parseBlocks(markdown: string): Block[] {
  return parse(markdown.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n'), 0);
}

function parse(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const taken =
      takeCode(lines, at) ??
      takeHeading(line) ??
      (rule.test(line) ? { block: { is: 'rule' } as const, lines: 1 } : null) ??
      takeTable(lines, at) ??
      (depth < deepest ? (takeList(lines, at, depth) ?? takeQuote(lines, at, depth)) : null) ??
      takeParagraph(lines, at);
    blocks.push(taken.block);
    at += taken.lines;
  }
  return blocks;
}

interface Taken {
  block: Block;
  lines: number;
}

function takeHeading(line: string): Taken | null {
  const found = heading.exec(line);
  return found ? { block: { is: 'heading', level: found[1]?.length ?? 1, text: found[2] ?? '' }, lines: 1 } : null;
}

function takeCode(lines: readonly string[], at: number): Taken | null {
  const found = fence.exec(lines[at] ?? '');
  if (!found) return null;
  const [, indent = '', marks = ''] = found;
  const body: string[] = [];
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (line.trim().startsWith(marks) && /^[`~]+$/.test(line.trim())) break;
    body.push(line.startsWith(indent) ? line.slice(indent.length) : line.trimStart());
  }
  return { block: { is: 'code', text: body.join('\n') }, lines: next - at + 1 };
}

function takeTable(lines: readonly string[], at: number): Taken | null {
  const [head = '', under = ''] = lines.slice(at, at + 2);
  if (!head.includes('|') || !under.includes('-') || !delimiter.test(under)) return null;
  const align = cells(under).map((cell): Alignment => (cell.endsWith(':') && !cell.startsWith(':') ? 'right' : 'left'));
  const columns = cells(head);
  if (columns.length !== align.length) return null;
  const rows: string[][] = [];
  let next = at + 2;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (line.trim() === '' || !line.includes('|')) break;
    const row = cells(line);
    rows.push(columns.map((_, column) => row[column] ?? ''));
  }
  return { block: { is: 'table', head: columns, align, rows }, lines: next - at };
}

/** Cells of a row; a bar that is escaped or stands in code does not part them. */
function cells(line: string): string[] {
  const text = line.trim().replace(/^\|/, '');
  const found: string[] = [];
  let cell = '';
  let isCode = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && text.charAt(at + 1) === '|') {
      cell += '|';
      at += 1;
    } else if (character === '|' && !isCode) {
      found.push(cell.trim());
      cell = '';
    } else {
      if (character === '`') isCode = !isCode;
      cell += character;
    }
  }
  if (cell.trim() !== '' || found.length === 0) found.push(cell.trim());
  return found;
}

function takeList(lines: readonly string[], at: number, depth: number): Taken | null {
  const first = bullet.exec(lines[at] ?? '');
  if (!first) return null;
  const indent = first[1]?.length ?? 0;
  const ordered = /\d/.test(first[2] ?? '');
  const items: string[][] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const found = bullet.exec(line);
    const isItem = found?.[1]?.length === indent && /\d/.test(found[2] ?? '') === ordered;
    if (found && isItem) items.push([found[3] ?? '']);
    else if (line.trim() === '') {
      // A blank line belongs to the list only if the list goes on after it.
      const after = lines.slice(next + 1).find((later) => later.trim() !== '');
      if (
        after === undefined ||
        indentOf(after) < indent ||
        (indentOf(after) === indent && !sameList(after, indent, ordered))
      )
        break;
      items.at(-1)?.push('');
    } else if (indentOf(line) > indent) items.at(-1)?.push(line);
    else if (!startsBlock(line) && (lines[next - 1] ?? '').trim() !== '') items.at(-1)?.push(line);
    else break;
  }
  return {
    block: {
      is: 'list',
      ordered,
      start: ordered ? Number.parseInt(first[2] ?? '1', 10) : 1,
      items: items.map((item) => parse(outdented(item), depth + 1)),
    },
    lines: next - at,
  };
}

function sameList(line: string, indent: number, ordered: boolean): boolean {
  const found = bullet.exec(line);
  return found?.[1]?.length === indent && /\d/.test(found[2] ?? '') === ordered;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The lines after the first lose the indent that they share. */
function outdented([first = '', ...rest]: readonly string[]): string[] {
  const shared = Math.min(...rest.filter((line) => line.trim() !== '').map(indentOf));
  return [first, ...rest.map((line) => line.slice(Math.min(shared, indentOf(line))))];
}

function takeQuote(lines: readonly string[], at: number, depth: number): Taken | null {
  const body: string[] = [];
  for (const line of lines.slice(at)) {
    if (!/^\s*>/.test(line)) break;
    body.push(line.replace(/^\s*> ?/, ''));
  }
  return body.length === 0 ? null : { block: { is: 'quote', blocks: parse(body, depth + 1) }, lines: body.length };
}

function takeParagraph(lines: readonly string[], at: number): Taken {
  const body = [lines[at] ?? ''];
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (line.trim() === '' || startsBlock(line) || takeTable(lines, next)) break;
    body.push(line);
  }
  return { block: { is: 'paragraph', text: body.map((line) => line.trim()).join(' ') }, lines: body.length };
}

function startsBlock(line: string): boolean {
  return heading.test(line) || fence.test(line) || bullet.test(line) || rule.test(line) || /^\s*>/.test(line);
}

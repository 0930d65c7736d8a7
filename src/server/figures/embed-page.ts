/** The page of an embedded figure: drawing, caption, citation, the same numbers as a table; no script. */
import type { Envelope } from '#model';
import { figureAddress, figureCitation, type FigureWords, type PublishedFigure } from '#publish';
import { embedStyle } from './embed-style.ts';

export interface EmbedDrawings {
  wide: string;
  narrow: string;
}

/** Most rows of the table in an embed; the file has them all. */
const mostRows = 400;

/** Writes the page. Every text comes from statements and is escaped; the drawings are escaped by the room of charts. */
export function embedPage(
  answer: Envelope<PublishedFigure>,
  words: FigureWords,
  drawings: EmbedDrawings,
  isPinned: boolean,
): string {
  const { headline, key, caption } = answer.result;
  const file = (suffix: '.svg' | '.png' | '.csv', name: string): string =>
    link(figureAddress(answer, words, suffix, isPinned), name);
  const other = isPinned
    ? `Frozen: made from the logs as cited. ${link(figureAddress(answer, words, '', false), 'Show it as the record stands now')}.`
    : `Live: follows the record. ${link(figureAddress(answer, words, '', true), 'Freeze it as it is now')}.`;
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(headline)} · Servanda</title>`,
    `<style>${embedStyle}</style>`,
    '</head>\n<body>\n<main>',
    `<h1>${escapeHtml(headline)}</h1>`,
    `<div class="wide">${drawings.wide}</div>`,
    `<div class="narrow">${drawings.narrow}</div>`,
    `<p>${escapeHtml(key)}</p>`,
    `<p>${escapeHtml(caption)}</p>`,
    `<p>${escapeHtml(figureCitation(answer))}</p>`,
    `<p>${other}</p>`,
    `<p class="files">${file('.svg', 'SVG')} ${file('.png', 'PNG')} ${file('.csv', 'CSV')} <a href="/" target="_blank" rel="noopener">Servanda</a></p>`,
    tableOf(answer.result),
    '</main>\n</body>\n</html>\n',
  ].join('\n');
}

function tableOf({ columns, rows }: PublishedFigure): string {
  const head = columns.map(({ title }) => `<th scope="col">${escapeHtml(title)}</th>`).join('');
  const body = rows
    .slice(0, mostRows)
    .map(
      (row) =>
        `<tr>${row.map((cell) => `<td>${escapeHtml(cell === null ? 'unknown' : String(cell))}</td>`).join('')}</tr>`,
    );
  const rest = rows.length > mostRows ? `<p>${rows.length - mostRows} more rows are in the CSV file.</p>` : '';
  return `<details><summary>The same as a table</summary><div class="table" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>${rest}</details>`;
}

function link(address: string, name: string): string {
  return `<a href="${escapeHtml(address)}" target="_blank" rel="noopener">${escapeHtml(name)}</a>`;
}

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** CSV after RFC 4180 with formulas neutralised: a spreadsheet shows every cell as text, and a reader gets it back. */
import { onDemand } from '../on-demand.ts';
import type { Cell } from './cells.ts';

/** Characters with which spreadsheets begin a formula, and the escape itself. */
const dangerous = /^[=+\-@\t\r']/;

/**
 * Text as it stands in a cell: an apostrophe before whatever begins with = + - @, a tab, a carriage return or an
 * apostrophe, and for the empty text an apostrophe alone. Numbers and truth values are written as they are.
 */
export function escapeCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  return cell === '' || dangerous.test(cell) ? `'${cell}` : cell;
}

/** Undoes `escapeCell` for text; an empty cell is null. */
export function unescapeCell(text: string): string | null {
  if (text === '') return null;
  return text.startsWith("'") ? text.slice(1) : text;
}

/** True for a cell that a spreadsheet would run: our own exports never hold one. */
export function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text);
}

/** A table as CSV: UTF-8, comma, CRLF as RFC 4180 asks, a head line. */
export function formatCsv(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines: string[][] = [[...head]];
  for (const row of rows) lines.push(row.map(escapeCell));
  return onDemand.csvStringify().stringify(lines, { record_delimiter: 'windows' });
}

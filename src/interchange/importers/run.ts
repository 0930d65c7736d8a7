/** Runs an importer over the bytes of a file: rows in order, each read or refused with row and column. */
import { ServandaError } from '#model';
import { isFormula } from '../tables/csv.ts';
import { csvRecords } from './csv-records.ts';
import {
  RowFault,
  type CsvImporter,
  type ImportedItem,
  type Importer,
  type JsonImporter,
  type ReadingContext,
  type RowCells,
} from './importer.ts';
import { readDocument } from './json-document.ts';
import type { Places } from './places.ts';
import { refuseFile } from './refusal.ts';
import { ReportGatherer, type MappingReport } from './report.ts';
import { textOf } from './text-stream.ts';

/** One row as it is kept: its number, what was read from it, and what the source said. */
export interface ImportedRow {
  row: number;
  items: ImportedItem[];
  source: unknown;
}

/** Takes rows in order. If it gives a promise the reading waits for it, so that nothing piles up. */
export type RowSink = (row: ImportedRow) => unknown;

/**
 * Reads a file. Structural faults of the file throw (nothing may be kept then); faults of a row refuse the row. Throws
 * `all-refused` where no row was left.
 */
export async function runImport(
  importer: Importer,
  bytes: AsyncIterable<Uint8Array>,
  places: Places,
  sink: RowSink,
): Promise<MappingReport> {
  const text = textOf(bytes);
  const report =
    importer.input === 'csv' ? await runCsv(importer, text, places, sink) : await runJson(importer, text, places, sink);
  if (report.rows.imported === 0) {
    const [first] = report.refused;
    throw refuseFile(
      'all-refused',
      first === undefined
        ? 'The file holds no row.'
        : `None of ${report.rows.read} rows could be read; the first, row ${first.row}${first.column === null ? '' : `, column "${first.column}"`}: ${first.reason}.`,
    );
  }
  return report;
}

async function runCsv(
  importer: CsvImporter,
  text: AsyncIterable<string>,
  places: Places,
  sink: RowSink,
): Promise<MappingReport> {
  let head: readonly string[] | null = null;
  let gatherer = new ReportGatherer(importer.columns, []);
  let context = contextOf(gatherer, places);
  let filled: number[] = [];
  for await (const batch of csvRecords(text)) {
    for (const { line, cells } of batch) {
      if (head === null) {
        head = headOf(cells, importer);
        gatherer = new ReportGatherer(importer.columns, head);
        context = contextOf(gatherer, places);
        filled = head.map(() => 0);
        continue;
      }
      const source: Record<string, string> = {};
      for (let at = 0; at < head.length; at += 1) {
        const cell = cells[at] ?? '';
        if (cell === '') continue;
        source[head[at] ?? ''] = cell;
        filled[at] = (filled[at] ?? 0) + 1;
        if (isFormula(cell)) gatherer.formulaCells += 1;
      }
      const waiting = readRow(gatherer, line, source, () => importer.read(cellsOver(source), context), sink);
      if (waiting) await waiting;
    }
  }
  if (head === null) throw refuseFile('empty', 'The file holds no line.');
  for (const [at, column] of head.entries()) gatherer.filled(column, filled[at] ?? 0);
  return gatherer.report();
}

/** The head line: names once each, and all that the importer needs. */
function headOf(cells: readonly string[], importer: CsvImporter): string[] {
  const head = cells.map((cell) => cell.trim());
  const double = head.find((name, at) => name !== '' && head.indexOf(name) !== at);
  if (double !== undefined) throw refuseFile('head', `The head line names "${double.slice(0, 80)}" twice.`, 1);
  const missing = importer.columns.filter(({ name, required }) => required && !head.includes(name));
  if (missing.length > 0) {
    throw refuseFile(
      'columns-missing',
      `This is not a file for "${importer.id}": the head line lacks ${missing.map(({ name }) => `"${name}"`).join(', ')}.`,
      1,
    );
  }
  return head;
}

function cellsOver(source: Readonly<Record<string, string>>): RowCells {
  const text = (column: string): string => (Object.hasOwn(source, column) ? (source[column] ?? '').trim() : '');
  return {
    text,
    need: (column) => {
      const found = text(column);
      if (found === '') throw new RowFault(column, 'the cell is empty');
      return found;
    },
  };
}

async function runJson(
  importer: JsonImporter,
  text: AsyncIterable<string>,
  places: Places,
  sink: RowSink,
): Promise<MappingReport> {
  const document = await readDocument(text);
  const gatherer = new ReportGatherer(importer.columns, null);
  const context = contextOf(gatherer, places);
  for (const { row, source, read } of importer.rows(document, context)) {
    for (const { name } of importer.columns) if (hasMember(source, name)) gatherer.filled(name, 1);
    const waiting = readRow(gatherer, row, source, read, sink);
    if (waiting) await waiting;
  }
  return gatherer.report();
}

/** True if a member, named with dots for members of members, is there. */
function hasMember(value: unknown, name: string): boolean {
  let at: unknown = value;
  for (const part of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = (at as Record<string, unknown>)[part];
  }
  return true;
}

function contextOf(gatherer: ReportGatherer, places: Places): ReadingContext {
  return {
    places,
    notUnderstood: (column, value) => {
      gatherer.notUnderstood(column, value);
    },
  };
}

/** Reads one row; gives a promise only where the sink asks to wait, for most rows need no turn of the loop. */
function readRow(
  gatherer: ReportGatherer,
  row: number,
  source: unknown,
  read: () => ImportedItem[],
  sink: RowSink,
): Promise<void> | undefined {
  let items: ImportedItem[];
  try {
    items = read();
  } catch (error) {
    if (error instanceof RowFault) gatherer.refuse(row, error.column, error.message);
    // Statements of our own formats are checked by their schemas, which name the field.
    else if (error instanceof ServandaError) gatherer.refuse(row, error.place.field ?? null, error.message);
    else throw error;
    return undefined;
  }
  gatherer.imported(items);
  // An object that holds nothing for the record is counted, and stays in the file.
  if (items.length === 0) return undefined;
  const waiting = sink({ row, items, source });
  return waiting instanceof Promise ? (waiting as Promise<void>) : undefined;
}

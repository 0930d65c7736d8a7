/** Records of a hostile CSV file, one after the other, in bounded memory; structural faults end the reading by name. */
import { Readable } from 'node:stream';
import type { CsvError, InfoRecord, Parser } from 'csv-parse';
import { onDemand } from '../on-demand.ts';
import { refuseFile } from './refusal.ts';

/** Characters of one record; what is longer is refused before it is held. */
export const maxRecordSize = 4 * 1024 * 1024;

export interface CsvRecord {
  /** Line of the file on which the record ends; lines within quotes count. */
  line: number;
  cells: readonly string[];
}

/**
 * Reads records in batches, as many as the parser has at a time. The first record is the head line. Throws quote, columns,
 * truncated or record-size.
 */
export async function* csvRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  const parser = onDemand.csvParse().parse({
    info: true,
    relax_column_count: true,
    max_record_size: maxRecordSize,
    skip_empty_lines: true,
  });
  const source = Readable.from(text);
  // An error of the source ends the parser; the loop below meets it.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let width: number | null = null;
  let short: CsvRecord | null = null;
  try {
    for await (const parsed of batchesOf(parser)) {
      const batch: CsvRecord[] = [];
      for (const { record, info } of parsed) {
        if (short) throw wrongWidth(short, width ?? 0);
        const found = { line: info.lines, cells: record };
        width ??= record.length;
        if (record.length === width) batch.push(found);
        else short = found;
      }
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    throw named(error);
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (short) {
    if (short.cells.length > (width ?? 0)) throw wrongWidth(short, width ?? 0);
    throw refuseFile(
      'truncated',
      `The file ends within a record: its last line, ${short.line}, has ${short.cells.length} of ${width ?? 0} cells.`,
      short.line,
    );
  }
}

interface Parsed {
  record: string[];
  info: InfoRecord;
}

/** All that the parser holds, then a wait for more: one turn of the loop for many records. */
async function* batchesOf(parser: Parser): AsyncGenerator<Parsed[]> {
  const state: { wake: () => void; failed: Error | null; ended: boolean } = {
    wake: () => undefined,
    failed: null,
    ended: false,
  };
  parser.on('readable', () => {
    state.wake();
  });
  parser.on('end', () => {
    state.ended = true;
    state.wake();
  });
  parser.on('error', (error: Error) => {
    state.failed = error;
    state.wake();
  });
  for (;;) {
    const batch: Parsed[] = [];
    for (let next = parser.read() as Parsed | null; next !== null; next = parser.read() as Parsed | null) {
      batch.push(next);
    }
    if (batch.length > 0) yield batch;
    if (state.failed) throw state.failed;
    if (state.ended) return;
    // Nothing is asked between here and the wait, so no call to wake is missed.
    if (batch.length === 0) {
      await new Promise<void>((resolve) => {
        state.wake = resolve;
      });
    }
  }
}

function wrongWidth({ line, cells }: CsvRecord, width: number): Error {
  return refuseFile('columns', `Line ${line} has ${cells.length} cells, and the head line ${width}.`, line);
}

function named(error: unknown): unknown {
  const { code, lines } = (error ?? {}) as Partial<CsvError> & { lines?: number };
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
      return refuseFile(
        'record-size',
        `The record at line ${lines ?? '?'} is longer than ${maxRecordSize} characters; no such record is read.`,
        lines,
        error,
      );
    case 'CSV_QUOTE_NOT_CLOSED':
      return refuseFile(
        'truncated',
        `The file ends within a quoted cell that began at line ${lines ?? '?'}; it is cut off, or a quote is missing.`,
        lines,
        error,
      );
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return refuseFile(
        'quote',
        `A quote at line ${lines ?? '?'} stands within a cell; double it, or quote the whole cell.`,
        lines,
        error,
      );
    default:
      return error;
  }
}

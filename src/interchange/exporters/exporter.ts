/** What every export format is: files with deterministic bytes, and a report of what the format cannot carry. */
import type { RecordKind } from '#model';
import { countsOf, type Selection } from '../selection.ts';

export interface ExportedFile {
  /** Relative, with forward slashes. */
  path: string;
  mediaType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Something that a reader of the format does not get. */
export interface Loss {
  kind: RecordKind;
  /** Null: the whole statement. */
  field: string | null;
  /** `left-out`: not in the file. `extension-only`: there, but only Servanda reads it. `reduced`: there with less. */
  what: 'left-out' | 'extension-only' | 'reduced';
  /** Statements that are concerned. */
  count: number;
  reason: string;
}

export interface LossReport {
  format: string;
  /** Statements of the filter by kind: equal in every format. */
  selected: Record<string, number>;
  total: number;
  /** Statements that the files hold. */
  carried: number;
  losses: Loss[];
}

export interface Exporter {
  id: string;
  title: string;
  mediaType: string;
  /** True if a selection of any size is one file, so that it can be printed or sent. */
  oneFile: boolean;
  files: (selection: Selection) => ExportedFile[];
  losses: (selection: Selection) => Loss[];
}

const encoder = new TextEncoder();

/** A file of text in UTF-8. */
export function textFile(path: string, mediaType: string, text: string): ExportedFile {
  return { path, mediaType, bytes: encoder.encode(text) };
}

/** A file of JSON, indented by two, with a final newline. */
export function jsonFile(path: string, value: unknown, mediaType = 'application/json'): ExportedFile {
  return textFile(path, mediaType, `${JSON.stringify(value, null, 2)}\n`);
}

/** The report of a format over a selection. */
export function lossReport({ id, losses }: Pick<Exporter, 'id' | 'losses'>, selection: Selection): LossReport {
  const counts = countsOf(selection);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const found = losses(selection);
  const missing = found
    .filter(({ field, what }) => field === null && what === 'left-out')
    .reduce((sum, { count }) => sum + count, 0);
  return { format: id, selected: counts, total, carried: total - missing, losses: found };
}

/** Losses of whole kinds that a format has no place for. */
export function kindsLeftOut(selection: Selection, carried: ReadonlySet<RecordKind>, reason: string): Loss[] {
  return selection.kinds
    .filter((kind) => !carried.has(kind))
    .map((kind) => ({
      kind,
      field: null,
      what: 'left-out' as const,
      count: selection.records.get(kind)?.length ?? 0,
      reason,
    }))
    .filter(({ count }) => count > 0);
}

/** True if a body says something in a field: neither absent, nor null, nor an empty list. */
export function holds(body: object, field: string): boolean {
  const value = (body as Record<string, unknown>)[field];
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

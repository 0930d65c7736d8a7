/** What an export was: snapshot, filter, dials and the hash of every file, so that anyone can make it again. */
import { hash } from 'node:crypto';
import type { ExportedFile, LossReport } from '#interchange';
import type { Envelope, RecordKind } from '#model';
import type { View } from '#registry';
import { envelope } from '../envelope.ts';
import type { Query } from '../query.ts';

export interface ExportManifest {
  files: { path: string; bytes: number; sha256: string }[];
  selected: Record<string, number>;
  total: number;
  carried: number;
}

/** The manifest in its envelope: method `export/1`, which `servanda reproduce` makes again. */
export function exportManifest(
  view: View,
  query: Query,
  format: string,
  kinds: readonly RecordKind[],
  files: readonly ExportedFile[],
  { selected, total, carried }: LossReport,
): Envelope<ExportManifest> {
  return envelope(view, 'export/1', query, { format, kinds }, ['what a format cannot carry is in its loss report'], {
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') })),
    selected,
    total,
    carried,
  });
}

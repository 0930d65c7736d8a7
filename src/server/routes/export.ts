/** The record in the formats of others: one request, one complete file. */
import { z } from '@hono/zod-openapi';
import { exporters, findExporter, lossReport, select, type ExportedFile } from '#interchange';
import { ServandaError, recordKinds, type RecordKind } from '#model';
import { envelope, recordKindOf } from '#publish';
import { route } from '../route.ts';

const ofFormat = z.object({ format: z.string().max(60) });
const Kinds = z.object({
  kind: z.string().max(600).optional().openapi({
    description: 'Kinds of record, joined by commas; without it every kind. CSV and Parquet hold one kind a file.',
  }),
});

const Loss = z.object({
  kind: z.enum(recordKinds),
  field: z.string().nullable(),
  what: z.enum(['left-out', 'extension-only', 'reduced']),
  count: z.number().int(),
  reason: z.string(),
});
const LossReport = z.object({
  format: z.string(),
  selected: z.record(z.string(), z.number().int()),
  total: z.number().int(),
  carried: z.number().int(),
  losses: z.array(Loss),
});

function kindsOf(text: string | undefined): RecordKind[] {
  return text === undefined || text === '' ? [] : text.split(',').map(recordKindOf);
}

/** The one file that is sent; throws INPUT_INVALID where there would be several. */
function onlyFile(format: string, files: readonly ExportedFile[], kinds: readonly RecordKind[]): ExportedFile {
  const [kind] = kinds;
  const file =
    files.length === 1
      ? files[0]
      : kinds.length === 1 && format !== 'duckdb'
        ? files.find(({ path }) => path.startsWith(`${kind}.`))
        : undefined;
  if (file) return file;
  throw new ServandaError(
    'INPUT_INVALID',
    format === 'duckdb'
      ? 'duckdb is a folder; "servanda export duckdb --out FOLDER" writes it. Over HTTP ask for parquet, one kind at a time.'
      : `${format} holds one kind a file: add kind=incident, or another kind.`,
    { place: { field: 'kind' } },
  );
}

export const exportRoutes = [
  route({
    path: '/export',
    tag: 'interchange',
    summary: 'The export formats',
    result: z.object({ items: z.array(z.object({ id: z.string(), title: z.string(), mediaType: z.string() })) }),
    answer: ({ view, query }) =>
      envelope(view, 'export-formats/1', query, {}, [], {
        items: exporters.map(({ id, title, mediaType }) => ({ id, title, mediaType })),
      }),
  }),
  route({
    path: '/export/{format}',
    tag: 'interchange',
    summary: 'The record in a format, complete in one answer; what it cannot carry is at /export/{format}/losses',
    params: ofFormat,
    search: Kinds,
    result: z.string(),
    file: 'application/octet-stream',
    cost: 20,
    answer: ({ view, params: { format }, search }) => {
      const exporter = findExporter(format);
      const kinds = kindsOf(search.kind);
      const { bytes, mediaType } = onlyFile(format, exporter.files(select(view, kinds)), kinds);
      return { raw: bytes, contentType: mediaType };
    },
  }),
  route({
    path: '/export/{format}/losses',
    tag: 'interchange',
    summary: 'What a format cannot carry of a selection, kind by kind and field by field',
    params: ofFormat,
    search: Kinds,
    result: LossReport,
    answer: ({ view, query, params: { format }, search }) =>
      envelope(
        view,
        'export-losses/1',
        query,
        { format, ...(search.kind === undefined ? {} : { kind: search.kind }) },
        [],
        lossReport(findExporter(format), select(view, kindsOf(search.kind))),
      ),
  }),
];

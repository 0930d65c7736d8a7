/** servanda export FORMAT: the record in the formats of others, each with a report of what the format cannot carry. */
import type { Command } from 'commander';
import { type ExportedFile, type LossReport, exporters, findExporter, lossReport, select } from '#interchange';
import { ServandaError, type RecordKind } from '#model';
import { exportManifest, openView, recordKindOf } from '#publish';
import { proofOf } from '#server';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { openForReading } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';
import { writeFolder } from '../write-folder.ts';

interface Options extends DialOptions {
  kind: string[];
  out?: string;
  losses?: boolean;
  of?: string;
}

export function defineExport(program: Command): void {
  withDials(program.command('export [format]'))
    .description('the record as CSV, JSON Lines, Parquet, SQL, DuckDB folder, STIX, MISP, CSL-JSON, BibTeX')
    .option(
      '--kind <kind>',
      'kind of record, may be given again (default: every kind)',
      (kind: string, all: string[]) => [...all, kind],
      [] as string[],
    )
    .option('--out <folder>', 'write the files, the loss report and a manifest into this new or empty folder')
    .option('--of <address>', 'with the format "proof": the resource to prove, such as /coverage/paris-call-2018')
    .option('--losses', 'print what the format cannot carry, and no file')
    .action(async (format: string | undefined, options: Options) => {
      if (format === undefined) {
        printText(
          formatTable(
            ['format', 'what'],
            exporters.map(({ id, title }) => [id, title]),
          ),
        );
        return;
      }
      if (format === 'proof') {
        await printProof(options.of);
        return;
      }
      const exporter = findExporter(format);
      const kinds = options.kind.map(recordKindOf);
      const instance = await openForReading();
      try {
        const { view, query } = openView(instance.registry, dialsOf(options));
        const selection = select(view, kinds);
        const report = lossReport(exporter, selection);
        if (options.losses) {
          if (options.json) printJson(report);
          else printText(describe(report));
          return;
        }
        const files = exporter.files(selection);
        if (options.out === undefined) printOne(exporter.id, files, kinds);
        else {
          const manifest = exportManifest(view, query, exporter.id, kinds, files, report);
          await writeFolder(options.out, [
            ...files,
            fileOf('loss-report.json', report),
            fileOf('export-manifest.json', manifest),
          ]);
          if (options.json) printJson(manifest);
          else printText([`${files.length} files in ${options.out}`, ...describe(report)]);
        }
      } finally {
        await instance.close();
      }
    });
}

/** A proof bundle to standard output: one file that `servanda reproduce` checks with nothing else at hand. */
async function printProof(address: string | undefined): Promise<void> {
  if (address === undefined) {
    throw new ServandaError('INPUT_INVALID', 'Name what to prove: --of /coverage/paris-call-2018?as-of=2018-11-12.');
  }
  const [{ openShelf }, { placeOf }, { readPackage }] = await Promise.all([
    import('../dataset-shelf.ts'),
    import('../data-place.ts'),
    import('../package-root.ts'),
  ]);
  const instance = await openForReading();
  try {
    const bundle = await proofOf(instance, address, readPackage().version, openShelf(placeOf({})));
    process.stdout.write(`${JSON.stringify(bundle)}\n`);
  } finally {
    await instance.close();
  }
}

function fileOf(path: string, value: unknown): Pick<ExportedFile, 'path' | 'bytes'> {
  return { path, bytes: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`) };
}

/** Without a folder one file goes to standard output, and the losses to nobody: `--losses` prints them. */
function printOne(format: string, files: readonly ExportedFile[], kinds: readonly RecordKind[]): void {
  const [only] =
    files.length === 1 ? files : files.filter(({ path }) => kinds.some((kind) => path.startsWith(`${kind}.`)));
  if (only === undefined || (files.length > 1 && kinds.length !== 1) || format === 'duckdb') {
    throw new ServandaError(
      'INPUT_INVALID',
      `${format} is several files: name a folder with --out, or for standard output one kind with --kind.`,
    );
  }
  process.stdout.write(only.bytes);
}

function describe({ total, carried, losses }: LossReport): string[] {
  const lines = losses.map(({ kind, field, what, count, reason }) =>
    plain(`${what}: ${kind}${field === null ? '' : `.${field}`} (${count}): ${reason}`),
  );
  return [
    `${total} statements selected, ${carried} carried`,
    ...(lines.length === 0 ? ['nothing is lost'] : lines.map((line) => `- ${line}`)),
  ];
}

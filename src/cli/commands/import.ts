/** servanda import FORMAT FILE: a data set of others into the data folder; the log gets one signed manifest. */
import { createReadStream, statSync } from 'node:fs';
import type { Command } from 'commander';
import {
  findImporter,
  importFile,
  importers,
  templateColumns,
  type ImportOutcome,
  type Importer,
  type MappingReport,
  type RowTree,
} from '#interchange';
import { CompactTree, hashLeaf } from '#ledger';
import { ServandaError } from '#model';
import { openView } from '#publish';
import { placeOf, withPlace, type DataPlace, type PlaceOptions } from '../data-place.ts';
import { openForReading } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';
import { showProgress } from '../progress.ts';

interface Options extends PlaceOptions {
  dryRun?: boolean;
  publisher?: string;
  licence?: string;
  key?: string;
  server?: string;
  log: boolean;
  template?: boolean;
  columns?: boolean;
  json?: boolean;
}

export function defineImport(program: Command): void {
  withPlace(program.command('import [format] [file]'))
    .description('a data set of others: rows stay in the data folder, the local log holds one signed manifest')
    .option('--dry-run', 'read and report, and write nothing')
    .option('--publisher <name>', 'whose data it is, where the format does not say')
    .option('--licence <licence>', 'under which licence: an SPDX name, or the words of the publisher')
    .option('--key <file>', "key file that signs the manifest (default: the operator's key)")
    .option('--server <url>', 'hand the manifest in to this instance')
    .option('--no-log', 'do not sign and record the manifest')
    .option('--columns', 'print what becomes of each column of a format')
    .option('--template', 'print the head line of the project’s own template')
    .option('--json', 'print manifest and report as JSON')
    .action(async (format: string | undefined, file: string | undefined, options: Options) => {
      if (options.template) {
        printText([templateColumns.map(({ name }) => name).join(',')]);
        return;
      }
      if (format === undefined) {
        printText(
          formatTable(
            ['format', 'licence', 'what'],
            importers.map(({ id, licence, title }) => [id, licence ?? 'say with --licence', title]),
          ),
        );
        return;
      }
      const importer = findImporter(format);
      if (options.columns) {
        printText([
          `${importer.title}; ${importer.basis}`,
          ...formatTable(
            ['column', 'goes to', 'why not'],
            importer.columns.map(({ name, to, reason }) => [name, to ?? '–', reason ?? '']),
          ),
        ]);
        return;
      }
      if (file === undefined) throw new ServandaError('INPUT_INVALID', `Name the file to import as ${format}.`);
      const place = placeOf(options);
      const outcome = await readIn(importer, file, place, options);
      if (outcome.outcome !== 'dry-run' && options.log) await recordManifest(outcome, place, options);
      if (options.json) printJson(outcome);
      else printText(describe(outcome));
    });
}

/** Reads the file with progress; nothing is left behind if anything fails. */
async function readIn(importer: Importer, file: string, place: DataPlace, options: Options): Promise<ImportOutcome> {
  const size = sizeOf(file);
  const mebibyte = 1024 * 1024;
  const progress = showProgress(`${importer.id}: MiB`, Math.ceil(size / mebibyte));
  let pending = 0;
  const instance = await openForReading(place);
  try {
    return await importFile(importer, createReadStream(file), {
      view: openView(instance.registry, {}).view,
      tree: (): RowTree => {
        const tree = new CompactTree();
        return {
          append: (line) => {
            tree.append(hashLeaf(line));
          },
          root: () => tree.root().toString('base64'),
        };
      },
      dataFolder: options.dryRun ? null : place.folder,
      publisher: options.publisher,
      licence: options.licence,
      onBytes: (count) => {
        for (pending += count; pending >= mebibyte; pending -= mebibyte) progress.step();
      },
    });
  } finally {
    progress.end();
    await instance.close();
  }
}

function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new ServandaError('ENVIRONMENT', `${plain(file)} is no file that can be read.`);
  return stat.size;
}

/** Signs the manifest and hands it in, unless the local log holds it already. */
async function recordManifest({ manifest }: ImportOutcome, place: DataPlace, options: Options): Promise<void> {
  const [{ openDoor }, { readKeyFile }, { readOperatorKey }, { signFor }] = await Promise.all([
    import('../hand-in.ts'),
    import('../key-file.ts'),
    import('../local-writer.ts'),
    import('../signing.ts'),
  ]);
  if (options.server === undefined) {
    const instance = await openForReading(place);
    const { view } = openView(instance.registry, {});
    const isThere = view.find('import-manifest', manifest.id) !== undefined;
    await instance.close();
    if (isThere) return;
  }
  const door = await openDoor(place, options.server);
  try {
    const signer = options.key === undefined ? await readOperatorKey(place) : readKeyFile(options.key);
    await door.handIn([signFor(manifest, signer, door.origin)]);
  } finally {
    await door.close();
  }
}

function describe({ manifest, report, matches, outcome }: ImportOutcome): string[] {
  const { rows } = report;
  const said = {
    imported: 'imported',
    unchanged: 'imported before; nothing changed',
    'dry-run': 'dry run, nothing was written',
  };
  return [
    plain(`${manifest.id}: ${said[outcome]}`),
    plain(`${manifest.publisher}; licence: ${manifest.licence}`),
    `${rows.read} rows read, ${rows.imported} imported, ${rows.refused} refused; root ${manifest.root}`,
    ...Object.entries(rows.items).map(([kind, count]) => `${kind}: ${count}`),
    ...(matches.operations === 0
      ? []
      : [
          `${matches.withProposal} of ${matches.operations} operations may be incidents of the record; proposed, not merged`,
        ]),
    '',
    ...mapping(report),
  ];
}

function mapping(report: MappingReport): string[] {
  const rows = (lines: readonly string[], all: number): string[] =>
    lines.length < all ? [...lines, `… and ${all - lines.length} more, in report.json`] : [...lines];
  return [
    ...formatTable(
      ['column', 'cells', 'goes to'],
      [
        ...report.mapped.map(({ column, filled, to }) => [column, String(filled), to]),
        ...report.unmapped.map(({ column, filled, reason }) => [column, String(filled), `no field: ${reason}`]),
      ],
    ),
    ...(report.refused.length === 0 ? [] : ['', 'Refused:']),
    ...rows(
      report.refused
        .slice(0, 20)
        .map(({ row, column, reason }) =>
          plain(`- row ${row}${column === null ? '' : `, column "${column}"`}: ${reason}`),
        ),
      report.rows.refused,
    ),
    ...(report.notUnderstood.length === 0 ? [] : ['', 'Values that were understood as nothing:']),
    ...rows(
      report.notUnderstood.slice(0, 20).map(({ column, value, count }) => plain(`- ${column}: ${value} (${count})`)),
      report.notUnderstood.length + report.notListed,
    ),
    ...(report.formulaCells === 0
      ? []
      : ['', `${report.formulaCells} cells begin like a formula; they are kept as text`]),
  ];
}

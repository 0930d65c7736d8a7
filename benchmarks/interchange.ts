/**
 * Importers beside a plain parse of the same text by the same parser, in one run, and incidents to Parquet and back. With
 * BENCH_LARGE=1 in place of these one gigabyte of CSV onto disk, with the peak of memory.
 */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { parquetReadObjects } from 'hyparquet';
import {
  findImporter,
  formatParquet,
  importFile,
  openPlaces,
  runImport,
  cellsOf,
  columnsOf,
  valueOf,
  type Importer,
} from '../src/interchange/index.ts';
import { CompactTree, hashLeaf } from '../src/ledger/index.ts';
import { parseStatement, statementId, type Incident } from '../src/model/index.ts';
import { View } from '../src/registry/index.ts';
import { openInstance } from '../src/server/index.ts';
import { openFileLog } from '../src/storage/index.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const megabytes = Number(process.env['BENCH_MEGABYTES'] ?? 16);
const root = path.join(import.meta.dirname, '..');
const vectors = path.join(root, 'vectors', 'interchange', 'valid');
const folder = fs.mkdtempSync(path.join(tmpdir(), 'servanda-bench-'));

interface Case {
  importer: string;
  text?: string;
  document?: unknown;
  expected: { refused?: [row: number, column: string][] };
}

/** The case of a format, its rows repeated until the text is large; rows that are to be refused are left out. */
function enlarged({ text, document, importer, expected }: Case): string {
  const size = megabytes * 1e6;
  const refused = new Set((expected.refused ?? []).map(([row]) => row));
  if (text !== undefined) {
    const [head = '', ...lines] = text.trimEnd().split('\n');
    const rows = lines.filter((_, at) => !refused.has(at + 2)).join('\n') + '\n';
    return `${head}\n${rows.repeat(Math.ceil(size / rows.length))}`;
  }
  // One member again and again: objects of STIX refer to each other, and the graph is built as for any other bundle.
  const one = JSON.stringify(document);
  const times = Math.ceil(size / one.length);
  const again = <Item>(items: readonly Item[]): Item[] => Array.from({ length: times }, () => items).flat();
  const whole = document as Record<string, unknown>;
  switch (importer) {
    case 'misp-galaxy':
      return JSON.stringify({ ...whole, values: again(whole['values'] as unknown[]) });
    case 'stix':
      return JSON.stringify({
        ...whole,
        objects: Array.from(
          { length: times },
          (_, at) =>
            JSON.parse(
              one
                .replaceAll('-0000-4000-8000-', `-0000-4000-8${String(at % 1000).padStart(3, '0')}-`)
                .replaceAll('00000000-0000', `${String(Math.floor(at / 1000)).padStart(8, '0')}-0000`),
            ) as { objects: unknown[] },
        ).flatMap(({ objects }) => objects),
      });
    default:
      return JSON.stringify(again(Array.isArray(document) ? (document as unknown[]) : [document]));
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield await Promise.resolve(bytes.subarray(at, at + 65_536));
}

/** What any reader of the format has to do: csv-parse into cells, or JSON.parse. */
async function plainParse(importer: Importer, bytes: Buffer): Promise<number> {
  if (importer.input === 'json') {
    const value = JSON.parse(bytes.toString('utf8')) as unknown;
    return Array.isArray(value) ? value.length : 1;
  }
  let rows = 0;
  const parser = Readable.from(pieces(bytes)).pipe(parse({ relax_column_count: true }));
  for await (const record of parser as AsyncIterable<string[]>) rows += record.length > 0 ? 1 : 0;
  return rows;
}

async function importers(view: View): Promise<void> {
  const places = openPlaces(view);
  const seen = new Set<string>();
  for (const name of fs.readdirSync(vectors).sort()) {
    const one = JSON.parse(fs.readFileSync(path.join(vectors, name), 'utf8')) as Case;
    if (seen.has(one.importer)) continue;
    seen.add(one.importer);
    const importer = findImporter(one.importer);
    const bytes = Buffer.from(enlarged(one), 'utf8');
    const times: { plain: number[]; whole: number[] } = { plain: [], whole: [] };
    let rows = 0;
    for (let round = 0; round <= rounds; round += 1) {
      let begin = performance.now();
      await plainParse(importer, bytes);
      if (round > 0) times.plain.push(performance.now() - begin);
      begin = performance.now();
      const report = await runImport(importer, pieces(bytes), places, () => undefined);
      if (round > 0) times.whole.push(performance.now() - begin);
      rows = report.rows.read;
    }
    const rate = (taken: readonly number[]): number => bytes.length / median(taken) / 1000;
    const [plain, whole] = [rate(times.plain), rate(times.whole)];
    console.log(
      `${importer.id.padEnd(20)} ${(bytes.length / 1e6).toFixed(0).padStart(4)} MB ${String(rows).padStart(8)} rows  ${whole.toFixed(1).padStart(7)} MB/s; plain ${importer.input === 'csv' ? 'csv-parse' : 'JSON.parse'} ${plain.toFixed(1).padStart(7)} MB/s; ratio ${(whole / plain).toFixed(2)}`,
    );
  }
}

/** Incidents of the record with other ids, as a Parquet file, and every statement id computed again from its cells. */
async function parquet(view: View): Promise<void> {
  const count = 100_000;
  const known = view.all('incident');
  const bodies = Array.from({ length: count }, (_, at): Incident => {
    const body = known[at % known.length];
    if (!body) throw new Error('the record holds no incident');
    return { ...body, id: `${body.id}-${at}` };
  });
  const columns = columnsOf('incident');
  let begin = performance.now();
  const bytes = formatParquet(
    columns,
    bodies.map((body) => cellsOf(body, columns)),
  );
  const written = performance.now() - begin;
  begin = performance.now();
  const rows = await parquetReadObjects({ file: bytes.buffer });
  const read = performance.now() - begin;
  const back = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((column) => {
        const cell: unknown = row[column.name];
        const value = valueOf(typeof cell === 'string' ? cell : cell == null ? null : JSON.stringify(cell), column);
        return value === undefined ? [] : [[column.name, value]];
      }),
    ),
  );
  const differ = back.filter((body, at) => statementId(body) !== statementId(bodies[at])).length;
  if (differ > 0) throw new Error(`${differ} of ${count} incidents came back changed`);
  parseStatement(back[0]);
  console.log(
    `Parquet: ${count.toLocaleString('en')} incidents, ${(bytes.length / 1e6).toFixed(1)} MB, written in ${(written / 1000).toFixed(2)} s, read back in ${(read / 1000).toFixed(2)} s, every one equal`,
  );
}

/** One gigabyte as it comes, onto disk: rows, operations, root. */
async function large(view: View): Promise<void> {
  const one = JSON.parse(fs.readFileSync(path.join(vectors, 'eurepoc-1.1-three-rows.json'), 'utf8')) as Case;
  const text = one.text ?? '';
  const at = text.indexOf('\n') + 1;
  const rows = text.slice(at);
  const block = Buffer.from(rows.repeat(Math.ceil(65_536 / rows.length)));
  const size = 1e9;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text.slice(0, at));
    for (let done = 0; done < size; done += block.length) yield await Promise.resolve(block);
  };
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const before = process.memoryUsage().rss;
  const begin = performance.now();
  const { manifest } = await importFile(findImporter('eurepoc'), source(), {
    view,
    tree: () => {
      const tree = new CompactTree();
      return {
        append: (line) => {
          tree.append(hashLeaf(line));
        },
        root: () => tree.root().toString('base64'),
      };
    },
    dataFolder: folder,
    licence: 'made up',
  });
  clearInterval(watch);
  const seconds = (performance.now() - begin) / 1000;
  const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
  console.log(
    `1 GB of CSV: ${manifest.rows.toLocaleString('en')} rows onto disk in ${seconds.toFixed(0)} s (${(manifest.file.bytes / 1e6 / seconds).toFixed(1)} MB/s); memory ${mib(before)} MiB before, ${mib(peak)} MiB at its peak`,
  );
}

const instance = await openInstance([await openFileLog(path.join(root, 'record'), { readOnly: true })]);
try {
  const view = new View(instance.registry);
  if (process.env['BENCH_LARGE'] === '1') await large(view);
  else {
    await importers(view);
    await parquet(view);
  }
} finally {
  await instance.close();
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Imports on disk: `imports/<id>/` with rows, manifest, report and match proposals. All of an import is there, or none. */
import {
  closeSync,
  createWriteStream,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  type WriteStream,
} from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { ServandaError, parseWith, ImportManifest } from '#model';
import type { ImportedRow } from '../importers/run.ts';
import { groupLines, type Dataset, type DatasetLine } from '../datasets/dataset.ts';

/** Names of the files of an import. */
export const importFiles = {
  manifest: 'manifest.json',
  rows: 'rows.jsonl',
  operations: 'operations.jsonl',
  matches: 'matches.jsonl',
  report: 'report.json',
} as const;

/** The folder of the imports of a data folder. */
export function importsFolder(dataFolder: string): string {
  return path.join(dataFolder, 'imports');
}

/** A file of lines that is written with back-pressure. */
export interface LineWriter {
  /** Gives a promise where the disk has to catch up. */
  write: (line: string) => Promise<void> | undefined;
  end: () => Promise<void>;
}

/** Characters that are gathered before they go to the file. */
const gathered = 256 * 1024;

/** Opens a file of lines. A write that the disk refuses throws STORAGE_FAILED. */
export function openLineWriter(file: string): LineWriter {
  const stream: WriteStream = createWriteStream(file, { flags: 'wx' });
  const state: { failed: Error | null; lines: string[]; size: number } = { failed: null, lines: [], size: 0 };
  stream.on('error', (error) => (state.failed = error));
  const check = (): void => {
    const { failed } = state;
    if (failed) {
      throw new ServandaError('STORAGE_FAILED', `${path.basename(file)} cannot be written (${failed.message}).`, {
        cause: failed,
      });
    }
  };
  /** Resolves when the stream asks for more, or fails. */
  const drained = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stream.off('drain', done);
        stream.off('error', done);
        resolve();
      };
      stream.once('drain', done);
      stream.once('error', done);
    });
    check();
  };
  const flush = (): boolean => {
    const text = state.lines.join('');
    state.lines = [];
    state.size = 0;
    return text === '' || stream.write(text);
  };
  return {
    write: (line) => {
      check();
      state.lines.push(line, '\n');
      state.size += line.length;
      return state.size < gathered || flush() ? undefined : drained();
    },
    end: async () => {
      check();
      flush();
      await new Promise<void>((resolve) => {
        stream.once('error', () => {
          resolve();
        });
        stream.end(resolve);
      });
      check();
    },
  };
}

/** A draft of an import, in a folder beside its place until it is whole. */
export interface ImportDraft {
  folder: string;
  /** Puts the draft in its place; gives false if the same import is there already. */
  publish: (id: string) => Promise<boolean>;
  /** Takes the draft away; does nothing once it is published. */
  discard: () => Promise<void>;
}

/** Opens a draft under a name that no other process uses. */
export async function openDraft(dataFolder: string, name: string): Promise<ImportDraft> {
  const folder = path.join(importsFolder(dataFolder), `.draft-${name}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return {
    folder,
    discard,
    publish: async (id) => {
      const target = path.join(importsFolder(dataFolder), id);
      if (existsSync(target)) {
        await discard();
        return false;
      }
      await rename(folder, target);
      return true;
    },
  };
}

/** Writes a JSON file of a draft. */
export async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  await writeFile(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
}

/** The manifests of all imports, in order of id. Folders without a readable manifest are left out. */
export function listImports(dataFolder: string): ImportManifest[] {
  const folder = importsFolder(dataFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && existsSync(path.join(folder, name, importFiles.manifest)))
    .sort()
    .flatMap((name) => {
      try {
        return [readManifest(path.join(folder, name))];
      } catch {
        return [];
      }
    });
}

/** The manifest in a folder; throws INPUT_INVALID if it is none. */
export function readManifest(folder: string): ImportManifest {
  const text = readFileSync(path.join(folder, importFiles.manifest), 'utf8');
  return parseWith(ImportManifest, JSON.parse(text), 'manifest of an import');
}

/** The import of this name as a data set; throws NOT_FOUND with the names that are there. */
export function openDataset(dataFolder: string, id: string): Dataset {
  const known = listImports(dataFolder);
  const manifest = known.find((one) => one.id === id) ?? onlyOf(known, id);
  const fileOf = (name: string): string => path.join(importsFolder(dataFolder), manifest.id, name);
  return {
    manifest,
    operations: groupLines(parsedLines<DatasetLine>(fileOf(importFiles.operations))),
    items: function* () {
      for (const { items } of parsedLines<ImportedRow>(fileOf(importFiles.rows))) yield* items;
    },
  };
}

/** The JSON of a file line by line. A file may be larger than any text that a program can hold. */
function* parsedLines<Line>(file: string): Generator<Line> {
  const descriptor = openSync(file, 'r');
  try {
    const piece = Buffer.alloc(1024 * 1024);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let size = readSync(descriptor, piece); size > 0; size = readSync(descriptor, piece)) {
      const lines = (rest + decoder.write(piece.subarray(0, size))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield JSON.parse(line) as Line;
    }
    if (rest !== '') yield JSON.parse(rest) as Line;
  } finally {
    closeSync(descriptor);
  }
}

/** An import by the name of its importer, where it is the only one. */
function onlyOf(known: readonly ImportManifest[], id: string): ImportManifest {
  const fits = known.filter(({ importer }) => importer.split('/')[0] === id);
  const [only] = fits;
  if (fits.length === 1 && only) return only;
  const names = known.map((one) => one.id);
  throw new ServandaError(
    fits.length > 1 ? 'AMBIGUOUS' : 'NOT_FOUND',
    fits.length > 1
      ? `"${id.slice(0, 60)}" is ${fits.length} imports; name one: ${fits.map((one) => one.id).join(', ')}.`
      : `There is no data set "${id.slice(0, 60)}". Known: record${names.map((name) => `, ${name}`).join('')}.`,
    { details: { dataset: id.slice(0, 60) } },
  );
}

/** The id of an import: the same file read by the same importer has the same id. */
export function importId(importer: string, version: number, sha256: string): string {
  return `${importer}-v${version}-${sha256.slice(0, 12)}`;
}

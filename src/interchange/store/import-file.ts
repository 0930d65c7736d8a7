/** From a file to an import: rows streamed to disk, root and hashes on the way, published only when all went well. */
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseWith, ImportManifest } from '#model';
import type { View } from '#registry';
import { lineOf } from '../datasets/dataset.ts';
import { openMatcher } from '../datasets/match.ts';
import type { ImportedRow } from '../importers/run.ts';
import { runImport } from '../importers/run.ts';
import type { Importer } from '../importers/importer.ts';
import { openPlaces } from '../importers/places.ts';
import { refuseFile } from '../importers/refusal.ts';
import type { MappingReport } from '../importers/report.ts';
import {
  importFiles,
  importId,
  importsFolder,
  openDraft,
  openLineWriter,
  readManifest,
  writeJson,
} from './import-store.ts';

/** A Merkle tree over rows; the ledger's, handed in. */
export interface RowTree {
  append: (line: Uint8Array) => void;
  /** RFC 6962 root in base64. */
  root: () => string;
}

export interface ImportOptions {
  view: View;
  tree: () => RowTree;
  /** Where the import goes; null: a dry run, which writes nothing. */
  dataFolder: string | null;
  /** In place of what the importer knows of the publisher and the licence. */
  publisher?: string | undefined;
  licence?: string | undefined;
  /** Told of every piece of the file. */
  onBytes?: (count: number) => void;
}

export interface ImportOutcome {
  manifest: ImportManifest;
  report: MappingReport;
  matches: { operations: number; withProposal: number };
  /** `dry-run`: nothing was written; `unchanged`: the same import was there. */
  outcome: 'imported' | 'unchanged' | 'dry-run';
}

/**
 * Imports a file. Throws before the first row where publisher or licence are not known; on any later throw nothing is
 * left behind.
 */
export async function importFile(
  importer: Importer,
  chunks: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const publisher = options.publisher ?? importer.publisher;
  const licence = options.licence ?? importer.licence;
  if (publisher === null || licence === null) {
    const missing = [...(publisher === null ? ['--publisher'] : []), ...(licence === null ? ['--licence'] : [])];
    throw refuseFile(
      'licence',
      `Say ${missing.join(' and ')}: whose data this is, and under which licence (an SPDX name, or "not stated"); the import keeps both.`,
    );
  }
  const draft =
    options.dataFolder === null ? null : await openDraft(options.dataFolder, randomBytes(6).toString('hex'));
  try {
    const sink = new Sink(options, draft?.folder ?? null);
    const counted = new CountedBytes(chunks, options.onBytes);
    const report = await runImport(importer, counted, openPlaces(options.view), (row) => sink.take(row));
    await sink.end();
    const sha256 = counted.sha256();
    const manifest = parseWith(
      ImportManifest,
      {
        kind: 'import-manifest',
        id: importId(importer.id, importer.version, sha256),
        dataSet: importer.title,
        importer: `${importer.id}/${importer.version}`,
        publisher,
        licence,
        unit: importer.unit,
        file: { sha256, bytes: counted.bytes },
        rows: sink.rows,
        refused: report.rows.refused,
        root: sink.root(),
        note: null,
      },
      'manifest of an import',
    );
    const { matches } = sink;
    if (draft === null) return { manifest, report, matches, outcome: 'dry-run' };
    await writeJson(draft.folder, importFiles.manifest, manifest);
    await writeJson(draft.folder, importFiles.report, report);
    const isNew = await draft.publish(manifest.id);
    if (isNew) return { manifest, report, matches, outcome: 'imported' };
    // What was said of the data set at first stands.
    const first = readManifest(path.join(importsFolder(options.dataFolder ?? ''), manifest.id));
    return { manifest: first, report, matches, outcome: 'unchanged' };
  } catch (error) {
    await draft?.discard();
    throw error;
  }
}

/** Bytes on their way, counted and hashed. */
class CountedBytes implements AsyncIterable<Uint8Array> {
  readonly #chunks: AsyncIterable<Uint8Array>;
  readonly #onBytes: ((count: number) => void) | undefined;
  readonly #hash = createHash('sha256');
  bytes = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, onBytes: ((count: number) => void) | undefined) {
    this.#chunks = chunks;
    this.#onBytes = onBytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#chunks) {
      this.bytes += chunk.length;
      this.#hash.update(chunk);
      this.#onBytes?.(chunk.length);
      yield chunk;
    }
  }

  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/** Writes rows, operations and proposals as they come. */
class Sink {
  readonly #tree: RowTree;
  readonly #matcher: ReturnType<typeof openMatcher>;
  readonly #writers: Record<'rows' | 'operations' | 'matches', ReturnType<typeof openLineWriter>> | null;
  readonly #encoder = new TextEncoder();
  readonly matches = { operations: 0, withProposal: 0 };
  rows = 0;

  constructor({ view, tree }: ImportOptions, folder: string | null) {
    this.#tree = tree();
    this.#matcher = openMatcher(view);
    const open = (name: string): ReturnType<typeof openLineWriter> => openLineWriter(path.join(folder ?? '', name));
    this.#writers =
      folder === null
        ? null
        : {
            rows: open(importFiles.rows),
            operations: open(importFiles.operations),
            matches: open(importFiles.matches),
          };
  }

  take({ row, items, source }: ImportedRow): Promise<void> | undefined {
    const line = JSON.stringify({ row, items, source });
    this.#tree.append(this.#encoder.encode(line));
    this.rows += 1;
    const waiting: Promise<void>[] = [];
    const wait = (written: Promise<void> | undefined): void => {
      if (written) waiting.push(written);
    };
    wait(this.#writers?.rows.write(line));
    for (const item of items) {
      const kept = lineOf(item);
      if (kept) wait(this.#writers?.operations.write(JSON.stringify(kept)));
      if (item.kind !== 'operation') continue;
      this.matches.operations += 1;
      const proposals = this.#matcher.propose(item);
      if (proposals.length === 0) continue;
      this.matches.withProposal += 1;
      const proposal = { row, id: item.id, title: item.title, proposals };
      wait(this.#writers?.matches.write(JSON.stringify(proposal)));
    }
    return waiting.length > 0 ? Promise.all(waiting).then(() => undefined) : undefined;
  }

  async end(): Promise<void> {
    if (!this.#writers) return;
    await this.#writers.rows.end();
    await this.#writers.operations.end();
    await this.#writers.matches.end();
  }

  root(): string {
    return this.#tree.root();
  }
}

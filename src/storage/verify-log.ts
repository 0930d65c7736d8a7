/** Checking a log's folder from its entries up: every byte of every file is recomputed or read by its rule. */
import path from 'node:path';
import {
  formatCheckpoint,
  formatTilePath,
  hashLeaves,
  hashSize,
  LedgerError,
  listBundles,
  listTiles,
  parseCheckpoint,
  parseEntryBundle,
  tileWidth,
  verifyCheckpoint,
  type Checkpoint,
  type VerifierKey,
} from '#ledger';
import { bodiesPath, checkpointFile, journalFiles, listFiles, parseBodies } from './file-layout.ts';
import { diskFileSystem, type FileSystem } from './file-system.ts';
import { LogFiles, messageOf } from './log-files.ts';
import { emptyReport, putFault, type BodyCheck, type LogFault, type LogReport } from './log-report.ts';
import { TreeFromLeaves } from './tree-from-leaves.ts';
import { lockFileName } from './writer-lock.ts';

/** What the log is measured against. */
export interface VerifyOptions {
  origin: string;
  /** Keys whose signatures are known; without any, only an unsealed log can pass. */
  keys?: readonly VerifierKey[];
  /** An unsealed checkpoint is a fault unless this is true. */
  allowUnsealed?: boolean;
  checkBody?: BodyCheck;
  fileSystem?: FileSystem;
}

/** Checks a log's folder. It reads only; beside a writer at work it looks again if the log moved meanwhile. */
export async function verifyLog(folder: string, options: VerifyOptions): Promise<LogReport> {
  const files = new LogFiles(options.fileSystem ?? diskFileSystem, folder);
  for (let attempt = 1; ; attempt += 1) {
    const report = new LogCheck(files, options).run();
    const atWork = [lockFileName, ...journalFiles].some((name) => files.read(name) !== null);
    if (report.faultCount === 0 || !atWork || attempt === 4) return report;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

class LogCheck {
  readonly #files: LogFiles;
  readonly #options: VerifyOptions;
  readonly #report: LogReport = emptyReport();

  constructor(files: LogFiles, options: VerifyOptions) {
    this.#files = files;
    this.#options = options;
  }

  run(): LogReport {
    const checkpoint = this.#checkCheckpoint();
    if (!checkpoint) return this.#report;
    Object.assign(this.#report, {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: checkpoint.root.toString('base64'),
      sealed: checkpoint.sealed,
    });
    this.#checkFolder(checkpoint.size);
    this.#checkTree(checkpoint);
    this.#checkJournal(checkpoint.size);
    return this.#report;
  }

  #fault(fault: LogFault): void {
    putFault(this.#report, fault);
  }

  #checkCheckpoint(): Checkpoint | null {
    const { origin, keys = [], allowUnsealed = false } = this.#options;
    const bytes = this.#files.read(checkpointFile);
    if (!bytes) {
      this.#fault({
        rule: 'missing-file',
        file: checkpointFile,
        message: 'The log has no checkpoint; without it nothing can be judged.',
      });
      return null;
    }
    let checkpoint: Checkpoint | null = null;
    try {
      checkpoint = parseCheckpoint(bytes);
      if (!checkpoint.sealed && allowUnsealed) {
        if (checkpoint.origin !== origin)
          throw new Error(`It is the checkpoint of "${checkpoint.origin}", not of "${origin}".`);
        if (checkpoint.text !== formatCheckpoint(checkpoint))
          throw new Error('It is not written as this log writes it.');
        return checkpoint;
      }
      const { verifiedBy, unknown } = verifyCheckpoint(bytes, { origin, keys });
      this.#report.signedBy = verifiedBy.map(({ name }) => name);
      for (const { name } of unknown) {
        this.#fault({
          rule: 'checkpoint',
          file: checkpointFile,
          found: name,
          message: `The signature by "${name}" cannot be checked: its key is not known here.`,
        });
      }
    } catch (error) {
      this.#fault({ rule: 'checkpoint', file: checkpointFile, message: messageOf(error) });
    }
    return checkpoint;
  }

  #checkFolder(size: number): void {
    const expected = new Set(listFiles(size));
    const found = new Set(this.#listFound(''));
    for (const file of expected) {
      if (!found.has(file))
        this.#fault({ rule: 'missing-file', file, message: `A log of ${size} entries has this file; it is missing.` });
    }
    // Beside these a writer is at work, or was killed; what it has written ahead is not part of the log yet.
    const ofWriters = [lockFileName, ...journalFiles];
    const ahead = ofWriters.some((name) => found.has(name));
    for (const file of found) {
      if (expected.has(file) || ofWriters.includes(file) || (ahead && isAhead(file))) continue;
      this.#fault({ rule: 'unexpected-file', file, message: `A log of ${size} entries has no such file.` });
    }
  }

  #listFound(folder: string): string[] {
    return (this.#files.fs.listFolder(path.join(this.#files.folder, folder)) ?? []).flatMap(({ name, kind }) => {
      const item = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder') return this.#listFound(item);
      if (kind === 'other')
        this.#fault({ rule: 'unexpected-file', file: item, message: 'This is neither a file nor a folder.' });
      return [item];
    });
  }

  /**
   * Recomputes all tiles twice: from the entries, and from the tiles of level 0. Whichever leads to the checkpoint's
   * root is right, and the faults of the other are named.
   */
  #checkTree(checkpoint: Checkpoint): void {
    const { size, root } = checkpoint;
    const byEntries = new TreeFromLeaves();
    const byTiles = new TreeFromLeaves();
    const doubts: { bundle: number; at: number; fromEntry: string; fromTile: string }[] = [];
    for (const { index, width } of listBundles(size)) {
      const tile = this.#readTile(0, index, width);
      const entries = this.#checkBundle(index, width);
      if (entries) this.#checkBodies(index, width, entries);
      const hashes = entries ? hashLeaves(entries) : tile;
      byEntries.add(hashes ?? Buffer.alloc(width * hashSize));
      byTiles.add(tile ?? hashes ?? Buffer.alloc(width * hashSize));
      if (!entries || !tile || !hashes) continue;
      for (let at = 0; at < width; at += 1) {
        const [fromEntry, fromTile] = [hashes, tile].map((all) =>
          all.toString('base64', at * hashSize, (at + 1) * hashSize),
        );
        if (fromEntry !== undefined && fromTile !== undefined && fromEntry !== fromTile)
          doubts.push({ bundle: index, at, fromEntry, fromTile });
      }
    }
    const entriesFit = byEntries.root().equals(root);
    const tilesFit = byTiles.root().equals(root);
    if (!entriesFit && !tilesFit) {
      this.#fault({
        rule: 'root',
        file: checkpointFile,
        expected: root.toString('base64'),
        found: byEntries.root().toString('base64'),
        message: `The ${size} entries do not lead to the root that the checkpoint names.`,
      });
    }
    for (const { bundle, at, fromEntry, fromTile } of doubts) {
      const entry = bundle * tileWidth + at;
      const width = Math.min(tileWidth, size - bundle * tileWidth);
      const wrong = entriesFit
        ? {
            rule: 'tile' as const,
            level: 0 as const,
            expected: fromEntry,
            found: fromTile,
            what: 'The tile names another hash for entry',
          }
        : {
            rule: 'entry' as const,
            level: 'entries' as const,
            expected: fromTile,
            found: fromEntry,
            what: 'The log was not built with this entry',
          };
      this.#fault({
        rule: wrong.rule,
        file: formatTilePath({ level: wrong.level, index: bundle, width }),
        entry,
        expected: wrong.expected,
        found: wrong.found,
        message: `${wrong.what} ${entry}.`,
      });
    }
    this.#checkUpperTiles(size, tilesFit && !entriesFit ? byTiles : byEntries);
  }

  #checkUpperTiles(size: number, tree: TreeFromLeaves): void {
    for (const { level, index, width } of listTiles(size)) {
      if (level === 0) continue;
      const found = this.#readTile(level, index, width);
      const expected = tree.tile(level, index);
      if (!found || found.equals(expected)) continue;
      let at = 0;
      while (
        at < width - 1 &&
        found.subarray(at * hashSize, (at + 1) * hashSize).equals(expected.subarray(at * hashSize, (at + 1) * hashSize))
      )
        at += 1;
      this.#fault({
        rule: 'tile',
        file: formatTilePath({ level, index, width }),
        entry: (index * tileWidth + at) * tileWidth ** level,
        expected: expected.toString('base64', at * hashSize, (at + 1) * hashSize),
        found: found.toString('base64', at * hashSize, (at + 1) * hashSize),
        message: `Hash ${at} of the tile is not that of the ${tileWidth ** level} entries below it.`,
      });
    }
  }

  /** A tile of the right length; its absence was named already. */
  #readTile(level: number, index: number, width: number): Buffer | null {
    const file = formatTilePath({ level, index, width });
    const bytes = this.#files.read(file);
    if (!bytes || bytes.length === width * hashSize) return bytes;
    this.#fault({
      rule: 'tile',
      file,
      expected: `${width * hashSize} bytes`,
      found: `${bytes.length} bytes`,
      message: 'The tile has the wrong length.',
    });
    return null;
  }

  #checkBundle(index: number, width: number): Buffer[] | null {
    const file = formatTilePath({ level: 'entries', index, width });
    const bytes = this.#files.read(file);
    if (!bytes) return null;
    try {
      return parseEntryBundle(bytes, width);
    } catch (error) {
      const within = error instanceof LedgerError ? error.place.entry : undefined;
      this.#fault({
        rule: 'bundle',
        file,
        ...(within === undefined ? {} : { entry: index * tileWidth + within }),
        message: messageOf(error),
      });
      return null;
    }
  }

  #checkBodies(index: number, width: number, entries: readonly Buffer[]): void {
    const file = bodiesPath(index);
    const bytes = this.#files.read(file);
    if (!bytes) return;
    const bodies = parseBodies(bytes);
    const ahead = this.#hasJournal();
    if (!bodies || (ahead ? bodies.length < width : bodies.length !== width)) {
      const found = bodies ? `${bodies.length} lines` : 'bytes that are not lines of UTF-8';
      this.#fault({
        rule: 'bodies',
        file,
        expected: `${width} lines`,
        found,
        message: `The bodies of ${width} entries stand in ${width} lines; found ${found}.`,
      });
      return;
    }
    for (const [at, entry] of entries.entries()) {
      const body = bodies[at] ?? null;
      const number = index * tileWidth + at;
      if (body === null) this.#report.bodiesAbsent += 1;
      const wrong = this.#options.checkBody?.(number, entry, body) ?? null;
      if (wrong !== null) this.#fault({ rule: 'body', file, entry: number, message: wrong });
    }
  }

  #hasJournal(): boolean {
    return journalFiles.some((name) => this.#files.read(name) !== null);
  }

  /** What a writer has acknowledged beyond the tiles must continue this very tree. */
  #checkJournal(size: number): void {
    if (!this.#hasJournal() || this.#report.faultCount > 0) return;
    try {
      const state = this.#files.load();
      const { origin, keys = [] } = this.#options;
      if (state && state.checkpoint.size > size && state.checkpoint.sealed)
        verifyCheckpoint(state.note, { origin, keys });
    } catch (error) {
      this.#fault({ rule: 'journal', file: journalFiles[0], message: messageOf(error) });
    }
  }
}

/** Could a writer have written this ahead of the checkpoint, or not yet removed it? */
function isAhead(file: string): boolean {
  return /^(?:tile|bodies)\//.test(file) || /\.tmp$/.test(file);
}

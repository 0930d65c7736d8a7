/** Checking a log through its port, wherever it is stored: every tile, the root, the signature and the bodies. */
import {
  formatTilePath,
  hashLeaves,
  hashSize,
  LedgerError,
  listBundles,
  listTiles,
  parseCheckpoint,
  tileWidth,
  verifyCheckpoint,
  type LogReader,
  type VerifierKey,
} from '#ledger';
import { checkpointFile, bodiesPath } from './file-layout.ts';
import { messageOf } from './log-files.ts';
import { emptyReport, putFault, type BodyCheck, type LogReport } from './log-report.ts';
import { TreeFromLeaves } from './tree-from-leaves.ts';

/** What the log is measured against. */
export interface VerifyOpenOptions {
  keys?: readonly VerifierKey[];
  /** An unsealed checkpoint is a fault unless this is true. */
  allowUnsealed?: boolean;
  checkBody?: BodyCheck;
}

/** Checks an open log as it stands; places are named as in a log's folder. For a folder, verifyLog checks more. */
export async function verifyOpenLog(log: LogReader, options: VerifyOpenOptions = {}): Promise<LogReport> {
  const { origin, size, root, sealed } = log;
  const report = { ...emptyReport(), origin, size, root: root.toString('base64'), sealed };
  checkSignature(log, options, report);
  const tree = new TreeFromLeaves();
  for (const { index, width } of listBundles(size)) {
    const first = index * tileWidth;
    const entries = await log.readEntries(first, first + width);
    const bodies = await log.readBodies(first, first + width);
    const leafHashes = hashLeaves(entries);
    tree.add(leafHashes);
    await compareTile(log, report, { level: 0, index, width }, leafHashes);
    for (const [at, entry] of entries.entries()) {
      const body = bodies[at] ?? null;
      if (body === null) report.bodiesAbsent += 1;
      const wrong = options.checkBody?.(first + at, entry, body) ?? null;
      if (wrong !== null)
        putFault(report, { rule: 'body', file: bodiesPath(index), entry: first + at, message: wrong });
    }
  }
  for (const tile of listTiles(size)) {
    if (tile.level > 0) await compareTile(log, report, tile, tree.tile(tile.level, tile.index));
  }
  const found = tree.root();
  if (!found.equals(root)) {
    const message = `The ${size} entries do not lead to the root that the checkpoint names.`;
    putFault(report, {
      rule: 'root',
      file: checkpointFile,
      expected: root.toString('base64'),
      found: found.toString('base64'),
      message,
    });
  }
  return report;
}

function checkSignature(
  log: LogReader,
  { keys = [], allowUnsealed = false }: VerifyOpenOptions,
  report: LogReport,
): void {
  try {
    if (!log.sealed && allowUnsealed) {
      parseCheckpoint(log.checkpoint);
      return;
    }
    const { verifiedBy, unknown } = verifyCheckpoint(log.checkpoint, { origin: log.origin, keys });
    report.signedBy = verifiedBy.map(({ name }) => name);
    for (const { name } of unknown) {
      const message = `The signature by "${name}" cannot be checked: its key is not known here.`;
      putFault(report, { rule: 'checkpoint', file: checkpointFile, found: name, message });
    }
  } catch (error) {
    putFault(report, { rule: 'checkpoint', file: checkpointFile, message: messageOf(error) });
  }
}

async function compareTile(
  log: LogReader,
  report: LogReport,
  tile: { level: number; index: number; width: number },
  expected: Buffer | null,
): Promise<void> {
  const file = formatTilePath(tile);
  try {
    const found = await log.readTile(tile.level, tile.index);
    for (let at = 0; at < tile.width; at += 1) {
      const [is, shouldBe] = [found, expected].map(
        (hashes) => hashes?.toString('base64', at * hashSize, (at + 1) * hashSize) ?? '',
      );
      if (is === shouldBe) continue;
      const entry = (tile.index * tileWidth + at) * tileWidth ** tile.level;
      const message = `Hash ${at} of the tile is not that of the entries below it.`;
      putFault(report, {
        rule: 'tile',
        file,
        entry,
        ...(shouldBe && { expected: shouldBe }),
        ...(is && { found: is }),
        message,
      });
      return;
    }
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    putFault(report, { rule: 'missing-file', file, message: error.message });
  }
}

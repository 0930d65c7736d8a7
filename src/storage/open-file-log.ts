/** Opening a log in a folder: for reading, or as its one writer, who first puts right what a crash left behind. */
import {
  checkOrigin,
  CompactTree,
  hashLeaves,
  LedgerError,
  merkleRoot,
  verifyNote,
  type Hash,
  type LogReader,
  type SigningKey,
} from '#ledger';
import { checkpointFile, journalFiles } from './file-layout.ts';
import { FileLog, replaceFile, storageFailed } from './file-log.ts';
import { FileReader } from './file-reader.ts';
import { diskFileSystem, errorCode, type FileSystem } from './file-system.ts';
import { JournalWriter } from './journal-writer.ts';
import { makeCheckpoint } from './next-checkpoint.ts';
import { damaged, LogFiles, type LogState } from './log-files.ts';

/** How to open a log for reading. */
export interface ReadOptions {
  /** The name that the log must have; without it any is taken. */
  origin?: string;
  fileSystem?: FileSystem;
}

/** How to open a log for writing. */
export interface WriteOptions extends ReadOptions {
  origin: string;
  /** Signs each checkpoint; without it the log is unsealed. */
  signer?: SigningKey | undefined;
  /** Milliseconds without an append after which tiles are written; the entries are durable before. */
  writeTilesAfterMs?: number;
}

/** Opens a log. A reader needs it to exist; a writer makes it, takes the lock and recovers from any crash. */
export function openFileLog(folder: string, options: ReadOptions & { readOnly: true }): Promise<LogReader>;
export function openFileLog(folder: string, options: WriteOptions & { readOnly?: false }): Promise<FileLog>;
export async function openFileLog(
  folder: string,
  options: (ReadOptions & { readOnly: true }) | (WriteOptions & { readOnly?: false }),
): Promise<LogReader> {
  const files = new LogFiles(options.fileSystem ?? diskFileSystem, folder);
  return options.readOnly ? openReader(files, options.origin) : openWriter(files, options);
}

function openReader(files: LogFiles, origin: string | undefined): FileReader {
  const state = files.load();
  if (!state) {
    throw new LedgerError('NOT_FOUND', 'log-missing', `There is no log in ${files.folder}: it holds no checkpoint.`, {
      place: { file: files.path(checkpointFile) },
    });
  }
  requireOrigin(state, origin, files.folder);
  return new FileReader(files, state);
}

async function openWriter(files: LogFiles, options: WriteOptions): Promise<FileLog> {
  const { fs, folder } = files;
  checkOrigin(options.origin);
  try {
    await fs.syncFolders(fs.makeFolder(folder));
    const lock = await fs.lockWriter(folder);
    try {
      const signer = options.signer ?? null;
      const state = files.load() ?? (await create(files, options.origin, signer));
      requireOrigin(state, options.origin, folder);
      if (signer) requireOwnSignature(state, signer);
      const log = new FileLog({
        files,
        state,
        journal: new JournalWriter(files, state.hasJournal),
        lock,
        signer,
        writeTilesAfterMs: options.writeTilesAfterMs ?? 100,
      });
      if (state.hasJournal || lock.wasStale) await log.recover();
      return log;
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw error instanceof LedgerError || errorCode(error) === '' ? error : storageFailed(folder, error);
  }
}

/** Begins a log with an empty tree; refuses where files of a log lie about without their checkpoint. */
async function create(files: LogFiles, origin: string, signer: SigningKey | null): Promise<LogState> {
  const names = (files.fs.listFolder(files.folder) ?? []).map(({ name }) => name);
  if (names.some((name) => ['tile', 'bodies', ...journalFiles].includes(name))) {
    throw damaged('log-missing', checkpointFile, 'The folder holds tiles or a journal, but the checkpoint is missing.');
  }
  const head = { origin, size: 0, root: new CompactTree().root() };
  await replaceFile(files, checkpointFile, makeCheckpoint(head, signer).note);
  const state = files.load();
  if (!state) throw damaged('log-missing', checkpointFile, 'The checkpoint was written and cannot be found.');
  return state;
}

function requireOrigin(state: LogState, origin: string | undefined, folder: string): void {
  const found = state.checkpoint.origin;
  if (origin === undefined || origin === found) return;
  throw new LedgerError(
    'INPUT_INVALID',
    'checkpoint-origin',
    `The folder ${folder} holds the log "${found}", not "${origin}".`,
  );
}

/** A checkpoint under our own key's name must be ours; one by an earlier key is left to "log verify". */
function requireOwnSignature(state: LogState, { key }: SigningKey): void {
  const { checkpoint } = state;
  if (!checkpoint.signatures.some(({ name, id }) => name === key.name && id === key.id)) return;
  try {
    verifyNote(checkpoint, [key]);
  } catch (cause) {
    throw damaged('signature-wrong', checkpointFile, 'The signature of the checkpoint does not verify.', cause);
  }
}

/** A log read whole. */
export interface WholeLog {
  origin: string;
  size: number;
  root: Hash;
  checkpoint: string;
  sealed: boolean;
  entries: Buffer[];
  bodies: (string | null)[];
}

/**
 * Reads a log whole, and makes sure that its entries lead to the root of its checkpoint (`checkRoot: false` leaves
 * that out). Signatures are for verifyLog.
 */
export async function readLog(folder: string, options: ReadOptions & { checkRoot?: boolean } = {}): Promise<WholeLog> {
  const log = await openFileLog(folder, { ...options, readOnly: true });
  const { origin, size, root, checkpoint, sealed } = log;
  const [entries, bodies] = [await log.readEntries(0, size), await log.readBodies(0, size)];
  if (options.checkRoot !== false && !merkleRoot(hashLeaves(entries)).equals(root)) {
    throw damaged('log-damaged', checkpointFile, 'The entries do not lead to the root that the checkpoint names.');
  }
  return { origin, size, root, checkpoint, sealed, entries, bodies };
}

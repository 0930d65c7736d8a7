/** A log in a folder, as a reader sees it: no lock, no write. */
import { LedgerError, rootFromTiles, tileWidthIn, type Hash, type LogReader } from '#ledger';
import { checkpointFile, journalFiles } from './file-layout.ts';
import { readRange, type LogFiles, type LogState } from './log-files.ts';

/** One look at a log; `refresh` looks again and makes sure that the past is the same. */
export class FileReader implements LogReader {
  protected readonly files: LogFiles;
  protected state: LogState;
  readonly #followers = new Set<(size: number) => void>();
  #unwatch: (() => void) | null = null;

  constructor(files: LogFiles, state: LogState) {
    this.files = files;
    this.state = state;
  }

  get origin(): string {
    return this.state.checkpoint.origin;
  }

  get size(): number {
    return this.state.tail.size;
  }

  get root(): Hash {
    return this.state.tail.root();
  }

  get checkpoint(): string {
    return this.state.note;
  }

  get sealed(): boolean {
    return this.state.checkpoint.sealed;
  }

  readEntries(from: number, to: number): Promise<Buffer[]> {
    const { tail } = this.state;
    return attempt(() =>
      readRange(from, to, this.size, (index, width) => tail.entries(index) ?? this.files.readEntries(index, width)),
    );
  }

  readBodies(from: number, to: number): Promise<(string | null)[]> {
    const { tail } = this.state;
    return attempt(() =>
      readRange(from, to, this.size, (index, width) => tail.bodies(index) ?? this.files.readBodies(index, width)),
    );
  }

  readTile(level: number, index: number): Promise<Buffer> {
    return attempt(() => {
      const width = tileWidthIn(this.size, level, index);
      if (width === 0 || !Number.isSafeInteger(index) || index < 0) {
        throw new LedgerError(
          'NOT_FOUND',
          'tile-missing',
          `A log of ${this.size} entries has no tile ${index} at level ${level}.`,
        );
      }
      return this.state.tail.tile(level, index) ?? this.files.readTile(level, index, width);
    });
  }

  async refresh(): Promise<boolean> {
    const before = this.state;
    const next = this.files.load();
    if (!next) throw this.#rewritten('log-missing', `its checkpoint is gone`);
    const [size, nextSize] = [before.checkpoint.size, next.checkpoint.size];
    if (next.checkpoint.origin !== this.origin)
      throw this.#rewritten('log-forked', `it is now the log "${next.checkpoint.origin}"`);
    if (nextSize < size) throw this.#rewritten('log-shrunk', `it had ${size} entries and has ${nextSize} now`);
    const reader = new FileReader(this.files, next);
    if (!(await rootFromTiles(reader, size)).equals(before.checkpoint.root)) {
      throw this.#rewritten('log-forked', `its first ${size} entries are not what they were`);
    }
    this.state = next;
    if (nextSize > size) this.notify();
    return nextSize > size;
  }

  follow(onGrowth: (size: number) => void): () => void {
    this.#followers.add(onGrowth);
    this.#unwatch ??= this.watch();
    return () => {
      this.#followers.delete(onGrowth);
      if (this.#followers.size > 0) return;
      this.#unwatch?.();
      this.#unwatch = null;
    };
  }

  close(): Promise<void> {
    this.#followers.clear();
    this.#unwatch?.();
    this.#unwatch = null;
    return Promise.resolve();
  }

  /** Watches for the growth that others write. A damaged or forked log stays as it was seen; `refresh` says why. */
  protected watch(): () => void {
    return this.files.fs.watch(
      [checkpointFile, ...journalFiles].map((name) => this.files.path(name)),
      () => {
        this.refresh().catch(() => undefined);
      },
    );
  }

  protected notify(): void {
    for (const follower of this.#followers) follower(this.size);
  }

  #rewritten(rule: 'log-forked' | 'log-missing' | 'log-shrunk', what: string): LedgerError {
    return new LedgerError(
      'LOG_FORKED',
      rule,
      `The log ${this.origin} in ${this.files.folder} was rewritten: ${what}. What was read before is kept; compare it with a copy or a mirror.`,
      { place: { file: checkpointFile } },
    );
  }
}

/** Turns what is thrown into a rejection, so that a caller needs to look in one place only. */
export function attempt<Value>(read: () => Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve) => {
    resolve(read());
  });
}

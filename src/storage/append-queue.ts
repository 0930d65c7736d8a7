/** Appends that wait for their turn: one after the other, those that arrive together in one write. */
import { LedgerError, maxEntryLength, type AppendOptions, type NewEntry } from '#ledger';

/** Longest body, in UTF-8 bytes. */
export const maxBodyLength = 1_048_576;
/** Appends that wait are written together, with one sync and one signature, up to this many entries. */
const groupLimit = 8192;

/** An append whose caller waits. */
export interface Waiting {
  batch: readonly NewEntry[];
  options: AppendOptions;
  resolve: (indexes: number[]) => void;
  reject: (error: unknown) => void;
}

/** Work that must not overlap: one after the other. */
export class Turn {
  #last: Promise<void> = Promise.resolve();

  /** Runs work after all that was begun before; its failure goes to its caller and does not stop the next. */
  async run(work: () => Promise<void>): Promise<void> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    await run;
  }
}

/** Runs work in turn, and appends in groups. */
export class AppendQueue {
  readonly #commit: (group: readonly Waiting[]) => Promise<void>;
  readonly #turn = new Turn();
  #waiting: Waiting[] = [];
  #scheduled = false;

  /** `commit` writes a group, all or nothing, and answers each; what it throws is given to all that were not answered. */
  constructor(commit: (group: readonly Waiting[]) => Promise<void>) {
    this.#commit = commit;
  }

  /** Queues a batch; throws on what cannot be stored. */
  push(batch: readonly NewEntry[], options: AppendOptions): Promise<number[]> {
    return new Promise((resolve, reject) => {
      for (const item of batch) checkNewEntry(item);
      this.#waiting.push({ batch: [...batch], options, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // Everything that arrives in this round of the event loop shares one sync.
      setImmediate(() => {
        this.#scheduled = false;
        void this.inTurn(() => this.drain());
      });
    });
  }

  /** Runs work between appends. */
  inTurn(work: () => Promise<void>): Promise<void> {
    return this.#turn.run(work);
  }

  /** Writes all that waits; to be called in turn. Failures go to those who wait. */
  async drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        await this.#commit(group);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
  }

  #takeGroup(): Waiting[] {
    let count = 0;
    let taken = 0;
    for (const { batch, options } of this.#waiting) {
      if (taken > 0 && count + batch.length > groupLimit) break;
      count += batch.length;
      taken += 1;
      // A checkpoint handed in is that of the log right after its batch.
      if (options.checkpoint !== undefined) break;
    }
    return this.#waiting.splice(0, taken);
  }
}

/** What of a group is written to a log of that size. */
export interface AcceptedGroup {
  entries: NewEntry[];
  checkpoint: string | undefined;
  /** Tells each caller its indexes; to be called once the entries are durable. */
  acknowledge: () => void;
}

/** Turns away the appends that expected another size, and joins the others. */
export function acceptGroup(group: readonly Waiting[], size: number): AcceptedGroup {
  const accepted: { item: Waiting; first: number }[] = [];
  let next = size;
  for (const item of group) {
    const { expectedSize } = item.options;
    if (expectedSize === undefined || expectedSize === next) {
      accepted.push({ item, first: next });
      next += item.batch.length;
    } else {
      const message = `The log has ${next} entries, not ${expectedSize}; look at the new ones and try again.`;
      item.reject(new LedgerError('LOG_MOVED', 'log-moved', message));
    }
  }
  return {
    entries: accepted.flatMap(({ item }) => item.batch),
    checkpoint: accepted.at(-1)?.item.options.checkpoint,
    acknowledge: () => {
      for (const { item, first } of accepted) item.resolve(item.batch.map((_, offset) => first + offset));
    },
  };
}

/** Throws INPUT_INVALID or INPUT_TOO_LARGE on what cannot be stored. */
export function checkNewEntry({ entry, body }: NewEntry): void {
  if (entry.length > maxEntryLength) {
    throw tooLarge('entry-length', `An entry of ${entry.length} bytes is above the limit of ${maxEntryLength}.`);
  }
  if (body === null) return;
  if (body === '' || body.includes('\n') || body.includes('\0') || !body.isWellFormed()) {
    const message = 'A body is one line of well-formed text: not empty, without newline or NUL.';
    throw new LedgerError('INPUT_INVALID', 'body-text', message);
  }
  const length = Buffer.byteLength(body);
  if (length > maxBodyLength) {
    throw tooLarge('body-text', `A body of ${length} bytes is above the limit of ${maxBodyLength}.`);
  }
}

function tooLarge(rule: 'entry-length' | 'body-text', message: string): LedgerError {
  return new LedgerError('INPUT_TOO_LARGE', rule, message);
}

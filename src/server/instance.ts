/** One running Servanda: the logs it reads, folded into a registry that goes on when a log grows. */
import { ReceiptMaker, type LocalLog } from '#intake';
import { LedgerError, rootFromTiles, type LogReader, type Receipt } from '#ledger';
import { ServandaError, type LogState, type StatementId } from '#model';
import { Fold, LogBook, type LoggedStatement, type Registry } from '#registry';

/** What the API and the commands read from. */
export interface Instance {
  readonly registry: Registry;
  /** The logs, in the order of the registry's snapshot: the record first. */
  readonly logs: readonly LogReader[];
  /** The local log, where this process may write it. */
  readonly local: LocalLog | null;
  /** The log of this origin, for tiles and proofs. */
  log(origin: string): LogReader | undefined;
  /** What was read of the log of this origin: statements in order, keys, and what became of each. */
  book(origin: string): LogBook | undefined;
  /** A receipt of a recorded statement, whichever log holds it; throws NOT_FOUND. */
  receipt(statement: StatementId): Promise<Receipt>;
  /** Calls back after the registry went on. */
  onChange(listener: () => void): void;
  /** When this resolves, the registry covers everything that was acknowledged before. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** How the local log comes in: opened once the other logs are known, for its statements may speak of their records. */
export type OpenLocal = (known: (kind: string, id: string) => boolean) => Promise<LocalLog | null>;

/** A log with what was read of it. */
interface Source {
  reader: LogReader;
  book: LogBook;
  /** Reads on; gives what is new. */
  next: () => Promise<readonly LoggedStatement[]>;
}

/**
 * Folds the logs and follows them. Throws LOG_DAMAGED where a body does not belong to its entry. The local log, if this
 * process writes it, stands behind the first log, the record. With `onLeftOut` a damaged log other than the record is
 * told of and left out.
 */
export async function openInstance(
  readers: readonly LogReader[],
  openLocal: OpenLocal = () => Promise.resolve(null),
  onLeftOut?: (error: Error) => void,
): Promise<Instance> {
  const fold = new Fold();
  let registry = fold.registry();
  const sources: Source[] = [];
  const listeners: (() => void)[] = [];
  const advance = async (source: Source, evenEmpty = false): Promise<void> => {
    const fresh = await source.next();
    if (fresh.length === 0 && !evenEmpty) return;
    fold.add(await stateAt(source), fresh);
    registry = fold.registry();
    for (const listener of listeners) listener();
  };
  const local = await openLocal((kind, id) => registry.versions.get(kind as never)?.has(id) === true);
  const [record, ...others] = readers;
  const ordered = [
    ...(record ? [readerSource(record)] : []),
    ...(local ? [localSource(local)] : []),
    ...others.map(readerSource),
  ];
  for (const source of ordered) {
    try {
      await advance(source, true);
      sources.push(source);
    } catch (error) {
      const isOurs = error instanceof ServandaError || error instanceof LedgerError;
      if (!isOurs || !onLeftOut || source.reader === record) throw error;
      onLeftOut(error);
      await source.reader.close();
    }
  }
  let advancing = Promise.resolve();
  const goOn = (source: Source): void => {
    advancing = advancing.then(() => advance(source)).catch(() => undefined);
  };
  const stops = sources.map((source) =>
    source.book === local?.book
      ? local.follow(() => {
          goOn(source);
        })
      : source.reader.follow(() => {
          goOn(source);
        }),
  );
  return {
    get registry() {
      return registry;
    },
    logs: sources.map(({ reader }) => reader),
    local,
    log: (origin) => sources.find(({ reader }) => reader.origin === origin)?.reader,
    book: (origin) => sources.find(({ reader }) => reader.origin === origin)?.book,
    receipt: (statement) => makeReceipt(sources, statement),
    onChange: (listener) => {
      listeners.push(listener);
    },
    settled: () => advancing,
    close: async () => {
      for (const stop of stops) stop();
      await advancing;
      await Promise.all(sources.map(({ reader, book }) => (book === local?.book ? local.close() : reader.close())));
    },
  };
}

function readerSource(reader: LogReader): Source {
  const book = new LogBook(reader.origin);
  return { reader, book, next: () => book.sync(reader) };
}

/** The writer reads its log itself; the fold takes up what it read. */
function localSource({ reader, book }: LocalLog): Source {
  let folded = 0;
  return {
    reader,
    book,
    next: () => {
      const fresh = book.statements.slice(folded);
      folded = book.size;
      return Promise.resolve(fresh);
    },
  };
}

/** The state of the log as far as its book goes; the log itself may have grown since. */
async function stateAt({ reader, book }: Source): Promise<LogState> {
  const { origin, size } = book;
  const root = reader.size === size ? reader.root : await rootFromTiles(reader, size);
  return { origin, size, root: root.toString('base64') };
}

async function makeReceipt(sources: readonly Source[], statement: StatementId): Promise<Receipt> {
  for (const { reader, book } of sources) {
    const entry = book.get(statement);
    const [receipt] = entry ? await new ReceiptMaker(reader, book).make([entry]) : [];
    if (receipt) return receipt;
  }
  throw new ServandaError('NOT_FOUND', `The statement ${statement.slice(0, 64)} is in no log of this instance.`);
}

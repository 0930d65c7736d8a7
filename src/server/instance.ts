/** One running Servanda: the logs it reads, folded into a registry that is folded again when a log grows. */
import type { LogReader } from '#ledger';
import { foldLogs, readStatements, type LoggedStatements, type Registry } from '#registry';

/** A log with the state that was folded; the reader may have grown since. */
interface FoldedLog {
  reader: LogReader;
  folded: LoggedStatements;
}

/** What the API and the commands read from. */
export interface Instance {
  readonly registry: Registry;
  /** The log of this origin, for tiles and proofs. */
  log(origin: string): LogReader | undefined;
  /** Calls back after the registry was folded again. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

/** Folds the logs and follows them. Throws LOG_DAMAGED where a body does not belong to its entry. */
export async function openInstance(readers: readonly LogReader[]): Promise<Instance> {
  const logs: FoldedLog[] = await Promise.all(
    readers.map(async (reader) => ({ reader, folded: await readLogged(reader) })),
  );
  let registry = foldLogs(logs.map(({ folded }) => folded));
  const listeners: (() => void)[] = [];
  let refolding = Promise.resolve();
  const refold = (log: FoldedLog): void => {
    refolding = refolding.then(async () => {
      if (log.reader.size === log.folded.state.size) return;
      log.folded = await readLogged(log.reader, log.folded);
      registry = foldLogs(logs.map(({ folded }) => folded));
      for (const listener of listeners) listener();
    });
  };
  const stops = logs.map((log) =>
    log.reader.follow(() => {
      refold(log);
    }),
  );
  return {
    get registry() {
      return registry;
    },
    log: (origin) => logs.find(({ reader }) => reader.origin === origin)?.reader,
    onChange: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      for (const stop of stops) stop();
      await refolding;
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}

/** Reads what was not read before; entries are never changed, so what was folded stays. */
async function readLogged(reader: LogReader, before?: LoggedStatements): Promise<LoggedStatements> {
  const { origin, size, root } = reader;
  const from = before?.statements.length ?? 0;
  const [entries, bodies] = await Promise.all([reader.readEntries(from, size), reader.readBodies(from, size)]);
  const fresh = readStatements(origin, entries, bodies, from);
  return {
    state: { origin, size, root: root.toString('base64') },
    statements: before ? [...before.statements, ...fresh] : fresh,
  };
}

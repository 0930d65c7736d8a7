/** A statement as it stands in a log, and the reading of entries and bodies into such statements. */
import { hash } from 'node:crypto';
import { ServandaError, parseLogEntry, type LogState, type Statement, type StatementId } from '#model';

/** One leaf with its body; `body` is null where it was erased (withheld since, with a reason in a redaction). */
export interface LoggedStatement {
  origin: string;
  index: number;
  statement: StatementId;
  recordedAt: string;
  jws: string | null;
  body: Statement | null;
}

/** A whole log as handed to the registry: its state and its statements in order. */
export interface LoggedStatements {
  state: LogState;
  statements: LoggedStatement[];
}

/**
 * Ties bodies to entries: the SHA-256 of each body text must be the id in its leaf. Throws LOG_DAMAGED naming the
 * entry. Schemas are not checked again here: they were when the statement was taken in, and the hash proves that the
 * bytes are the same.
 */
export function readStatements(
  origin: string,
  entries: readonly Uint8Array[],
  bodies: readonly (string | null)[],
  first = 0,
): LoggedStatement[] {
  return entries.map((bytes, at) => {
    const index = first + at;
    const { statement, recordedAt, jws } = parseLogEntry(bytes, index);
    const text = bodies[at] ?? null;
    return {
      origin,
      index,
      statement,
      recordedAt,
      jws: jws ?? null,
      body: text === null ? null : readBody(text, statement, origin, index),
    };
  });
}

/** Reads one body text; throws LOG_DAMAGED unless it hashes to the id that its leaf commits to. */
export function readBody(text: string, statement: StatementId, origin: string, index: number): Statement {
  if (hash('sha256', text, 'hex') !== statement) {
    throw new ServandaError(
      'LOG_DAMAGED',
      `The body of entry ${index} in log ${origin} does not hash to the id in its leaf (${statement}). Restore the log's folder from a copy, or run "servanda log verify" to see every fault.`,
      { place: { entry: index } },
    );
  }
  return JSON.parse(text) as Statement;
}

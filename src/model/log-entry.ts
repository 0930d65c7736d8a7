/** The leaf of a log: it commits to a statement by its id and says when the log took it in (docs/spec/statements.md). */
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { ServandaError } from './errors.ts';
import { StatementId } from './ids.ts';

/** An instant in UTC with milliseconds: the time of a local log. */
export const InstantText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'write an instant as 2026-01-31T12:00:00.000Z')
  .refine(
    (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text,
    'there is no such instant',
  )
  .meta({ id: 'InstantText' });

/**
 * `recordedAt` is the log's time, never a signer's: a day for the record log, an instant in UTC for a local log.
 * `jws` is there in local logs: a detached-payload signature over the statement by a registered key.
 */
export const LogEntry = z
  .strictObject({
    recordedAt: z.string().regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\.\d{3}Z)?$/),
    statement: StatementId,
    jws: z.string().max(8192).optional(),
  })
  .meta({ id: 'LogEntry' });
export type LogEntry = z.infer<typeof LogEntry>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes of a leaf: canonical JSON in UTF-8. */
export function formatLogEntry(entry: LogEntry): Uint8Array {
  return encoder.encode(canonicalJson(entry));
}

/** Keys in canonical order; none of the values can hold a character that JSON would escape. */
const canonicalLeaf =
  /^\{(?:"jws":"([\w.-]{1,8192})",)?"recordedAt":"(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\.\d{3}Z)?)","statement":"([0-9a-f]{64})"\}$/;

/** Reads the bytes of a leaf; throws LOG_DAMAGED on anything that formatLogEntry would not have written. */
export function parseLogEntry(bytes: Uint8Array, index: number): LogEntry {
  try {
    const text = decoder.decode(bytes);
    // Every leaf of every log passes here at every start: the canonical form is matched as it is written.
    const match = canonicalLeaf.exec(text);
    if (match?.[2] !== undefined && match[3] !== undefined) {
      const [, jws, recordedAt, statement] = match;
      return jws === undefined ? { recordedAt, statement } : { jws, recordedAt, statement };
    }
    const entry = LogEntry.parse(JSON.parse(text));
    if (canonicalJson(entry) === text) return entry;
  } catch {
    // falls through to the one error below
  }
  throw new ServandaError('LOG_DAMAGED', `Entry ${index} of the log is not a Servanda leaf.`, {
    place: { entry: index },
  });
}

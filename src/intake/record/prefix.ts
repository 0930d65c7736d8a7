/** Is the old record log a prefix of the new one? A new start is allowed before version 1.0, and only if it is declared. */

/** A record log as its bytes of leaves, and the epoch that its own record description declares. */
export interface RecordLogState {
  entries: readonly Uint8Array[];
  epoch: number;
}

export type PrefixVerdict =
  | { agrees: true; how: 'prefix'; appended: number }
  | { agrees: true; how: 'restarted'; from: number; to: number }
  | { agrees: false; why: string };

/**
 * Compares leaf by leaf. A log that is no continuation is accepted only if its epoch is exactly one higher and the
 * package is older than 1.0; with an equal epoch every old leaf must stand unchanged at its place.
 */
export function comparePrefix(before: RecordLogState, after: RecordLogState, packageVersion: string): PrefixVerdict {
  const at = before.entries.findIndex((entry, index) => !sameBytes(entry, after.entries[index]));
  if (at === -1 && after.epoch === before.epoch) {
    return { agrees: true, how: 'prefix', appended: after.entries.length - before.entries.length };
  }
  if (after.epoch === before.epoch) {
    const what = at < after.entries.length ? `entry ${at} was changed` : `entry ${at} and what follows are gone`;
    return {
      agrees: false,
      why: `the record log is append-only and ${what}. Restore record/ from the last commit and run "npm run record"; before version 1.0 a new start is allowed if "epoch" in data/record.yaml is raised by one.`,
    };
  }
  if (Number(packageVersion.split('.')[0]) >= 1) {
    return { agrees: false, why: `the epoch went from ${before.epoch} to ${after.epoch}, and from version 1.0 on the log is never started anew.` };
  }
  if (after.epoch !== before.epoch + 1) {
    return { agrees: false, why: `the epoch went from ${before.epoch} to ${after.epoch}; a new start raises it by exactly one.` };
  }
  return { agrees: true, how: 'restarted', from: before.epoch, to: after.epoch };
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** What a check of a log finds. */

/** What can be wrong with a log. */
export type LogFaultRule =
  | 'checkpoint' // missing, unreadable, of another log, or with a wrong or unknown signature
  | 'root' // the entries do not lead to the root that the checkpoint names
  | 'missing-file'
  | 'unexpected-file'
  | 'tile'
  | 'entry'
  | 'bundle'
  | 'bodies'
  | 'body'
  | 'journal'
  | 'statement'; // an entry that the intake would not have taken in

/** One fault, with its place. */
export interface LogFault {
  rule: LogFaultRule;
  file: string;
  entry?: number;
  expected?: string;
  found?: string;
  message: string;
}

/** What was checked, and everything that is wrong. */
export interface LogReport {
  origin: string | null;
  size: number;
  root: string | null;
  sealed: boolean;
  /** Names of the known keys that signed. */
  signedBy: string[];
  /** Entries whose body is absent: never there, or erased. */
  bodiesAbsent: number;
  /** At most 1,000; `faultCount` counts all. */
  faults: LogFault[];
  faultCount: number;
}

/** Ties a body to its entry: null if they belong together, else what is wrong. Called for absent bodies too. */
export type BodyCheck = (index: number, entry: Buffer, body: string | null) => string | null;

const maxFaults = 1000;

/** A report before the check. */
export function emptyReport(): LogReport {
  return { origin: null, size: 0, root: null, sealed: false, signedBy: [], bodiesAbsent: 0, faults: [], faultCount: 0 };
}

/** Counts a fault, and keeps it within the limit. */
export function putFault(report: LogReport, fault: LogFault): void {
  report.faultCount += 1;
  if (report.faults.length < maxFaults) report.faults.push(fault);
}

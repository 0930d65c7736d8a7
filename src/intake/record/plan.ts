/** What must be appended to the record log so that its fold agrees with data/: nothing more, nothing else. */
import {
  ServandaError,
  canonicalJson,
  formatLogEntry,
  statementId,
  type RecordStatement,
  type Redirect,
  type Statement,
  type Withdrawal,
} from '#model';
import type { RecordVersion, Registry } from '#registry';
import type { NewEntry } from '#ledger';
import type { Departure } from './departures.ts';

export interface RecordPlan {
  statements: Statement[];
  added: number;
  changed: number;
  withdrawn: number;
  unchanged: number;
}

/**
 * Compares the compiled files with the fold of the record log. A changed record supersedes its standing statement; one
 * that left data/ is withdrawn or redirected, with the reason its departure gives. Throws RECORD_RULE for one that left
 * without a word, and for an id that two files claim.
 */
export function planRecord(
  registry: Registry,
  bodies: readonly RecordStatement[],
  departures: readonly Departure[],
): RecordPlan {
  const plan: RecordPlan = { statements: [], added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
  const present = new Set<string>();
  for (const body of bodies) {
    const name = `${body.kind} ${body.id}`;
    if (present.has(name)) {
      throw new ServandaError('RECORD_RULE', `The ${name} is written twice in data/; an id names one record only.`);
    }
    present.add(name);
    const last = registry.versions.get(body.kind)?.get(body.id)?.at(-1);
    const standing = last?.replacedAt === null ? last : undefined;
    if (standing && canonicalJson(withoutSupersedes(standing.body)) === canonicalJson(body)) {
      plan.unchanged += 1;
      continue;
    }
    // A record that comes back supersedes what was withdrawn, so that no two statements have one id.
    plan.statements.push(last ? ({ ...body, supersedes: last.statement } as Statement) : body);
    if (standing) plan.changed += 1;
    else plan.added += 1;
  }
  for (const version of standingVersions(registry)) {
    if (present.has(`${version.body.kind} ${version.body.id}`)) continue;
    plan.statements.push(...farewell(version, departures));
    plan.withdrawn += 1;
  }
  return plan;
}

function* standingVersions(registry: Registry): Generator<RecordVersion> {
  for (const ofKind of registry.versions.values()) {
    for (const versions of ofKind.values()) {
      const last = versions.at(-1);
      if (last?.replacedAt === null) yield last;
    }
  }
}

function farewell(version: RecordVersion, departures: readonly Departure[]): (Withdrawal | Redirect)[] {
  const { kind, id } = version.body;
  const departure = departures.find((item) => item.kind === kind && (item.id === id || id.startsWith(`${item.id}/`)))
    ?? departures.find((item) => id.startsWith(`${item.id}/`));
  if (!departure) {
    throw new ServandaError(
      'RECORD_RULE',
      `The ${kind} "${id}" is in the record log and no longer in data/. Nothing is removed silently: list it in data/departures.yaml with a reason (and "to" if it was renamed or merged).`,
      { details: { kind, id } },
    );
  }
  const of = { kind, id };
  const withdrawal: Withdrawal = { kind: 'withdrawal', withdraws: version.statement, of, reason: departure.reason };
  if (departure.to === null || departure.id !== id) return [withdrawal];
  return [withdrawal, { kind: 'redirect', of, to: departure.to, reason: departure.reason }];
}

function withoutSupersedes(body: RecordStatement): object {
  return { ...body, supersedes: undefined };
}

/** The entries of a plan, recorded on `recordedAt` (a day for the record log): canonical body beside its leaf. */
export function recordEntries(statements: readonly Statement[], recordedAt: string): NewEntry[] {
  return statements.map((statement) => ({
    entry: formatLogEntry({ recordedAt, statement: statementId(statement) }),
    body: canonicalJson(statement),
  }));
}

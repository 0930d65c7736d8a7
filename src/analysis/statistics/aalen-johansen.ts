/**
 * Aalen–Johansen: chances of competing first events over time (methods, section 10; Aalen & Johansen 1978). One minus
 * Kaplan–Meier of a single kind would count as if the other kinds could not come first.
 */
import { checkObservations, riskTable, type Observation } from './kaplan-meier.ts';

export interface IncidenceStep {
  time: number;
  incidence: number;
  /** Delta method (Marubini & Valsecchi 1995, section 10.3); equals Greenwood's where there is one cause. */
  standardError: number;
}

export interface CumulativeIncidence {
  cause: string;
  events: number;
  steps: IncidenceStep[];
}

/** Cumulative incidence of each cause, causes in order of name; over all causes they sum to one minus Kaplan–Meier. */
export function aalenJohansen(observations: readonly Observation[]): CumulativeIncidence[] {
  checkObservations(observations);
  const table = riskTable(observations);
  const causes = [...new Set(table.flatMap(({ events }) => events))].sort();
  let survival = 1;
  const rows = table.map(({ time, atRisk, events }) => {
    const before = survival;
    survival *= 1 - events.length / atRisk;
    return { time, n: atRisk, d: events.length, events, before };
  });
  return causes.map((cause) => {
    let incidence = 0;
    const path = rows.map((row) => {
      const own = row.events.filter((event) => event === cause).length;
      incidence += (row.before * own) / row.n;
      return { ...row, own, incidence };
    });
    return {
      cause,
      events: path.reduce((sum, { own }) => sum + own, 0),
      steps: path.flatMap((row, index) =>
        row.own > 0
          ? [{ time: row.time, incidence: row.incidence, standardError: Math.sqrt(varianceAt(path, index)) }]
          : [],
      ),
    };
  });
}

interface PathRow {
  n: number;
  d: number;
  own: number;
  before: number;
  incidence: number;
}

function varianceAt(path: readonly PathRow[], index: number): number {
  const here = path[index] as PathRow;
  let variance = 0;
  for (let i = 0; i <= index; i += 1) {
    const { n, d, own, before, incidence } = path[i] as PathRow;
    const left = here.incidence - incidence;
    if (n > d) variance += (left ** 2 * d) / (n * (n - d));
    variance += (before ** 2 * ((n - own) * own)) / n ** 3;
    variance -= (2 * left * before * own) / n ** 2;
  }
  return Math.max(0, variance);
}

/** Incidence of a cause at a time. */
export function incidenceAt(
  steps: readonly IncidenceStep[],
  time: number,
): { incidence: number; standardError: number } {
  const step = steps.findLast((one) => one.time <= time);
  return step ? { incidence: step.incidence, standardError: step.standardError } : { incidence: 0, standardError: 0 };
}

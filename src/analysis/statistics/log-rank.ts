/** Log-rank test: do groups answer at the same pace? (methods, section 10; Mantel 1966) */
import { chiSquaredUpper } from './distributions.ts';
import { riskTable, type Observation } from './kaplan-meier.ts';
import { refusal } from './refusal.ts';
import { solve } from './solve.ts';

export interface LogRank {
  chiSquared: number;
  degreesOfFreedom: number;
  p: number;
  groups: { observed: number; expected: number }[];
}

/**
 * Over two or more groups, with late entry where observations have it. Hazards that cross hide a difference. Throws
 * REFUSED with fewer than two groups, or where no time with an event has two groups at risk.
 */
export function logRank(groups: readonly (readonly Observation[])[]): LogRank {
  const k = groups.length;
  if (k < 2) throw refusal('no-comparison', 'The log-rank test compares at least two groups.', { groups: k });
  const tables = groups.map((group) => new Map(riskTable(group).map((row) => [row.time, row.events.length])));
  const times = [...new Set(tables.flatMap((table) => [...table.keys()]))].sort((a, b) => a - b);
  const atRisk = groups.map((group) => numbersAtRisk(group, times));
  const observed = new Array<number>(k).fill(0);
  const expected = new Array<number>(k).fill(0);
  const variance = Array.from({ length: k - 1 }, () => new Array<number>(k - 1).fill(0));
  times.forEach((time, t) => {
    const n = atRisk.map((counts) => counts[t] as number);
    const d = tables.map((table) => table.get(time) ?? 0);
    const [total, events] = [sum(n), sum(d)];
    for (let i = 0; i < k; i += 1) {
      const share = (n[i] as number) / total;
      observed[i] = (observed[i] as number) + (d[i] as number);
      expected[i] = (expected[i] as number) + events * share;
      if (total < 2 || i === k - 1) continue;
      const factor = (events * (total - events)) / (total - 1);
      for (let j = 0; j < k - 1; j += 1) {
        const row = variance[i] as number[];
        row[j] = (row[j] as number) + factor * share * ((i === j ? 1 : 0) - (n[j] as number) / total);
      }
    }
  });
  const difference = observed.slice(0, -1).map((value, i) => value - (expected[i] as number));
  const solved = solve(variance, difference);
  if (solved === null) {
    throw refusal('no-comparison', 'The groups are never at risk together, so their pace cannot be compared.', {
      groups: k,
    });
  }
  const chiSquared = sum(difference.map((value, i) => value * (solved[i] as number)));
  return {
    chiSquared,
    degreesOfFreedom: k - 1,
    p: chiSquaredUpper(chiSquared, k - 1),
    groups: observed.map((value, i) => ({ observed: value, expected: expected[i] as number })),
  };
}

function numbersAtRisk(group: readonly Observation[], times: readonly number[]): number[] {
  return times.map((time) => group.filter((one) => one.time >= time && (one.entry ?? -Infinity) < time).length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

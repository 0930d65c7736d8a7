/**
 * Difference-in-differences for parties that join at different dates (methods, section 5e; Callaway & Sant'Anna 2021,
 * J. Econometrics 225): effects by cohort and period, never a regression that compares late joiners with early ones.
 */
import { refusal } from '../statistics/refusal.ts';
import type { Panel } from './panel.ts';

export type Comparison = 'never' | 'not-yet';

/** Units with their cohort (first period treated, null: never) and how often each counts (1, or a bootstrap draw). */
export interface Cohorts {
  periods: readonly number[];
  units: readonly { cohort: number | null; outcomes: Float64Array }[];
}

export interface GroupTimeEffect {
  cohort: number;
  period: number;
  /** Mean change since the base period, less the same in the comparison group. */
  effect: number;
  /** Before the cohort was treated: a test of the assumption, not an effect. */
  pretest: boolean;
}

export interface Aggregates {
  simple: number;
  dynamic: { overall: number; byExposure: { exposure: number; effect: number }[] };
  group: { overall: number; byCohort: { cohort: number; effect: number }[] };
}

/** Throws REFUSED (`no-comparison`) without treated or without comparison units. Units treated from the start are left out. */
export function cohortsOf(
  panel: Panel,
  treatedFrom: ReadonlyMap<string, number | null>,
): Cohorts & { alwaysTreated: string[] } {
  const first = panel.periods[0] ?? 0;
  const last = panel.periods.at(-1) ?? 0;
  const alwaysTreated: string[] = [];
  const units: { cohort: number | null; outcomes: Float64Array }[] = [];
  for (const [unit, outcomes] of panel.outcomes) {
    const cohort = treatedFrom.get(unit) ?? null;
    if (cohort !== null && cohort <= first) alwaysTreated.push(unit);
    // Treated only after the data end: within them it is never treated.
    else units.push({ cohort: cohort === null || cohort > last ? null : cohort, outcomes });
  }
  if (!units.some(({ cohort }) => cohort !== null))
    throw refusal('no-comparison', 'No unit joins within the periods of the panel, so there is no effect to compute.');
  return { periods: panel.periods, units, alwaysTreated };
}

/** Means by cohort; `counts` says how often each unit counts. */
interface Sums {
  size: Map<number | null, number>;
  total: Map<number | null, Float64Array>;
}

function sumsOf({ periods, units }: Cohorts, counts: ArrayLike<number> | null): Sums {
  const size = new Map<number | null, number>();
  const total = new Map<number | null, Float64Array>();
  units.forEach(({ cohort, outcomes }, i) => {
    const times = counts === null ? 1 : (counts[i] ?? 0);
    if (times === 0) return;
    let sum = total.get(cohort);
    if (!sum) total.set(cohort, (sum = new Float64Array(periods.length)));
    size.set(cohort, (size.get(cohort) ?? 0) + times);
    for (let t = 0; t < sum.length; t += 1) sum[t] = (sum[t] ?? 0) + times * (outcomes[t] ?? NaN);
  });
  return { size, total };
}

/** Every ATT(g, t) with its aggregates. Base period: g − 1 from g on, t − 1 before. */
export function groupTimeEffects(
  cohorts: Cohorts,
  comparison: Comparison,
  counts: ArrayLike<number> | null = null,
): { effects: GroupTimeEffect[]; aggregates: Aggregates } {
  const sums = sumsOf(cohorts, counts);
  const groups = [...sums.size.keys()].filter((cohort) => cohort !== null).sort((a, b) => a - b);
  const effects: GroupTimeEffect[] = [];
  for (const cohort of groups) {
    const start = cohorts.periods.findIndex((period) => period >= cohort);
    for (let t = 1; t < cohorts.periods.length; t += 1) {
      const base = t >= start ? start - 1 : t - 1;
      const others = comparisonCohorts(sums, comparison, cohort, cohorts.periods[Math.max(t, base)] ?? 0);
      if (others.length === 0) continue;
      const effect = changeOf(sums, [cohort], base, t) - changeOf(sums, others, base, t);
      effects.push({ cohort, period: cohorts.periods[t] ?? NaN, effect, pretest: t < start });
    }
  }
  if (!effects.some(({ pretest }) => !pretest)) {
    throw refusal(
      'no-comparison',
      `No unit is left to compare with (${comparison === 'never' ? 'none is never treated; try the not-yet-treated' : 'all are treated'}).`,
    );
  }
  return { effects, aggregates: aggregate(effects, sums.size, cohorts.periods) };
}

function comparisonCohorts({ size }: Sums, comparison: Comparison, cohort: number, period: number): (number | null)[] {
  return [...size.keys()].filter(
    (other) => other === null || (comparison === 'not-yet' && other !== cohort && other > period),
  );
}

function changeOf({ size, total }: Sums, groups: readonly (number | null)[], base: number, t: number): number {
  let [n, change] = [0, 0];
  for (const group of groups) {
    const sum = total.get(group);
    n += size.get(group) ?? 0;
    change += (sum?.[t] ?? NaN) - (sum?.[base] ?? NaN);
  }
  return change / n;
}

/** Size-weighted over cohorts: all treated periods; by periods since joining; by cohort. */
function aggregate(
  effects: readonly GroupTimeEffect[],
  size: ReadonlyMap<number | null, number>,
  periods: readonly number[],
): Aggregates {
  const weight = ({ cohort }: GroupTimeEffect): number => size.get(cohort) ?? 0;
  const weighted = (list: readonly GroupTimeEffect[]): number => {
    const total = list.reduce((sum, effect) => sum + weight(effect), 0);
    return list.reduce((sum, effect) => sum + weight(effect) * effect.effect, 0) / total;
  };
  const exposureOf = ({ cohort, period }: GroupTimeEffect): number =>
    periods.indexOf(period) - periods.findIndex((candidate) => candidate >= cohort);
  const treated = effects.filter(({ pretest }) => !pretest);
  const exposures = [...new Set(effects.map(exposureOf))].sort((a, b) => a - b);
  const byExposure = exposures.map((exposure) => ({
    exposure,
    effect: weighted(effects.filter((effect) => exposureOf(effect) === exposure)),
  }));
  const byCohort = [...new Set(treated.map(({ cohort }) => cohort))].map((cohort) => {
    const own = treated.filter((effect) => effect.cohort === cohort);
    return { cohort, effect: own.reduce((sum, { effect }) => sum + effect, 0) / own.length };
  });
  const cohortTotal = byCohort.reduce((sum, { cohort }) => sum + (size.get(cohort) ?? 0), 0);
  const after = byExposure.filter(({ exposure }) => exposure >= 0);
  return {
    simple: weighted(treated),
    dynamic: { overall: after.reduce((sum, { effect }) => sum + effect, 0) / after.length, byExposure },
    group: {
      overall: byCohort.reduce((sum, { cohort, effect }) => sum + (size.get(cohort) ?? 0) * effect, 0) / cohortTotal,
      byCohort,
    },
  };
}

/** The two-way fixed-effects coefficient, for contrast only: biased where effects differ (Goodman-Bacon 2021). */
export function twoWayFixedEffects({ periods, units }: Cohorts): number {
  const treated = units.map(({ cohort }) => periods.map((period) => (cohort !== null && period >= cohort ? 1 : 0)));
  const averageBy = (read: (i: number, t: number) => number): ((i: number, t: number) => number) => {
    const byUnit = units.map((_, i) => periods.reduce((sum, __, t) => sum + read(i, t), 0) / periods.length);
    const byPeriod = periods.map((_, t) => units.reduce((sum, __, i) => sum + read(i, t), 0) / units.length);
    const grand = byUnit.reduce((sum, value) => sum + value, 0) / units.length;
    return (i, t) => read(i, t) - (byUnit[i] ?? 0) - (byPeriod[t] ?? 0) + grand;
  };
  const d = averageBy((i, t) => treated[i]?.[t] ?? 0);
  let [numerator, denominator] = [0, 0];
  units.forEach(({ outcomes }, i) => {
    periods.forEach((_, t) => {
      numerator += d(i, t) * (outcomes[t] ?? NaN);
      denominator += d(i, t) ** 2;
    });
  });
  return numerator / denominator;
}

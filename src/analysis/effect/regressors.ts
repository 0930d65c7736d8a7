/** The regressors of method 5: trend, step, slope after the date, and season. */
import { designOf, type Design } from '../statistics/design.ts';

export const seasons = ['harmonics', 'month-dummies', 'none'] as const;
export type Season = (typeof seasons)[number];

type Column = readonly [name: string, values: Float64Array];

/** Season by calendar month: two pairs of harmonics of period 12, or eleven dummies (January is the base). */
export function seasonColumns(n: number, firstMonth: number, season: Season): Column[] {
  const monthAt = (i: number): number => ((firstMonth + i) % 12) + 1;
  if (season === 'none') return [];
  if (season === 'month-dummies') {
    return Array.from({ length: 11 }, (_, m) => [
      `month ${m + 2}`,
      Float64Array.from({ length: n }, (__, i) => (monthAt(i) === m + 2 ? 1 : 0)),
    ]);
  }
  return [1, 2].flatMap((k): Column[] => [
    [`sine ${k}`, Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * k * monthAt(i)) / 12))],
    [`cosine ${k}`, Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * k * monthAt(i)) / 12))],
  ]);
}

/** 1 from position `at` on. */
export function stepColumn(n: number, at: number): Float64Array {
  return new Float64Array(n).fill(1, Math.min(n, Math.max(0, at)));
}

/** The same design with a step at position `at` in the place that `countDesign` and `levelDesign` give it. */
export function withStep(base: Design, at: number): Design {
  const place = Math.max(0, base.names.indexOf('time') + 1);
  const insert = <Item>(list: readonly Item[], item: Item): Item[] => [
    ...list.slice(0, place),
    item,
    ...list.slice(place),
  ];
  return {
    rows: base.rows,
    names: insert(base.names, 'post'),
    columns: insert(base.columns, stepColumn(base.rows, at)),
  };
}

/** Design of the display model: constant, time, post, slope after (t − t₀ + 1, if asked), season. `at` null: no step. */
export function countDesign(n: number, firstMonth: number, at: number | null, season: Season, slope = false): Design {
  return designOf([
    ['constant', new Float64Array(n).fill(1)],
    ['time', Float64Array.from({ length: n }, (_, i) => i + 1)],
    ...(at === null ? [] : [['post', stepColumn(n, at)] as const]),
    ...(at === null || !slope
      ? []
      : [['slope after', Float64Array.from({ length: n }, (_, i) => Math.max(0, i - at + 1))] as const]),
    ...seasonColumns(n, firstMonth, season),
  ]);
}

/** Design of the local level model: season only; the level takes the place of constant and trend. */
export function levelDesign(n: number, firstMonth: number, season: Season): Design {
  const columns = seasonColumns(n, firstMonth, season);
  return columns.length === 0 ? { names: [], columns: [], rows: n } : designOf(columns);
}

/** How two intervals lie to each other: the thirteen relations of Allen 1983 (methods, section 11). */
import { invalid } from '../statistics/refusal.ts';

export const allenRelations = [
  'before',
  'meets',
  'overlaps',
  'starts',
  'during',
  'finishes',
  'equals',
  'finished-by',
  'contains',
  'started-by',
  'overlapped-by',
  'met-by',
  'after',
] as const;
export type AllenRelation = (typeof allenRelations)[number];

/** Half-open [from, to) in days; `to` null: the end is open. */
export interface Interval {
  from: number;
  to: number | null;
}

/** The relation of `a` to `b`. Open ends are equal to each other. Throws INPUT_INVALID for an interval without days. */
export function allenRelation(a: Interval, b: Interval): AllenRelation {
  const [aTo, bTo] = [endOf(a, 'a'), endOf(b, 'b')];
  if (aTo < b.from) return 'before';
  if (aTo === b.from) return 'meets';
  if (bTo < a.from) return 'after';
  if (bTo === a.from) return 'met-by';
  if (a.from === b.from) return aTo === bTo ? 'equals' : aTo < bTo ? 'starts' : 'started-by';
  if (aTo === bTo) return a.from > b.from ? 'finishes' : 'finished-by';
  if (a.from > b.from) return aTo < bTo ? 'during' : 'overlapped-by';
  return aTo > bTo ? 'contains' : 'overlaps';
}

/** The relation seen from the other side. */
export function converse(relation: AllenRelation): AllenRelation {
  return allenRelations[allenRelations.length - 1 - allenRelations.indexOf(relation)] as AllenRelation;
}

function endOf({ from, to }: Interval, field: string): number {
  const end = to ?? Infinity;
  if (!(end > from)) throw invalid(field, 'the interval holds no day; its end must come after its beginning');
  return end;
}

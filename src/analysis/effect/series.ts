/** A monthly series of counts, checked: every month present once and in order, every value a count. */
import { z } from 'zod';
import { count } from '../statistics/checks.ts';
import { invalid, refusal, requireFinite } from '../statistics/refusal.ts';
import { MonthText, formatMonth, parseMonth } from './month.ts';

export const MonthlyRow = z.strictObject({
  month: MonthText,
  count: z.number().int().nonnegative(),
  exposure: z.number().positive().optional().describe('such as population; all rows or none'),
});
export type MonthlyRow = z.infer<typeof MonthlyRow>;

export const MonthlyRows = z
  .array(MonthlyRow)
  .max(2400)
  .describe('one row a month, in order, without a gap; a month without events is a row with count 0');

export interface MonthlySeries {
  /** Month number of the first row. */
  first: number;
  counts: Float64Array;
  /** ln exposure, where given. */
  offset: Float64Array | undefined;
}

/**
 * Checks the rows. Throws INPUT_INVALID naming the row for a missing, doubled or unordered month, for what is no count,
 * and for exposure in some rows only; REFUSED for a series of one observation or none.
 */
export function monthlySeries(rows: readonly MonthlyRow[], field = 'series'): MonthlySeries {
  const months = rows.map(({ month }, index) => parseMonth(month, `${field}[${index}].month`));
  months.forEach((month, index) => {
    const before = months[index - 1];
    if (before === undefined || month === before + 1) return;
    const place = `${field}[${index}].month`;
    if (month <= before)
      throw invalid(place, `${formatMonth(month)} follows ${formatMonth(before)}; months must be in order, each once.`);
    throw invalid(
      place,
      `${formatMonth(before + 1)} is missing; write a row for every month (count 0 only if it is known that nothing happened).`,
    );
  });
  const first = months[0];
  if (first === undefined || rows.length < 2) {
    throw refusal(
      'too-few-observations',
      `${field}: ${rows.length} observation${rows.length === 1 ? '' : 's'} cannot show a change; give one row a month.`,
    );
  }
  const counts = rows.map((row) => row.count);
  count(counts, `${field}.count`);
  return { first, counts: Float64Array.from(counts), offset: offsetOf(rows, field) };
}

function offsetOf(rows: readonly MonthlyRow[], field: string): Float64Array | undefined {
  const exposures = rows.map(({ exposure }) => exposure);
  if (exposures.every((value) => value === undefined)) return undefined;
  exposures.forEach((value, index) => {
    if (value === undefined || !(value > 0)) {
      throw invalid(
        `${field}[${index}].exposure`,
        'exposure must be a number above 0 in every row, or absent from all.',
      );
    }
  });
  const logs = Float64Array.from(exposures, (value) => Math.log(value ?? NaN));
  requireFinite(`${field}.exposure`, logs);
  return logs;
}

/** The rows from month `from` (included) to month `to` (excluded). */
export function windowOf({ first, counts, offset }: MonthlySeries, from: number, to: number): MonthlySeries {
  const [start, end] = [Math.max(0, from - first), Math.max(0, to - first)];
  return { first: first + start, counts: counts.slice(start, end), offset: offset?.slice(start, end) };
}

/** Months in the series before month `from`, and from it on. */
export function monthsAround({ first, counts }: MonthlySeries, from: number): { before: number; after: number } {
  const before = Math.min(counts.length, Math.max(0, from - first));
  return { before, after: counts.length - before };
}

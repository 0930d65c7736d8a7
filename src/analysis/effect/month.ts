/** Calendar months as numbers, so that series can be checked for gaps and order. */
import { z } from 'zod';
import { ServandaError } from '#model';

const pattern = /^(\d{4})-(0[1-9]|1[0-2])$/;

export const MonthText = z.string().regex(pattern, 'not a month: write YYYY-MM');

/** Months since January of year 0; throws INPUT_INVALID on anything but YYYY-MM. */
export function parseMonth(text: string, field = 'month'): number {
  const match = pattern.exec(text);
  if (!match) {
    throw new ServandaError('INPUT_INVALID', `${field}: "${text}" is not a month; write it as YYYY-MM.`, {
      place: { field },
    });
  }
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

/** Writes a month number as YYYY-MM. */
export function formatMonth(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** The month of a day number (days since 1970-01-01). */
export function monthOfDay(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first day of a month, as a day number. */
export function firstDayOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
}

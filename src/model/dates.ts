/** Calendar dates with honest precision: an imprecise date is an interval of days, and comparisons have three answers. */
import { ServandaError } from './errors.ts';
import type { Truth } from './truth.ts';

/** Days since 1970-01-01 (UTC calendar). */
export type Day = number;

/** Half-open interval of days [from, to); `to` null means the end is open or not known. */
export interface DayInterval {
  from: Day;
  to: Day | null;
}

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthPattern = /^(\d{4})-(\d{2})$/;
const yearPattern = /^(\d{4})$/;
const msPerDay = 86_400_000;

/** Reads YYYY-MM-DD into a day number; throws INPUT_INVALID on anything else, impossible days included. */
export function parseDay(text: string): Day {
  const match = dayPattern.exec(text);
  if (match) {
    const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
    if (new Date(time).toISOString().slice(0, 10) === text) return time / msPerDay;
  }
  throw new ServandaError('INPUT_INVALID', `"${text}" is not a calendar day; write it as YYYY-MM-DD.`);
}

/** Writes a day number as YYYY-MM-DD. */
export function formatDay(day: Day): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

const intervals = new Map<string, DayInterval>();

/**
 * Reads an imprecise date: a day, a month (YYYY-MM), a year (YYYY), or two of these joined by a slash (the first
 * possible and the last possible one, both included). Returns the days on which it may lie, half-open.
 */
export function parseImpreciseDate(text: string): DayInterval & { to: Day } {
  const known = intervals.get(text);
  if (known) return known as DayInterval & { to: Day };
  const parts = text.split('/');
  if (parts.length > 2 || parts.length === 0) throw notADate(text);
  const first = parseSpan(parts[0] ?? '', text);
  const last = parts.length === 2 ? parseSpan(parts[1] ?? '', text) : first;
  if (last.to <= first.from) {
    throw new ServandaError('INPUT_INVALID', `"${text}" ends before it begins; write the earlier date first.`);
  }
  const interval = { from: first.from, to: last.to };
  if (intervals.size < 100_000) intervals.set(text, interval);
  return interval;
}

function parseSpan(text: string, whole: string): { from: Day; to: Day } {
  if (dayPattern.test(text)) {
    const day = parseDay(text);
    return { from: day, to: day + 1 };
  }
  const month = monthPattern.exec(text);
  if (month) {
    const [year, number] = [Number(month[1]), Number(month[2])];
    if (number < 1 || number > 12) throw notADate(whole);
    return { from: Date.UTC(year, number - 1, 1) / msPerDay, to: Date.UTC(year, number, 1) / msPerDay };
  }
  const year = yearPattern.exec(text);
  if (!year) throw notADate(whole);
  return { from: Date.UTC(Number(year[1]), 0, 1) / msPerDay, to: Date.UTC(Number(year[1]) + 1, 0, 1) / msPerDay };
}

function notADate(text: string): ServandaError {
  return new ServandaError(
    'INPUT_INVALID',
    `"${text}" is not a date; write a day (2018-11-12), a month (2018-11), a year (2018), or a range with a slash (2018-11-12/2019-09-16).`,
  );
}

/** Did something dated `date` happen on or before `day`? `unknown` where the date's interval straddles the day. */
export function isOnOrBefore(date: string, day: Day): Truth {
  const { from, to } = parseImpreciseDate(date);
  if (to - 1 <= day) return 'true';
  return from > day ? 'false' : 'unknown';
}

/**
 * Is something in force on `day` that began on `from` and ended on `until` (null: no end known)? Intervals are
 * half-open: on the day of its end it is no longer in force. Three answers, methods section 11.
 */
export function isInForce(from: string, until: string | null, day: Day): Truth {
  const begun = isOnOrBefore(from, day);
  if (begun === 'false' || until === null) return begun;
  const ended = isOnOrBefore(until, day);
  if (ended === 'true') return 'false';
  return ended === 'unknown' ? 'unknown' : begun;
}

/** Schemas of dates; apart from the functions, which pages use without schemas. */
import { z } from 'zod';
import { parseDay, parseImpreciseDate } from './dates.ts';

export const DateText = z
  .string()
  .refine(
    (text) => succeeds(() => parseImpreciseDate(text)),
    'not a date: write 2018-11-12, 2018-11, 2018 or 2018-11-12/2019-09-16',
  )
  .meta({ id: 'ImpreciseDate', description: 'A day, month, year, or two of these joined by a slash.' });
export const DayText = z
  .string()
  .refine((text) => succeeds(() => parseDay(text)), 'not a day: write YYYY-MM-DD')
  .meta({ id: 'Day', description: 'A calendar day, YYYY-MM-DD.' });

function succeeds(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

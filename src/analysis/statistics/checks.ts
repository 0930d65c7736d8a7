/** What every count must be: a whole number of at least zero. */
import { invalid, requireFinite } from './refusal.ts';

/** Throws INPUT_INVALID naming the first value that is no count. */
export function count(values: ArrayLike<number>, field = 'counts'): void {
  requireFinite(field, values);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < 0) throw invalid(`${field}[${i}]`, `${value} is negative; a count is at least 0.`);
    if (!Number.isInteger(value)) throw invalid(`${field}[${i}]`, `${value} is not a whole number, so it is no count.`);
  }
}

/** Rows with two clocks: what held on a day of the world, as a record knew it on another (methods, section 11; Snodgrass 1999). */
import { allTruth, isInForce, parseDay, parseImpreciseDate, type Truth } from '#model';
import { invalid } from '../statistics/refusal.ts';

/** One row. Ends are excluded; null: open. Valid dates may be imprecise, recorded ones are days. */
export interface BitemporalRow {
  party: string;
  agreement: string;
  validFrom: string;
  validUntil: string | null;
  recordedFrom: string;
  recordedUntil: string | null;
}

/** Throws INPUT_INVALID naming the first row whose end does not follow its beginning. */
export function checkRows(rows: readonly BitemporalRow[]): void {
  rows.forEach(({ validFrom, validUntil, recordedFrom, recordedUntil }, index) => {
    if (validUntil !== null && parseImpreciseDate(validUntil).to - 1 <= parseImpreciseDate(validFrom).from) {
      throw invalid(`rows.${index}.validUntil`, `${validUntil} does not come after ${validFrom}`);
    }
    if (recordedUntil !== null && parseDay(recordedUntil) <= parseDay(recordedFrom)) {
      throw invalid(`rows.${index}.recordedUntil`, `${recordedUntil} does not come after ${recordedFrom}`);
    }
  });
}

/** Was the row known on `known`, and does it hold on `valid`: yes, no or possibly. */
export function holds(row: BitemporalRow, valid: string, known: string): Truth {
  const isKnown = isInForce(row.recordedFrom, row.recordedUntil, parseDay(known));
  return allTruth([isKnown, isInForce(row.validFrom, row.validUntil, parseDay(valid))]);
}

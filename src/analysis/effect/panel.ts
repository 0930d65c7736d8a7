/** A balanced panel: the same periods for every unit, checked. */
import { z } from 'zod';
import { invalid, refusal } from '../statistics/refusal.ts';

export const PanelRow = z.strictObject({
  unit: z.string().min(1).max(200),
  period: z.number().int(),
  outcome: z.number(),
});
export const PanelRows = z.array(PanelRow).max(200_000);
export type PanelRow = z.infer<typeof PanelRow>;

export interface Panel {
  periods: number[];
  /** Outcomes in the order of `periods`, by unit, units in the order they first occur. */
  outcomes: Map<string, Float64Array>;
}

/** Throws INPUT_INVALID for a doubled row or a value that is no number, and names the first unit and period missing. */
export function balancedPanel(rows: readonly PanelRow[]): Panel {
  const periods = [...new Set(rows.map(({ period }) => period))].sort((a, b) => a - b);
  if (periods.length < 2)
    throw refusal('too-few-observations', `${periods.length} period in the panel; a change needs at least 2.`);
  const place = new Map(periods.map((period, index) => [period, index]));
  const outcomes = new Map<string, Float64Array>();
  rows.forEach(({ unit, period, outcome }, index) => {
    if (!Number.isFinite(outcome))
      throw invalid(`rows[${index}].outcome`, `${outcome} of ${unit} in ${period} is not a finite number.`);
    let own = outcomes.get(unit);
    if (!own) outcomes.set(unit, (own = new Float64Array(periods.length).fill(NaN)));
    const at = place.get(period) ?? 0;
    if (!Number.isNaN(own[at])) throw invalid(`rows[${index}]`, `${unit} has two rows for ${period}.`);
    own[at] = outcome;
  });
  for (const [unit, own] of outcomes) {
    const missing = own.findIndex((value) => Number.isNaN(value));
    if (missing >= 0) {
      throw invalid(
        'rows',
        `${unit} has no outcome in ${periods[missing] ?? ''}; the panel must be balanced. Leave the unit or the period out.`,
      );
    }
  }
  return { periods, outcomes };
}

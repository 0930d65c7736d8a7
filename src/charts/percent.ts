/** Shares written as percentages, the same way in figures and pages. */

/** One decimal below ten, none above: 4.2%, 42%. Never rounds something to nothing or to everything. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return '<0.1%';
  if (value < 100 && value > 99.9) return '>99.9%';
  return `${digits(value)}%`;
}

/** A range of shares, both ends in the same fineness: 5–38%, 4.7–8.3%; one number where both ends look the same. */
export function percentRange(lower: number, upper: number): string {
  const isCoarse = upper >= 0.0995 && lower >= 0.0095;
  const low = isCoarse ? `${Math.round(lower * 100)}%` : percent(lower);
  const high = isCoarse && upper < 0.995 ? `${Math.round(upper * 100)}%` : percent(upper);
  return low === high ? low : `${low.replace('%', '')}–${high}`;
}

function digits(value: number): string {
  const rounded = value < 9.95 || value > 99 ? Math.round(value * 10) / 10 : Math.round(value);
  return String(rounded);
}

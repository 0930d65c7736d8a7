/** Whether a claim holds, and its figures, in words. */
import { percent, percentRange } from '#charts';
import type { TestedClaim } from '#server';

export type Standing = TestedClaim['standing'];
export const standings: readonly Standing[] = ['holds', 'holds-in-part', 'does-not-hold', 'open'];

export const standingWords: Readonly<Record<Standing, string>> = {
  holds: 'holds',
  'holds-in-part': 'holds in part',
  'does-not-hold': 'does not hold',
  open: 'open',
};

export const standingMeaning: Readonly<Record<Standing, string>> = {
  holds: 'by the rule of its query, over what is recorded',
  'holds-in-part': 'one half of it, or under some readings or data sets',
  'does-not-hold': 'by the rule of its query, over what is recorded',
  open: 'nothing is recorded that decides it; what is missing is said',
};

/** The value and, where they differ, its bounds: "73% (50–97%)", "2nd (1–3)", "188". */
export function figureInWords({ value, lower, upper, unit }: TestedClaim['figures'][number]): string {
  if (unit === 'share') {
    return lower === value && upper === value ? percent(value) : `${percent(value)} (${percentRange(lower, upper)})`;
  }
  const text = unit === 'rank' ? `rank ${value}` : String(Math.round(value * 100) / 100);
  return lower === upper ? text : `${text} (${lower}–${upper})`;
}

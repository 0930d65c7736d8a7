/** Rates before and after, and what detection would have to have done (methods, section 5h). */
import { betaQuantile } from '../statistics/distributions.ts';
import { count } from '../statistics/checks.ts';
import { invalid, refusal } from '../statistics/refusal.ts';

/** Events counted over an exposure, such as months, or months times population. */
export interface Tally {
  events: number;
  exposure: number;
}

export interface TippingRatio {
  /** Rate after divided by rate before. */
  rateRatio: number;
  /** Exact 95 % interval given the total, if events were independent (nominal). */
  nominal: { lower: number; upper: number | null };
  /** No true change requires that the share of conduct that is detected changed by this factor. */
  tippingRatio: number;
}

/**
 * Conditional on the total, events after are binomial; interval after Clopper & Pearson (1934). Throws INPUT_INVALID on
 * what is no count or exposure, REFUSED without any event before.
 */
export function tippingRatio(before: Tally, after: Tally): TippingRatio {
  count([before.events], 'before.events');
  count([after.events], 'after.events');
  for (const [field, { exposure }] of Object.entries({ before, after })) {
    if (!(exposure > 0) || !Number.isFinite(exposure))
      throw invalid(`${field}.exposure`, `${exposure} is no exposure; write a number above 0, such as months.`);
  }
  if (before.events === 0) {
    throw refusal('no-comparison', 'No event before the date: a rate ratio has nothing to be relative to.');
  }
  const scale = before.exposure / after.exposure;
  const [y, n] = [after.events, after.events + before.events];
  const toRatio = (share: number): number => (share / (1 - share)) * scale;
  const rateRatio = (after.events / before.events) * scale;
  return {
    rateRatio,
    nominal: {
      lower: y === 0 ? 0 : toRatio(betaQuantile(0.025, y, n - y + 1)),
      upper: toRatio(betaQuantile(0.975, y + 1, n - y)),
    },
    tippingRatio: rateRatio,
  };
}

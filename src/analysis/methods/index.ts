/** The methods of this room: one line each. */
import type { Method } from '#model';
import { effect } from './effect.ts';
import { interruptedSeries } from './interrupted-series.ts';
import { localLevel } from './local-level.ts';
import { placeboInTime } from './placebo-in-time.ts';
import { reportingDelay } from './reporting-delay.ts';
import { staggeredDifference } from './staggered-difference.ts';
import { syntheticControl } from './synthetic-control.ts';
import { tippingRatio } from './tipping-ratio.ts';

export const analysisMethods: readonly Method[] = [
  effect,
  interruptedSeries,
  localLevel,
  placeboInTime,
  reportingDelay,
  staggeredDifference,
  syntheticControl,
  tippingRatio,
];

/** The methods of this room: one line each. */
import type { Method } from '#model';
import { agreementOfRaters } from './agreement-of-raters.ts';
import { composite } from './composite.ts';
import { coverage } from './coverage.ts';
import { effect } from './effect.ts';
import { hawkes } from './hawkes.ts';
import { interruptedSeries } from './interrupted-series.ts';
import { legalization } from './legalization.ts';
import { localLevel } from './local-level.ts';
import { placeboInTime } from './placebo-in-time.ts';
import { poissonBinomialMethod } from './poisson-binomial.ts';
import { reportingDelay } from './reporting-delay.ts';
import { responses } from './responses.ts';
import { staggeredDifference } from './staggered-difference.ts';
import { syntheticControl } from './synthetic-control.ts';
import { timeline } from './timeline.ts';
import { tippingRatio } from './tipping-ratio.ts';
import { transparency } from './transparency.ts';

export const analysisMethods: readonly Method[] = [
  agreementOfRaters,
  composite,
  coverage,
  effect,
  hawkes,
  interruptedSeries,
  legalization,
  localLevel,
  placeboInTime,
  poissonBinomialMethod,
  reportingDelay,
  responses,
  staggeredDifference,
  syntheticControl,
  timeline,
  tippingRatio,
  transparency,
];

export { verdictOfAlpha, type AlphaVerdict } from './agreement-of-raters.ts';

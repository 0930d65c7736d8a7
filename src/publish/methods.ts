/** The complete table of methods: what every room that computes contributes. */
import { analysisMethods } from '#analysis';
import { attributionMethods } from '#attribution';
import { incentiveMethods } from '#incentives';
import type { Method } from '#model';
import { negotiationMethods } from '#negotiation';
import { normMethods } from '#norms';

export const methods: readonly Method[] = [
  ...analysisMethods,
  ...attributionMethods,
  ...normMethods,
  ...negotiationMethods,
  ...incentiveMethods,
];

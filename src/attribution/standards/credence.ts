/** Standard credence-0.8: what all standing statements together make credible, echoes counted once. */
import { credenceOf } from '../credence/of-incident.ts';
import type { AttributionStandard } from './standard.ts';

const threshold = 0.8;

export const credenceStandard: AttributionStandard = {
  id: 'credence-0.8',
  rule: 'the pooled credence of the state over all standing statements is at least .8 (logarithmic pool, echoes once, conventions in the method page)',
  isMet: (_, state, standing) =>
    (credenceOf(standing)?.states.find((credence) => credence.state === state)?.main ?? 0) >= threshold,
};

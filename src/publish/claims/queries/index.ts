/** The table of claim queries: one file a query. */
import type { ClaimQuery } from '../answer.ts';
import { absenceWeight } from './absence-weight.ts';
import { attributionGrowth } from './attribution-growth.ts';
import { breachAndVolume } from './breach-and-volume.ts';
import { groupMembersNamed } from './group-members-named.ts';
import { launchCounts } from './launch-counts.ts';
import { nonParties } from './non-parties.ts';
import { offLimitsAndGray } from './off-limits-and-gray.ts';
import { reportsAndResponses } from './reports-and-responses.ts';
import { talksOutcome } from './talks-outcome.ts';
import { textOrder } from './text-order.ts';

export const claimQueryTable: readonly ClaimQuery[] = [
  launchCounts,
  nonParties,
  absenceWeight,
  talksOutcome,
  textOrder,
  groupMembersNamed,
  breachAndVolume,
  offLimitsAndGray,
  attributionGrowth,
  reportsAndResponses,
];

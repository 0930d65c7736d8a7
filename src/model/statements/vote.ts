/** A vote on a resolution: totals as published, and who voted how, as far as the roll was found. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { voteMethods, voteStages } from '../vocabulary.ts';
import { header, longText, shortText } from './header.ts';

const total = z.number().int().nonnegative().nullable();
const list = z.array(PartyId).max(220).nullable();

/** Numbers of votes; null: not published or not found. */
export const VoteTotals = z.strictObject({ yes: total, no: total, abstain: total }).meta({ id: 'VoteTotals' });

/** Who voted how; null: this side of the roll was not found. A roll is full when no side is null. */
export const Roll = z
  .strictObject({
    yes: list,
    no: list,
    abstain: list,
    didNotVote: list.describe('members without a recorded vote: absent, or present and silent'),
  })
  .meta({ id: 'Roll' });

export const Vote = z
  .strictObject({
    kind: z.literal('vote'),
    id: RecordId,
    resolution: shortText.describe('document symbol, such as A/RES/73/27'),
    title: shortText,
    agreement: RecordId.nullable().describe('the resolution as an agreement of this record'),
    stage: z.enum(voteStages),
    votedOn: DateText.nullable(),
    method: z.enum(voteMethods),
    sponsors: z.array(PartyId).max(220).describe('lead sponsors'),
    totals: VoteTotals.nullable(),
    roll: Roll.nullable(),
    separateVotes: z.array(z.strictObject({ paragraph: shortText, totals: VoteTotals })).max(20),
    effect: longText.nullable().describe('what the resolution did'),
    ...header,
  })
  .meta({ id: 'Vote' });
export type Vote = z.infer<typeof Vote>;

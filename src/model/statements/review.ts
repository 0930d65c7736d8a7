/** A review: one reviewer's own ratings of a report; none overwrites another. */
import { z } from 'zod';
import { NestedId, PartyId, RecordId, StatementId } from '../ids.ts';
import { longText, Nonce } from './header.ts';
import { ImplementationLevel } from './report.ts';

/** 0 none, 1 self-declared, 2 documents published, 3 verified by an independent reviewer, 4 by two or on site (convention). */
export const EvidenceDegree = z.number().int().min(0).max(4);

export const followUpStates = ['open', 'partly', 'done', 'rejected', 'no-evidence'] as const;

export const Review = z
  .strictObject({
    kind: z.literal('review'),
    id: NestedId.describe('the report, slash, the reviewer: one review of a report by a reviewer'),
    report: NestedId,
    agreement: RecordId,
    reviewer: PartyId,
    panel: z.array(PartyId).max(30).describe('further bodies that stand behind the review'),
    ratings: z
      .array(
        z.strictObject({
          provision: NestedId,
          level: ImplementationLevel.nullable().describe('null: no evidence available, which is not zero'),
          evidence: EvidenceDegree.nullable(),
          reasons: longText,
        }),
      )
      .min(1)
      .max(100),
    recommendations: z.array(z.strictObject({ id: RecordId, provision: NestedId, text: longText })).max(50),
    followUps: z
      .array(
        z.strictObject({
          review: NestedId,
          recommendation: RecordId,
          state: z.enum(followUpStates),
          reasons: longText,
        }),
      )
      .max(100)
      .describe('what became of recommendations of earlier reviews'),
    note: longText.nullable(),
    supersedes: StatementId.optional(),
    nonce: Nonce,
  })
  .refine(({ id, report, reviewer }) => id === `${report}/${reviewer}`, {
    path: ['id'],
    message: 'the id of a review is that of the report, a slash, and the reviewer',
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof Review>;

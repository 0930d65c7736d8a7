/** A party's own report on what it did about each provision of an agreement in a period. */
import { z } from 'zod';
import { DateText, DayText } from '../date-text.ts';
import { NestedId, PartyId, RecordId, StatementId } from '../ids.ts';
import { longText, Nonce, shortText } from './header.ts';

/** 0 not started, 1 minimal or limited, 2 intermediate or substantial, 3 full (methods, section 7). */
export const ImplementationLevel = z.number().int().min(0).max(3);

/** A page or file that shows something: `sha256` fixes what was seen, so that a later change is noticed. */
export const Evidence = z.strictObject({
  title: shortText,
  url: z.url({ protocol: /^https?$/ }).max(2000),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'not a SHA-256: 64 lowercase hex digits')
    .nullable()
    .describe('hash of the bytes that were seen; null: not taken'),
  seenOn: DayText,
});
export type Evidence = z.infer<typeof Evidence>;

export const Measure = z.strictObject({
  provision: NestedId,
  measure: longText.describe('what was done'),
  level: ImplementationLevel.nullable().describe('null: not assessed; never zero by default'),
  doneOn: DateText.nullable(),
  evidence: z.array(Evidence).max(20),
});
export type Measure = z.infer<typeof Measure>;

export const Report = z
  .strictObject({
    kind: z.literal('report'),
    id: NestedId.describe('agreement/party/period: one report a period'),
    agreement: RecordId,
    party: PartyId,
    duty: NestedId.nullable().describe('the duty or offer it answers; null: none'),
    period: RecordId,
    periodFrom: DayText,
    periodTo: DayText,
    measures: z.array(Measure).min(1).max(100),
    note: longText.nullable(),
    supersedes: StatementId.optional(),
    nonce: Nonce,
  })
  .refine(({ id, agreement, party, period }) => id === `${agreement}/${party}/${period}`, {
    path: ['id'],
    message: 'the id of a report is agreement/party/period',
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

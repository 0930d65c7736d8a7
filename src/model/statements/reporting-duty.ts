/** A reporting duty: what a party to an agreement owes to report, or is offered to, and by when. */
import { z } from 'zod';
import { DayText } from '../date-text.ts';
import { NestedId, PartyId, RecordId } from '../ids.ts';
import { header, longText, shortText } from './header.ts';

/** `owed`: the text obliges. `offered`: the text is silent, and somebody offers a schedule that nobody has to keep. */
export const dutyBases = ['owed', 'offered'] as const;

export const ReportingDuty = z
  .strictObject({
    kind: z.literal('reporting-duty'),
    id: NestedId.describe('agreement, slash, short name'),
    agreement: RecordId,
    basis: z.enum(dutyBases),
    title: shortText,
    parties: z
      .union([z.literal('all-parties'), z.array(PartyId).min(1).max(300)])
      .describe('who owes it, or to whom it is offered'),
    provisions: z
      .union([z.literal('all-provisions'), z.array(NestedId).min(1).max(100)])
      .describe('what is to be reported on'),
    periods: z
      .array(
        z.strictObject({
          period: RecordId.describe('name of the period, such as 2026'),
          from: DayText,
          to: DayText.describe('last day of the period'),
          dueOn: DayText,
          closesOn: DayText.nullable().describe('last day on which a report is taken in; null: never closes'),
        }),
      )
      .min(1)
      .max(100),
    feedbackDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .describe('days a reviewed party has before a rating is shown as final'),
    template: RecordId.nullable(),
    reading: longText.describe('what the text says on reporting, or that it says nothing'),
    ...header,
  })
  .meta({ id: 'ReportingDuty' });
export type ReportingDuty = z.infer<typeof ReportingDuty>;

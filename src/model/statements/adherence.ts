/** Adherence: a party's bond to an agreement, with its basis and honest dates. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { NestedId, PartyId, RecordId } from '../ids.ts';
import { adherenceBases } from '../vocabulary.ts';
import { header, longText, shortText } from './header.ts';

export const Adherence = z
  .strictObject({
    kind: z.literal('adherence'),
    id: NestedId,
    agreement: RecordId,
    party: PartyId,
    act: shortText.describe("the treaty's or text's own word: supported, ratified, adopted, sponsored"),
    basis: z.enum(adherenceBases),
    from: DateText.describe('when it took effect; a range where the day is not known'),
    until: DateText.nullable(),
    ...header,
  })
  .meta({ id: 'Adherence' });
export type Adherence = z.infer<typeof Adherence>;

/** A number somebody published, kept beside its rivals and never merged with them. */
export const ReportedCount = z
  .strictObject({
    kind: z.literal('reported-count'),
    id: NestedId,
    agreement: RecordId,
    countedOn: DateText,
    counts: z
      .array(
        z.strictObject({
          of: shortText,
          value: z.number().int().nonnegative(),
          atLeast: z.boolean().describe('true where the source says "more than" or "over"'),
        }),
      )
      .min(1)
      .max(20),
    reading: longText.nullable(),
    ...header,
  })
  .meta({ id: 'ReportedCount' });
export type ReportedCount = z.infer<typeof ReportedCount>;

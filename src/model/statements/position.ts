/** Positions on contested clauses: a question under negotiation, and what parties said on it, where and when. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { NestedId, PartyId, RecordId } from '../ids.ts';
import { positionStances } from '../vocabulary.ts';
import { header, longText, shortText } from './header.ts';

/** A clause or question on which parties take sides, whether or not a text holds it. */
export const Clause = z
  .strictObject({
    kind: z.literal('clause'),
    id: RecordId,
    title: shortText,
    question: longText.describe('answered yes by support and no by oppose'),
    ...header,
  })
  .meta({ id: 'Clause' });
export type Clause = z.infer<typeof Clause>;

export const Position = z
  .strictObject({
    kind: z.literal('position'),
    id: NestedId,
    clause: RecordId,
    parties: z.array(PartyId).max(220).describe('empty: the holder is not a party of this record'),
    holder: shortText.nullable().describe('whose position it is where that is not a list of parties'),
    stance: z.enum(positionStances),
    forum: shortText.describe('where it was taken, as published'),
    round: NestedId.nullable().describe('round of a process of this record'),
    agreement: RecordId.nullable().describe('agreement of this record whose text states it'),
    statedOn: DateText,
    paraphrase: longText,
    ...header,
  })
  .meta({ id: 'Position' });
export type Position = z.infer<typeof Position>;

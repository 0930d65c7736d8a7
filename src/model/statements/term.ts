/** Contested terms: the word, who holds which meaning of it, and the project's coded reading of a meaning. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { NestedId, PartyId, RecordId } from '../ids.ts';
import { fits } from '../vocabulary.ts';
import { header, longText, shortText } from './header.ts';
import { NormExpression } from './norm.ts';

export const Term = z
  .strictObject({
    kind: z.literal('term'),
    id: RecordId,
    label: shortText,
    question: shortText.nullable().describe('what its coded variants answer differently; null: no variant is coded'),
    whyContested: longText.nullable().describe('what hangs on its meaning'),
    ...header,
  })
  .meta({ id: 'Term' });
export type Term = z.infer<typeof Term>;

/** One holder's meaning of a term, in paraphrase. Two holders of one meaning are two definitions. */
export const Definition = z
  .strictObject({
    kind: z.literal('definition'),
    id: NestedId.describe('term/held-by/holder'),
    term: RecordId,
    holder: shortText.describe('text, party or school that holds it'),
    parties: z.array(PartyId).max(220).describe('parties that hold it; empty: a text or school speaks'),
    agreement: RecordId.nullable().describe('the agreement of this record whose text holds it'),
    meaning: longText.describe('in the words of this project'),
    heldFrom: DateText.nullable().describe('date of the text or statement; null: not known or no single date'),
    features: z
      .record(RecordId, shortText)
      .describe('marks compared across holders, such as elections: no; absent: nothing known'),
    ...header,
  })
  .meta({ id: 'Definition' });
export type Definition = z.infer<typeof Definition>;

/** A variant of a term as an expression over the facts of an incident. Project coding, unreviewed. */
export const Encoding = z
  .strictObject({
    kind: z.literal('encoding'),
    id: NestedId.describe('term/variant; expressions refer to it by this name'),
    term: RecordId,
    reading: longText.describe('the variant in a sentence'),
    expression: NormExpression,
    component: z.boolean().describe('true: only a part of other variants, never picked'),
    holders: z
      .array(z.strictObject({ definition: NestedId, fit: z.enum(fits) }))
      .max(40)
      .describe('definitions that it codes; empty: nobody in this record holds it, and `basis` says where it is from'),
    basis: longText.nullable(),
    since: DateText.nullable().describe("date of the holder's text, for display only"),
    ...header,
  })
  .meta({ id: 'Encoding' });
export type Encoding = z.infer<typeof Encoding>;

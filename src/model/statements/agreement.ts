/** An agreement: a text in which parties promise behaviour in cyberspace, binding or not. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { agreementKinds } from '../vocabulary.ts';
import { Citation, header, longText, shortText } from './header.ts';

export const Agreement = z
  .strictObject({
    kind: z.literal('agreement'),
    id: RecordId,
    title: shortText,
    agreementKind: z.enum(agreementKinds),
    forum: shortText,
    adoptedOn: DateText.nullable(),
    enteredIntoForceOn: DateText.nullable(),
    legallyBinding: z.boolean().describe('true only for treaties'),
    bilateral: z.boolean().describe('owed only between its two parties'),
    convenors: z
      .array(z.union([PartyId, shortText]))
      .max(40)
      .describe('depositary, convenor or sponsors: party ids, or names'),
    addressees: z.array(shortText).max(30),
    textUrl: z.url({ protocol: /^https?$/ }).nullable(),
    symbol: shortText.nullable().describe('document symbol, such as A/70/174'),
    status: shortText,
    reportingDuty: longText.nullable().describe('what the text says on reporting; null: nothing'),
    lineage: z.array(RecordId).max(40).describe('earlier texts this one builds on'),
    characterisations: z
      .array(z.strictObject({ party: PartyId, reading: longText, citations: z.array(Citation).max(20) }))
      .max(40)
      .describe("each party's own characterisation of the instrument"),
    ...header,
  })
  .meta({ id: 'Agreement' });
export type Agreement = z.infer<typeof Agreement>;

/** Attributions, responses and norm invocations: what others said and did about an incident. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { NestedId, PartyId, RecordId } from '../ids.ts';
import { attributionForms, attributorKinds, responseForms, stances, unnamedResponsible } from '../vocabulary.ts';
import { header, longText, shortText } from './header.ts';

export const Attribution = z
  .strictObject({
    kind: z.literal('attribution'),
    id: NestedId,
    incident: RecordId,
    stance: z.enum(stances),
    answers: z.array(NestedId).max(20).describe('the attributions that a denial, dispute or retraction answers'),
    responsible: z
      .union([z.array(PartyId).min(1).max(20), z.enum(unnamedResponsible)])
      .describe('states named, jointly if several; or why none is'),
    entity: shortText.nullable().describe('published name of unit or group, never of a person'),
    by: z.array(PartyId).min(1).max(60).describe('who says so; co-signatories of one statement together'),
    byKind: z.enum(attributorKinds),
    form: z.enum(attributionForms),
    madeOn: DateText,
    likelihoodWords: shortText.nullable(),
    confidenceWords: shortText.nullable(),
    reliesOn: z.array(PartyId).max(20).describe('attributors whose evidence it repeats'),
    ...header,
  })
  .meta({ id: 'Attribution' });
export type Attribution = z.infer<typeof Attribution>;

export const Response = z
  .strictObject({
    kind: z.literal('response'),
    id: NestedId,
    incident: RecordId,
    by: z.array(PartyId).min(1).max(60),
    against: z
      .union([z.array(PartyId).min(1).max(20), shortText])
      .nullable()
      .describe('parties, or a description without names of persons'),
    form: z.enum(responseForms),
    madeOn: DateText.nullable(),
    ...header,
  })
  .meta({ id: 'Response' });
export type Response = z.infer<typeof Response>;

/** A public statement that an incident touches a norm. */
export const NormInvocation = z
  .strictObject({
    kind: z.literal('norm-invocation'),
    id: NestedId,
    incident: RecordId,
    by: z.array(PartyId).min(1).max(60),
    text: longText.describe('what was invoked, in paraphrase'),
    provisions: z.array(z.string().max(200)).max(20).describe('agreements or provisions of this record that it names'),
    madeOn: DateText.nullable(),
    ...header,
  })
  .meta({ id: 'NormInvocation' });
export type NormInvocation = z.infer<typeof NormInvocation>;

/** A process of talks and its rounds: who sat in it, what came out, and what its failure was put down to. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { NestedId, PartyId, RecordId } from '../ids.ts';
import { differenceMatters, differenceRoles, roundOutcomes } from '../vocabulary.ts';
import { Citation, header, longText, shortText } from './header.ts';

export const Process = z
  .strictObject({
    kind: z.literal('process'),
    id: RecordId,
    title: shortText,
    forum: shortText.describe('the body that convened it'),
    subject: longText.describe('what it is to settle'),
    ...header,
  })
  .meta({ id: 'Process' });
export type Process = z.infer<typeof Process>;

/** Something that somebody stated about what divided or united a round. Rival accounts stand side by side. */
export const Difference = z
  .strictObject({
    role: z.enum(differenceRoles),
    matter: z.enum(differenceMatters).describe('what it is about: project coding, unreviewed'),
    text: longText.describe('in the words of this project'),
    by: shortText.nullable().describe('whose account it is; null: the cited source in its own voice'),
    citation: Citation.nullable(),
  })
  .meta({ id: 'Difference' });
export type Difference = z.infer<typeof Difference>;

export const Round = z
  .strictObject({
    kind: z.literal('round'),
    id: NestedId.describe('process/round'),
    process: RecordId,
    title: shortText,
    mandates: z.array(shortText).max(10).describe('symbols of the resolutions that set it up'),
    from: DateText,
    until: DateText.nullable().describe('null: running, or end not known'),
    members: PartyId.nullable().describe('group whose memberships list them; null: open to all, or not recorded'),
    seats: z.number().int().positive().nullable().describe('number of experts; null: open to all'),
    chair: PartyId.nullable().describe('state of the chair'),
    outcome: z.enum(roundOutcomes),
    results: z.array(RecordId).max(20).describe('agreements of this record that came out of it'),
    differences: z.array(Difference).max(60),
    ...header,
  })
  .meta({ id: 'Round' });
export type Round = z.infer<typeof Round>;

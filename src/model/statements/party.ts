/** A party: whoever can promise, attribute, be named as responsible, or be a target. Neutral names. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { NestedId, PartyId } from '../ids.ts';
import { partyKinds } from '../vocabulary.ts';
import { header, shortText } from './header.ts';

export const Party = z
  .strictObject({
    kind: z.literal('party'),
    id: PartyId,
    partyKind: z.enum(partyKinds),
    name: shortText,
    aliases: z.array(shortText).max(20),
    unMember: z.boolean().describe('member of the United Nations; a code alone says nothing on status'),
    region: shortText.nullable().describe('UN regional group, where there is one'),
    seat: PartyId.nullable().describe('state or territory of the seat, for bodies'),
    tile: z
      .strictObject({ column: z.number().int(), row: z.number().int() })
      .nullable()
      .describe('square in the tile grid'),
    ...header,
  })
  .meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

/** A dated membership of a party in a group of states or an organisation. */
export const Membership = z
  .strictObject({
    kind: z.literal('membership'),
    id: NestedId,
    group: PartyId,
    party: PartyId,
    from: DateText,
    until: DateText.nullable(),
    ...header,
  })
  .meta({ id: 'Membership' });
export type Membership = z.infer<typeof Membership>;

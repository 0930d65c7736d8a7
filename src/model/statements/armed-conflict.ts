/** An armed conflict between states, for the relation at-peace: whether the law of peacetime was theirs on a day. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { header, shortText } from './header.ts';

export const conflictExtents = ['undisputed', 'disputed'] as const;

/**
 * Inside an undisputed conflict at-peace is false between the sides. On its first and last day, throughout a disputed
 * one, and where dates are not known, it is unknown (docs/spec/norm-language.md).
 */
export const ArmedConflict = z
  .strictObject({
    kind: z.literal('armed-conflict'),
    id: RecordId,
    title: shortText,
    sides: z.array(z.array(PartyId).min(1).max(60)).length(2),
    firstDay: DateText,
    lastDay: DateText.nullable().describe('null: no end recorded'),
    extent: z.enum(conflictExtents).describe('disputed: whether it was an armed conflict of these states is contested'),
    ...header,
  })
  .meta({ id: 'ArmedConflict' });
export type ArmedConflict = z.infer<typeof ArmedConflict>;

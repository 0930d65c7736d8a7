/** A set of definitions: one variant for every contested term, so that a text is read in one voice. */
import { z } from 'zod';
import { RecordId } from '../ids.ts';
import { header, longText, shortText } from './header.ts';

export const definitionSetKinds = ['view', 'bound'] as const;

/** `view`: the reading of a body, law or group of states; `bound`: the smallest or largest reach of every term. */
export const DefinitionSet = z
  .strictObject({
    kind: z.literal('definition-set'),
    id: RecordId,
    label: shortText,
    setKind: z.enum(definitionSetKinds),
    picks: z.record(RecordId, RecordId).describe('term to variant; the encoding is term/variant'),
    chosen: z
      .array(RecordId)
      .max(60)
      .describe('terms on which the namesake published nothing that decides: there the pick is a project choice'),
    reading: longText.nullable(),
    ...header,
  })
  .meta({ id: 'DefinitionSet' });
export type DefinitionSet = z.infer<typeof DefinitionSet>;

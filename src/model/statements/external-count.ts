/** Counts by responsible state computed from data sets of others; they stand beside every share over the record. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { header, longText, shortText } from './header.ts';

export const ExternalCount = z
  .strictObject({
    kind: z.literal('external-count'),
    id: RecordId,
    dataSet: shortText,
    url: z.url({ protocol: /^https?$/ }),
    scope: shortText.describe('which rows were counted'),
    collectionBias: longText.describe('what the way of collecting does to shares over it'),
    windows: z
      .array(
        z.strictObject({
          until: DateText.nullable().describe('operations up to this date; null: all'),
          n: z.number().nonnegative().describe('incidents with at least one named responsible state'),
          byState: z.record(PartyId, z.number().nonnegative()).describe('joint responsibility split equally'),
          otherStates: z.number().nonnegative().describe('sum over the states not listed'),
        }),
      )
      .min(1)
      .max(10),
    ...header,
  })
  .meta({ id: 'ExternalCount' });
export type ExternalCount = z.infer<typeof ExternalCount>;

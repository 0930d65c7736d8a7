/** What a record is and how it was collected: shown beside every share computed over it. */
import { z } from 'zod';
import { DayText } from '../date-text.ts';
import { RecordId } from '../ids.ts';
import { header, longText, shortText } from './header.ts';

export const RecordDescription = z
  .strictObject({
    kind: z.literal('record-description'),
    id: RecordId,
    origin: shortText.describe('origin line of the log that carries the record'),
    title: shortText,
    dataDate: DayText.describe('the default as-of date'),
    collection: longText.describe('how the record was collected and what that does to shares over it'),
    licence: shortText,
    epoch: z
      .number()
      .int()
      .positive()
      .optional()
      .describe('raised whenever the log is started anew, which only happens before version 1.0; absent: 1'),
    ...header,
  })
  .meta({ id: 'RecordDescription' });
export type RecordDescription = z.infer<typeof RecordDescription>;

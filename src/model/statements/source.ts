/** A published document that statements cite. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { NestedId, StatementId } from '../ids.ts';
import { Nonce, shortText } from './header.ts';

export const Source = z
  .strictObject({
    kind: z.literal('source'),
    id: NestedId.describe('citing record, slash, short name'),
    title: shortText,
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable()
      .describe('null where only publisher and title are known'),
    publisher: shortText.nullable(),
    publishedOn: DateText.nullable(),
    supersedes: StatementId.optional(),
    nonce: Nonce.optional(),
  })
  .meta({ id: 'Source', description: 'A published document that statements cite.' });
export type Source = z.infer<typeof Source>;

/** What an instance imported: whose data, under which licence, how many rows, and their root. The rows stay local. */
import { z } from 'zod';
import { RecordId, StatementId } from '../ids.ts';
import { longText, Nonce, shortText } from './header.ts';

export const ImportManifest = z
  .strictObject({
    kind: z.literal('import-manifest'),
    id: RecordId.describe('importer, its version, and the first digits of the hash of the file'),
    dataSet: shortText.describe('name of the data set'),
    importer: shortText.describe('importer and its version, such as eurepoc/1'),
    publisher: shortText,
    licence: shortText.describe('SPDX expression where there is one; else the words of the publisher'),
    unit: z
      .enum(['incident', 'report', 'attribution', 'actor', 'vote', 'adherence', 'statement'])
      .describe('what one row stands for'),
    file: z.strictObject({
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256: 64 lowercase hex digits'),
      bytes: z.number().int().nonnegative(),
    }),
    rows: z.number().int().nonnegative().describe('rows that were kept'),
    refused: z.number().int().nonnegative().describe('rows that were refused, each named in the local report'),
    root: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/, 'not a root: 32 bytes in base64')
      .describe('RFC 6962 root over the kept rows, one leaf a line'),
    note: longText.nullable(),
    supersedes: StatementId.optional(),
    nonce: Nonce.optional(),
  })
  .meta({ id: 'ImportManifest', description: 'An import of a data set of others; its rows stay with the instance.' });
export type ImportManifest = z.infer<typeof ImportManifest>;

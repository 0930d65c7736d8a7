/** A claim: somebody's assertion, and the query over the record that tests it. The answer is computed, never stored. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { RecordId } from '../ids.ts';
import { claimQueries } from '../vocabulary.ts';
import { Citation, header, longText, shortText } from './header.ts';

/** Something that speaks for or against a claim and that no query can compute, with its source. */
export const ClaimPoint = z.strictObject({ text: longText, citation: Citation.nullable() }).meta({ id: 'ClaimPoint' });

export const Claim = z
  .strictObject({
    kind: z.literal('claim'),
    id: RecordId,
    title: shortText.describe('the assertion, in the words of this project'),
    saidBy: shortText,
    saidOn: DateText.nullable(),
    query: z.enum(claimQueries).describe('the named query that tests it (docs/methodology/claims.md)'),
    parameters: z
      .record(z.string().max(60), z.union([shortText, z.array(shortText).max(60)]))
      .describe('what the query is asked about'),
    speaksFor: z.array(ClaimPoint).max(20),
    speaksAgainst: z.array(ClaimPoint).max(20),
    limits: z.array(longText).max(20).describe('what the answer cannot show'),
    ...header,
  })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof Claim>;

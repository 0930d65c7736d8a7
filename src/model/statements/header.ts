/** What every statement body has in common: how it is known, from which sources, what it supersedes. */
import { z } from 'zod';
import { NestedId, StatementId } from '../ids.ts';
import { knownValues } from '../vocabulary.ts';

/** Text limits keep a hostile statement bounded in every list, page and export. */
export const shortText = z.string().min(1).max(400);
export const longText = z.string().min(1).max(4000);

/**
 * 16 random bytes in base64url: nobody can find an erased body again by guessing. Every statement of a local log
 * carries one; the record's statements are public facts and need none.
 */
export const Nonce = z
  .string()
  .regex(/^[A-Za-z0-9_-]{21}[AQgw]$/, 'not a nonce: 16 random bytes in base64url')
  .meta({ id: 'Nonce' });

/** One use of a source: which one, and whether the claim was read in it. */
export const Citation = z.strictObject({ source: NestedId, known: z.enum(knownValues) }).meta({
  id: 'Citation',
  description: 'A source and whether the claim was read in it (seen) or is to be checked (recalled).',
});
export type Citation = z.infer<typeof Citation>;

/** Fields of a record statement besides those of its kind. */
export const header = {
  known: z.enum(knownValues).describe('seen: read in a cited source; recalled: to be checked'),
  citations: z.array(Citation).max(60),
  note: longText.nullable(),
  supersedes: StatementId.optional().describe('the statement of the same kind and id that this one replaces'),
  nonce: Nonce.optional().describe('16 random bytes; required in a local log'),
};

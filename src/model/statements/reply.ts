/** The right of reply: a party answers a statement about it, and is shown with equal weight wherever that is shown. */
import { z } from 'zod';
import { NestedId, PartyId, StatementId } from '../ids.ts';
import { longText, Nonce } from './header.ts';
import { Evidence } from './report.ts';

export const replyStances = ['denies', 'disputes', 'accepts', 'comments'] as const;

export const Reply = z
  .strictObject({
    kind: z.literal('reply'),
    id: NestedId.describe('reply/PARTY/short-name'),
    to: z.strictObject({ kind: z.string().max(60), id: z.string().min(1).max(200) }).describe('the record it answers'),
    party: PartyId,
    stance: z.enum(replyStances),
    text: longText,
    evidence: z.array(Evidence).max(20),
    supersedes: StatementId.optional(),
    nonce: Nonce,
  })
  .refine(({ id, party }) => id.startsWith(`reply/${party}/`), {
    path: ['id'],
    message: 'the id of a reply begins with reply/ and the party',
  })
  .meta({ id: 'Reply' });
export type Reply = z.infer<typeof Reply>;

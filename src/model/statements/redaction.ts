/** Redaction: the body of a statement is erased, with the reason; its leaf and every proof stay. */
import { z } from 'zod';
import { StatementId } from '../ids.ts';
import { longText, Nonce } from './header.ts';

export const redactionGrounds = [
  'personal-data',
  'court-order',
  'rights-of-others',
  'unlawful-content',
  'other',
] as const;

export const Redaction = z
  .strictObject({
    kind: z.literal('redaction'),
    id: StatementId.describe('the statement whose body is erased'),
    of: z
      .strictObject({ kind: z.string().max(60), id: z.string().min(1).max(200) })
      .describe('what it said something about'),
    effect: z
      .union([z.strictObject({ supersedes: StatementId }), z.strictObject({ withdraws: StatementId })])
      .nullable()
      .describe('what the erased statement had ended: that stays ended'),
    ground: z.enum(redactionGrounds),
    reason: longText.describe('shown as "withheld since, reason"; it must not repeat what is erased'),
    nonce: Nonce,
  })
  .meta({ id: 'Redaction', description: 'Erases the body of a statement of the same log, for good.' });
export type Redaction = z.infer<typeof Redaction>;

/** Taking something back: a withdrawal ends a record, a redirect sends its name elsewhere. Nothing is ever edited. */
import { z } from 'zod';
import { StatementId } from '../ids.ts';
import { longText, Nonce } from './header.ts';

const anyId = z.string().min(1).max(200);

export const Withdrawal = z
  .strictObject({
    kind: z.literal('withdrawal'),
    withdraws: StatementId.describe('the statement that no longer stands'),
    of: z.strictObject({ kind: z.string().max(60), id: anyId }),
    reason: longText,
    nonce: Nonce.optional(),
  })
  .meta({ id: 'Withdrawal' });
export type Withdrawal = z.infer<typeof Withdrawal>;

export const Redirect = z
  .strictObject({
    kind: z.literal('redirect'),
    of: z.strictObject({ kind: z.string().max(60), id: anyId }),
    to: anyId,
    reason: longText,
    nonce: Nonce.optional(),
  })
  .meta({ id: 'Redirect' });
export type Redirect = z.infer<typeof Redirect>;

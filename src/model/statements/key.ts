/** Keys of a local log: registration, revocation, and what a key may say (docs/spec/local-log.md). */
import { z } from 'zod';
import { PartyId, RecordId, StatementId } from '../ids.ts';
import { InstantText } from '../log-entry.ts';
import { longText, Nonce, shortText } from './header.ts';

/** JWK thumbprint of an Ed25519 public key (RFC 7638; RFC 8037, section 2): 32 bytes in base64url. */
export const KeyId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'not a key id: the base64url form of 32 bytes')
  .meta({ id: 'KeyId' });
export type KeyId = string;

/** What a key is for: the root of the log, statements of a holder, or the checkpoints of the log itself. */
export const keyUses = ['operator', 'statements', 'checkpoints'] as const;
export type KeyUse = (typeof keyUses)[number];

export const Key = z
  .strictObject({
    kind: z.literal('key'),
    id: KeyId.describe('thumbprint of the key (RFC 7638)'),
    x: z
      .string()
      .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'not an Ed25519 public key in base64url')
      .describe('Ed25519 public key (RFC 8037)'),
    use: z.enum(keyUses),
    party: PartyId.nullable().describe('the party for which this key speaks; null: none'),
    holder: shortText.describe('office or function that holds the key, never a person'),
    until: InstantText.nullable().describe('the key signs nothing from this instant on; null: no end is set'),
    replaces: KeyId.nullable().describe('the key that this one follows: it signs nothing more, its grants pass on'),
    possession: z
      .string()
      .regex(/^[A-Za-z0-9_-]{85}[AQgw]$/, 'not an Ed25519 signature in base64url')
      .describe("this key's own signature over the rest of the statement"),
    nonce: Nonce,
  })
  .meta({ id: 'Key', description: 'Registration of a key by the operator, or by the key that it replaces.' });
export type Key = z.infer<typeof Key>;

export const revocationReasons = ['compromised', 'lost', 'no-longer-authorised', 'retired'] as const;

export const KeyRevocation = z
  .strictObject({
    kind: z.literal('key-revocation'),
    id: KeyId.describe('the key that is revoked'),
    reason: z.enum(revocationReasons),
    compromisedSince: InstantText.nullable().describe(
      'what the key signed from here on is to be doubted; null: nothing',
    ),
    note: longText.nullable(),
    nonce: Nonce,
  })
  .meta({
    id: 'KeyRevocation',
    description: 'The key signs nothing new; what it signed before stays valid and is marked.',
  });
export type KeyRevocation = z.infer<typeof KeyRevocation>;

const agreements = z.array(RecordId).min(1).max(200);

export const AuthorityGrant = z
  .strictObject({
    kind: z.literal('authority-grant'),
    id: RecordId,
    key: KeyId.describe('the key that may speak; it passes on to the key that replaces it'),
    grant: z.discriminatedUnion('role', [
      z.strictObject({ role: z.literal('registrar'), agreements: agreements.describe('whose register it keeps') }),
      z.strictObject({ role: z.literal('observer') }),
      z.strictObject({ role: z.literal('reviewer'), agreements: agreements.nullable().describe('null: any') }),
    ]),
    until: InstantText.nullable(),
    note: longText.nullable(),
    nonce: Nonce,
    supersedes: StatementId.optional(),
  })
  .meta({ id: 'AuthorityGrant', description: 'What a key may say beyond what its party may say for itself.' });
export type AuthorityGrant = z.infer<typeof AuthorityGrant>;

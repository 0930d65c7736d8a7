/** Permanent names: of parties, records and statements. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

const slug = '[a-z0-9]+(?:-[a-z0-9]+)*';

/** A state or territory by its ISO 3166-1 alpha-3 code (as code only), any other party by a kebab-case name. */
export const PartyId = z
  .string()
  .max(120)
  .regex(
    new RegExp(`^(?:[A-Z]{3}|${slug})$`),
    'not a party: write an alpha-3 code (FRA) or a kebab-case name (microsoft)',
  )
  .meta({ id: 'PartyId' });

/** A record of its own: kebab-case, unique within its kind. */
export const RecordId = z
  .string()
  .max(120)
  .regex(new RegExp(`^${slug}$`), 'not an id: use lowercase letters, digits and single hyphens')
  .meta({ id: 'RecordId' });

/** A record nested in another: the outer id, a slash, and parts of lowercase letters, digits, hyphens or party codes. */
export const NestedId = z
  .string()
  .max(200)
  .regex(new RegExp(`^${slug}(?:/(?:${slug}|[A-Z]{3}))+$`), 'not a nested id: write outer-id/inner-id')
  .meta({ id: 'NestedId' });

/** SHA-256 of the canonical body, 64 lowercase hex digits. */
export const StatementId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'not a statement id: 64 lowercase hex digits')
  .meta({ id: 'StatementId' });

export type PartyId = string;
export type RecordId = string;
export type StatementId = string;

/** The id of a statement: SHA-256 over its RFC 8785 canonical body, as lowercase hex. */
export function statementId(body: unknown): StatementId {
  return hash('sha256', canonicalJson(body), 'hex');
}

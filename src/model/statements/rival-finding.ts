/** A rival finding: somebody's own reading of an incident and a clause, beside the computed one. */
import { z } from 'zod';
import { NestedId, PartyId, RecordId, StatementId } from '../ids.ts';
import { truthValues } from '../truth.ts';
import { longText, Nonce } from './header.ts';
import { Evidence } from './report.ts';

export const rivalTexts = ['contrary', 'gray', 'not-contrary', 'indeterminate'] as const;

export const RivalFinding = z
  .strictObject({
    kind: z.literal('rival-finding'),
    id: NestedId.describe('incident/provision/party, slashes of the provision kept'),
    incident: RecordId,
    provision: NestedId,
    party: PartyId.describe('whose reading it is'),
    text: z.enum(rivalTexts).describe('does the clause reach the conduct, by this reading'),
    facts: z.array(z.strictObject({ fact: RecordId, value: z.enum(truthValues) })).max(40),
    definitions: z.array(z.strictObject({ term: RecordId, variant: RecordId })).max(40),
    reasons: longText,
    evidence: z.array(Evidence).max(20),
    supersedes: StatementId.optional(),
    nonce: Nonce,
  })
  .refine(({ id, incident, provision, party }) => id === `${incident}/${provision}/${party}`, {
    path: ['id'],
    message: 'the id of a rival finding is incident/provision/party',
  })
  .meta({ id: 'RivalFinding' });
export type RivalFinding = z.infer<typeof RivalFinding>;

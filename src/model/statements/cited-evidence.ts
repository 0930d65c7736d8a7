/** Evidence that somebody published on whether an agreement changed conduct: cited as said, never turned into a series. */
import { z } from 'zod';
import { DateText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { Figure } from './incident.ts';
import { header, longText, shortText } from './header.ts';

/** What the source says of conduct after the agreement; `mixed` where it says several at once. */
export const evidenceDirections = ['decline', 'decline-began-earlier', 'continued', 'no-effect', 'mixed'] as const;
/** Whether the numbers behind it can be had: without them nobody can test them again, and no test is stated. */
export const evidenceSeries = ['published', 'chart-only', 'not-published'] as const;

export const CitedEvidence = z
  .strictObject({
    kind: z.literal('cited-evidence'),
    id: RecordId,
    agreement: RecordId,
    saidBy: z
      .array(z.union([PartyId, shortText]))
      .min(1)
      .max(20)
      .describe('party ids, or the name of the publication or institution; never of a person'),
    madeOn: DateText,
    period: DateText.nullable().describe('the time that the evidence is about; null: not stated'),
    direction: z.enum(evidenceDirections),
    finding: longText.describe("in the project's own words"),
    method: longText.nullable().describe('how it was found, as far as the source says'),
    series: z.enum(evidenceSeries),
    figures: z.array(Figure).max(40),
    limits: longText.nullable().describe('what the source itself says against reading more into it'),
    ...header,
  })
  .meta({ id: 'CitedEvidence' });
export type CitedEvidence = z.infer<typeof CitedEvidence>;

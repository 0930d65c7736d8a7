/** Reports that were published about agreements, and reports that are not there: both are facts of the record. */
import { z } from 'zod';
import { DateText, DayText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { owedValues, reportKinds, reportSubjects } from '../vocabulary.ts';
import { header, longText, shortText } from './header.ts';

export const PublishedReport = z
  .strictObject({
    kind: z.literal('published-report'),
    id: RecordId,
    title: shortText,
    reportKind: z.enum(reportKinds),
    about: z.enum(reportSubjects).describe('whose conduct it speaks of'),
    reporters: z.array(PartyId).max(60).describe('parties of this record that report; empty: see reporterName'),
    reporterName: shortText.describe('who reports, as published'),
    contributors: z.array(PartyId).max(220).nullable().describe('states whose texts it holds; null: not found'),
    agreements: z.array(RecordId).max(20),
    publishedOn: DateText.nullable(),
    recurring: z.boolean().describe('a series or standing tool that goes on'),
    symbol: shortText.nullable(),
    finding: longText.nullable().describe('what it says on whether a promise was kept'),
    ...header,
  })
  .meta({ id: 'PublishedReport' });
export type PublishedReport = z.infer<typeof PublishedReport>;

/** A report that nobody found, or that nobody owes: said with where it was looked for and as of when. */
export const MissingReport = z
  .strictObject({
    kind: z.literal('missing-report'),
    id: RecordId,
    agreement: RecordId,
    what: longText.describe('the report that is not there'),
    owed: z.enum(owedValues).describe('does the text oblige anybody to report?'),
    basis: longText.describe('what the text says on reporting, in paraphrase'),
    lookedFor: longText.describe('where it was looked for'),
    asOf: DayText,
    ...header,
  })
  .meta({ id: 'MissingReport' });
export type MissingReport = z.infer<typeof MissingReport>;

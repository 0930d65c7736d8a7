/** Transparency of an agreement over the record: does the text ask anybody to report, and what was published. */
import { isOnOrBefore, parseDay, type MissingReport, type PublishedReport } from '#model';
import type { View } from '#registry';
import { computeTransparency, type Obligation, type Transparency } from './obligations.ts';

/**
 * Is reporting owed? `none`: a coded reading says that nobody owes a report; `none-recorded`: the record holds nothing
 * that the text says on reporting; `invited`: asked for, not owed; `owed`; `unknown`: the text says something on
 * reporting that was not coded.
 */
export const duties = ['owed', 'invited', 'none', 'none-recorded', 'unknown'] as const;
export type Duty = (typeof duties)[number];

export interface ReportLine {
  id: string;
  title: string;
  reportKind: PublishedReport['reportKind'];
  about: PublishedReport['about'];
  by: string;
  publishedOn: string | null;
  recurring: boolean;
  known: 'seen' | 'recalled';
}

export interface TransparencyOfAgreement {
  agreement: string;
  title: string;
  asOf: string;
  duty: Duty;
  /** What the text says on reporting, in paraphrase; null: nothing. */
  dutyText: string | null;
  /** One sentence that can be quoted. */
  sentence: string;
  /** Reports that are not there, with where they were looked for. */
  missing: Pick<MissingReport, 'id' | 'what' | 'owed' | 'basis' | 'lookedFor' | 'asOf'>[];
  published: { total: number; onOwnConduct: number; independent: number; undated: number; reports: ReportLine[] };
  /** Due, filed, on time, verified; null where no obligation to report is recorded: there is nothing that could be filed late. */
  filing: Transparency | null;
}

/** `obligations`: what parties owe under this agreement, where an instance records any. Throws NOT_FOUND. */
export function transparencyOfAgreement(
  view: View,
  id: string,
  asOf: string,
  obligations: readonly Obligation[] = [],
): TransparencyOfAgreement {
  const agreement = view.get('agreement', id);
  const day = parseDay(asOf);
  const missing = view.by('missing-report', 'agreement', agreement.id).filter((one) => parseDay(one.asOf) <= day);
  const reports = view
    .all('published-report')
    .filter(({ agreements }) => agreements.includes(agreement.id))
    .filter(({ publishedOn }) => publishedOn === null || isOnOrBefore(publishedOn, day) !== 'false');
  const duty = obligations.length > 0 ? 'owed' : dutyOf(agreement.reportingDuty, missing);
  const filing = obligations.length > 0 ? computeTransparency(obligations, asOf) : null;
  const published = {
    total: reports.length,
    onOwnConduct: reports.filter(({ about }) => about === 'own-conduct').length,
    independent: reports.filter(({ reportKind }) => reportKind === 'independent-assessment').length,
    undated: reports.filter(({ publishedOn }) => publishedOn === null).length,
    reports: reports.map(lineOf),
  };
  return {
    agreement: agreement.id,
    title: agreement.title,
    asOf,
    duty,
    dutyText: agreement.reportingDuty,
    sentence: sentenceOf(agreement.title, duty, agreement.reportingDuty, published, filing, asOf),
    missing: missing.map(({ id: name, what, owed, basis, lookedFor, asOf: on }) => ({
      id: name,
      what,
      owed,
      basis,
      lookedFor,
      asOf: on,
    })),
    published,
    filing,
  };
}

/** A coded reading comes before the mere presence of words; the strongest reading counts. */
function dutyOf(text: string | null, missing: readonly MissingReport[]): Duty {
  const read = missing.map(({ owed }) => owed);
  if (read.includes('yes')) return 'owed';
  if (read.includes('invited')) return 'invited';
  if (read.includes('no')) return 'none';
  return text === null ? 'none-recorded' : 'unknown';
}

function lineOf(report: PublishedReport): ReportLine {
  const { id, title, reportKind, about, reporterName, publishedOn, recurring, known } = report;
  return { id, title, reportKind, about, by: reporterName, publishedOn, recurring, known };
}

function sentenceOf(
  title: string,
  duty: Duty,
  text: string | null,
  published: TransparencyOfAgreement['published'],
  filing: Transparency | null,
  asOf: string,
): string {
  const recorded = `${published.total} published ${published.total === 1 ? 'report' : 'reports'} on it ${published.total === 1 ? 'is' : 'are'} recorded, ${published.onOwnConduct} on the conduct of those who report`;
  if (filing) {
    return filing.filingRate === null
      ? `Nothing was due under ${title} by ${asOf}; ${recorded}.`
      : `Of ${filing.due} reports due under ${title} by ${asOf}, ${filing.filed} were filed; ${recorded}.`;
  }
  switch (duty) {
    case 'none':
      return `${title} obliges nobody to report, so there is nothing that could be filed, late or verified; ${recorded}.`;
    case 'none-recorded':
      return `The record holds no reporting duty in ${title}, so there is nothing that could be filed, late or verified; ${recorded}.`;
    case 'invited':
      return `${title} invites reports and obliges nobody to make one; ${recorded}.`;
    case 'owed':
      return `${title} obliges somebody to report, and no obligation with a date is recorded, so no rate is stated; ${recorded}.`;
    case 'unknown':
      return `Whether ${title} obliges anybody to report is not coded; on reporting it says: ${text ?? 'nothing'}. No rate is stated; ${recorded}.`;
  }
}

/** What reports and reviews are asked for besides authority: their period, window, provisions, and who reviews whom. */
import type { Report, ReportingDuty, Review } from '#model';
import type { JudgeContext } from './judge-context.ts';
import { refuse } from './refusal.ts';

/** A report keeps to its agreement, to the period of the duty it answers, and to the window of that duty. */
export function judgeReport(report: Report, { at, find }: JudgeContext): void {
  const provisions = report.measures.map(({ provision }) => provision);
  const stray = provisions.find((provision) => !provision.startsWith(`${report.agreement}/`));
  if (stray !== undefined) {
    throw refuse('report-provision', `The provision ${stray} is not one of ${report.agreement}; report on it apart.`);
  }
  const double = provisions.find((provision, index) => provisions.indexOf(provision) !== index);
  if (double !== undefined) throw refuse('report-provision', `The provision ${double} is there twice; say it once.`);
  if (report.periodTo < report.periodFrom) {
    throw refuse('report-period', `The period ends (${report.periodTo}) before it begins (${report.periodFrom}).`);
  }
  if (report.periodTo > at.slice(0, 10)) {
    throw refuse('period-not-over', `The period ends on ${report.periodTo}; a report on it is taken in from then on.`);
  }
  if (report.duty !== null)
    judgeAgainstDuty(report, find('reporting-duty', report.duty) as ReportingDuty | undefined, at);
}

function judgeAgainstDuty(report: Report, duty: ReportingDuty | undefined, at: string): void {
  if (!duty || duty.agreement !== report.agreement) {
    throw refuse(
      'duty-unknown',
      `No duty or offer "${report.duty ?? ''}" of ${report.agreement} is recorded in this log.`,
    );
  }
  const period = duty.periods.find(({ period: name }) => name === report.period);
  if (period?.from !== report.periodFrom || period.to !== report.periodTo) {
    const known = duty.periods.map(({ period: name, from, to }) => `${name} (${from} to ${to})`).join(', ');
    throw refuse(
      'report-period',
      `${duty.id} has no period "${report.period}" with these days; its periods: ${known}.`,
    );
  }
  if (duty.parties !== 'all-parties' && !duty.parties.includes(report.party)) {
    throw refuse('duty-unknown', `${duty.id} is not addressed to ${report.party}; file the report without naming it.`);
  }
  if (period.closesOn !== null && at.slice(0, 10) > period.closesOn) {
    throw refuse('window-closed', `${duty.id} took reports on ${period.period} until ${period.closesOn}.`);
  }
}

/** A review is of somebody else's report, of the same agreement, on provisions that the report speaks of. */
export function judgeReview(review: Review, { find }: JudgeContext): void {
  const report = find('report', review.report) as Report | undefined;
  if (!report) return; // the reference is asked for where references are
  if (report.party === review.reviewer || review.panel.includes(report.party)) {
    throw refuse('review-own', `${report.party} cannot review its own report; it can reply to reviews of others.`);
  }
  if (report.agreement !== review.agreement) {
    throw refuse('review-other', `The report ${review.report} is on ${report.agreement}, not on ${review.agreement}.`);
  }
  const reported = new Set(report.measures.map(({ provision }) => provision));
  const stray = review.ratings.find(({ provision }) => !reported.has(provision));
  if (stray) throw refuse('review-other', `The report says nothing on ${stray.provision}; rate what it reports.`);
}

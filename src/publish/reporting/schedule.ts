/** What is to be reported and by when: duties that are recorded, else a schedule that is offered and that nobody owes. */
import { commitmentStandard } from '#findings';
import { isOnOrBefore, parseDay, type Agreement, type PartyId, type ReportingDuty } from '#model';
import { bondsOn, type View } from '#registry';
import type { Query } from '../query.ts';

export type Period = ReportingDuty['periods'][number];

/** A duty or an offer. */
export interface Schedule {
  agreement: string;
  /** The recorded duty; null: derived here, because nobody recorded one. */
  duty: string | null;
  /** `offered`: nobody has to keep to it. */
  basis: ReportingDuty['basis'];
  title: string;
  /** What the text says on reporting, in paraphrase. */
  reading: string;
  periods: Period[];
  feedbackDays: number;
  template: string | null;
  /** Time at which the duty was recorded; null for a derived one. */
  recordedAt: string | null;
}

/** Days a reviewed party has before a rating is shown as final, where no duty says otherwise (convention). */
export const defaultFeedbackDays = 30;

/** The schedules of an agreement: every recorded duty, or, without one, an offer for the last calendar year that is over. */
export function schedulesOf(view: View, agreement: Agreement, asOf: string): Schedule[] {
  const recorded = view
    .versions('reporting-duty')
    .filter(({ body }) => body.agreement === agreement.id)
    .map(({ body, recordedAt }) => ({
      agreement: agreement.id,
      duty: body.id,
      basis: body.basis,
      title: body.title,
      reading: body.reading,
      periods: body.periods,
      feedbackDays: body.feedbackDays,
      template: body.template,
      recordedAt,
    }));
  return recorded.length > 0 ? recorded : offeredSchedule(agreement, asOf);
}

/** Calendar years, due half a year later, never closed (convention); none for a text that was adopted later. */
function offeredSchedule(agreement: Agreement, asOf: string): Schedule[] {
  const year = Number(asOf.slice(0, 4)) - 1;
  const to = `${year}-12-31`;
  const begun = agreement.adoptedOn === null ? 'unknown' : isOnOrBefore(agreement.adoptedOn, parseDay(to));
  if (begun === 'false') return [];
  return [
    {
      agreement: agreement.id,
      duty: null,
      basis: 'offered',
      title: `Report on ${year}`,
      reading: agreement.reportingDuty ?? 'The text says nothing on reporting.',
      periods: [{ period: String(year), from: `${year}-01-01`, to, dueOn: `${year + 1}-06-30`, closesOn: null }],
      feedbackDays: defaultFeedbackDays,
      template: null,
      recordedAt: null,
    },
  ];
}

/** Who is asked: the parties that the duty names, or all that are surely bound on the last day of the period. */
export function addresseesOf(view: View, query: Query, schedule: Schedule, period: Period): PartyId[] {
  const duty = schedule.duty === null ? undefined : view.find('reporting-duty', schedule.duty)?.body;
  if (duty && duty.parties !== 'all-parties') return [...new Set(duty.parties)].sort();
  const bonds = bondsOn(view, schedule.agreement, period.to, commitmentStandard(query.commitment).bases);
  return [...bonds.values()].filter(({ inForce }) => inForce === 'true').map(({ party }) => party);
}

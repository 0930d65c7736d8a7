/** Reports as they are shown: what changed since the party's last one, what was claimed before, reviews and replies. */
import { isOnOrBefore, parseDay, type Measure, type Report } from '#model';
import type { RecordVersion, View } from '#registry';
import { partyName } from '../sources.ts';
import { recommendationsTo, type RecommendationLine } from './recommendations.ts';
import { repliesTo, type ReplyLine } from './replies.ts';
import { agreementOf, reviewsOf, type ReviewAgreement, type ReviewLine } from './reviews.ts';

export interface MeasureLine extends Measure {
  /** Against the last report of the party; `new` where that says nothing on the provision, or there is none. */
  change: 'new' | 'changed' | 'same';
  levelBefore: number | null;
  /** Why the measure is no news of this period. */
  claimedEarlier: { why: 'done-before-the-period' | 'in-an-earlier-report'; report: string | null }[];
}

export interface ReportDossier extends Omit<Report, 'measures'> {
  statement: string;
  partyName: string;
  agreementTitle: string;
  /** Instant of the first filing; a correction does not change it. */
  filedAt: string;
  correctedAt: string | null;
  /** The party's last report on this agreement before this one. */
  previous: string | null;
  measures: MeasureLine[];
  /** Provisions of the last report on which this one is silent. */
  dropped: string[];
  reviews: ReviewLine[];
  agreementOfReviewers: ReviewAgreement;
  /** Recommendations of these reviews, with what later reviews say became of them. */
  recommendations: RecommendationLine[];
  replies: ReplyLine[];
}

/** The standing reports on an agreement, or all of them. */
export function reportVersions(view: View, agreement?: string): RecordVersion<'report'>[] {
  return view.versions('report').filter(({ body }) => agreement === undefined || body.agreement === agreement);
}

/** When a record was first said in its log; what superseded it came later. */
export function filedAt(view: View, { body, origin }: RecordVersion<'report'>): string {
  const first = view.history('report', body.id).find((version) => version.origin === origin);
  return first?.recordedAt ?? '';
}

/** One report with everything that belongs beside it; throws NOT_FOUND. */
export function reportDossier(view: View, id: string, asOf: string): ReportDossier {
  const report = view.get('report', id);
  const version = view.find('report', id) as RecordVersion<'report'>;
  const earlier = reportVersions(view, report.agreement)
    .map(({ body }) => body)
    .filter(({ party, periodTo }) => party === report.party && periodTo < report.periodTo)
    .sort((a, b) => (a.periodTo < b.periodTo ? 1 : -1));
  const previous = earlier[0];
  const reviews = reviewsOf(view, report.id, asOf);
  const filed = filedAt(view, version);
  return {
    ...report,
    statement: version.statement,
    partyName: partyName(view, report.party),
    agreementTitle: view.find('agreement', report.agreement)?.body.title ?? report.agreement,
    filedAt: filed,
    correctedAt: version.recordedAt === filed ? null : version.recordedAt,
    previous: previous?.id ?? null,
    measures: report.measures.map((measure) => compare(measure, report, previous, earlier)),
    dropped: (previous?.measures ?? [])
      .map(({ provision }) => provision)
      .filter((provision) => !report.measures.some((measure) => measure.provision === provision)),
    reviews,
    agreementOfReviewers: agreementOf(reviews),
    recommendations: recommendationsTo(view, { report: report.id }),
    replies: repliesTo(view, 'report', report.id),
  };
}

function compare(
  measure: Measure,
  { periodFrom }: Pick<Report, 'periodFrom'>,
  previous: Report | undefined,
  earlier: readonly Report[],
): MeasureLine {
  const before = previous?.measures.find(({ provision }) => provision === measure.provision);
  const isSame = before !== undefined && words(before) === words(measure) && before.level === measure.level;
  const isEarly = measure.doneOn !== null && isOnOrBefore(measure.doneOn, parseDay(periodFrom) - 1) === 'true';
  return {
    ...measure,
    change: before === undefined ? 'new' : isSame ? 'same' : 'changed',
    levelBefore: before?.level ?? null,
    claimedEarlier: [
      ...(isEarly ? [{ why: 'done-before-the-period' as const, report: null }] : []),
      ...earlier
        .filter(({ measures }) => measures.some((other) => words(other) === words(measure)))
        .map(({ id }) => ({ why: 'in-an-earlier-report' as const, report: id })),
    ],
  };
}

/** The words of a measure without regard to case, spaces and punctuation: the same claim is found again. */
function words({ measure }: Measure): string {
  return measure
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

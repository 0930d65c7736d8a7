/** Reviews of a report side by side: each in its reviewer's words, provisional until the feedback window is over. */
import { krippendorffAlpha, verdictOfAlpha, type AlphaVerdict } from '#analysis';
import { formatDay, parseDay, type Review } from '#model';
import type { View } from '#registry';
import { partyName } from '../sources.ts';
import { repliesTo, type ReplyLine } from './replies.ts';
import { defaultFeedbackDays } from './schedule.ts';

export interface ReviewLine extends Review {
  statement: string;
  reviewerName: string;
  panelNames: string[];
  recordedAt: string;
  /** Last day on which the reviewed party can answer before the ratings are shown as final. */
  feedbackUntil: string;
  /** True up to `feedbackUntil`, by the as-of day. */
  provisional: boolean;
  replies: ReplyLine[];
}

export interface ReviewAgreement {
  reviewers: number;
  /** Of them, those whose window is still open. */
  provisional: number;
  /** Provisions with a level from two reviewers or more. */
  units: number;
  pairable: number;
  /** Krippendorff's alpha, ordinal; null: nothing could have been disagreed on. */
  alpha: number | null;
  verdict: AlphaVerdict;
  /** Share of provisions on which all who rated say the same level. */
  same: { value: number; n: number } | null;
}

/** The reviews of a report, in order of reviewer. */
export function reviewsOf(view: View, report: string, asOf: string): ReviewLine[] {
  const body = view.get('report', report);
  const duty = body.duty === null ? undefined : view.find('reporting-duty', body.duty)?.body;
  const days = duty?.feedbackDays ?? defaultFeedbackDays;
  return view
    .versions('review')
    .filter((version) => version.body.report === report)
    .map(({ body: review, statement, recordedAt }) => {
      const until = parseDay(recordedAt.slice(0, 10)) + days;
      return {
        ...review,
        statement,
        reviewerName: partyName(view, review.reviewer),
        panelNames: review.panel.map((party) => partyName(view, party)),
        recordedAt,
        feedbackUntil: formatDay(until),
        provisional: parseDay(asOf) <= until,
        replies: repliesTo(view, 'review', review.id),
      };
    });
}

/** How far the reviewers agree on levels, with n. Units are provisions. */
export function agreementOf(reviews: readonly ReviewLine[]): ReviewAgreement {
  const provisions = [...new Set(reviews.flatMap(({ ratings }) => ratings.map(({ provision }) => provision)))].sort();
  const table = reviews.map(({ ratings }) =>
    provisions.map((provision) => ratings.find((rating) => rating.provision === provision)?.level ?? null),
  );
  const { alpha, pairable, units } = krippendorffAlpha(table, 'ordinal');
  const shared = provisions
    .map((_, unit) => table.flatMap((row) => row[unit] ?? []))
    .filter((levels) => levels.length >= 2);
  return {
    reviewers: reviews.length,
    provisional: reviews.filter(({ provisional }) => provisional).length,
    units,
    pairable,
    alpha,
    verdict: verdictOfAlpha(alpha),
    same:
      shared.length === 0
        ? null
        : { value: shared.filter((levels) => new Set(levels).size === 1).length / shared.length, n: shared.length },
  };
}

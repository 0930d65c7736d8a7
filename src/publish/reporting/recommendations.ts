/** Recommendations of reviewers, and what later reviews say became of them; reviewers may differ, and all are shown. */
import type { Review } from '#model';
import type { View } from '#registry';
import { partyName } from '../sources.ts';

export interface RecommendationLine {
  review: string;
  report: string;
  agreement: string;
  /** The party to which it is addressed: whose report was reviewed. */
  party: string;
  partyName: string;
  reviewer: string;
  reviewerName: string;
  recommendation: string;
  provision: string;
  text: string;
  madeAt: string;
  /** Every follow-up, oldest first. None is no statement that nothing was done. */
  followUps: {
    review: string;
    reviewer: string;
    reviewerName: string;
    state: Review['followUps'][number]['state'];
    reasons: string;
    recordedAt: string;
  }[];
  /** The one state that the latest follow-up of each reviewer says; `differs` where they do not agree. */
  state: Review['followUps'][number]['state'] | 'differs' | 'not-followed-up';
}

/** Recommendations on an agreement, to a party, or of one report; oldest first. */
export function recommendationsTo(
  view: View,
  wanted: { agreement?: string | undefined; party?: string | undefined; report?: string | undefined } = {},
): RecommendationLine[] {
  const reviews = view.versions('review');
  return reviews
    .filter(({ body }) => wanted.agreement === undefined || body.agreement === wanted.agreement)
    .filter(({ body }) => wanted.report === undefined || body.report === wanted.report)
    .flatMap(({ body: review, recordedAt }) =>
      review.recommendations.map((recommendation): RecommendationLine => {
        const party = view.find('report', review.report)?.body.party ?? review.report.split('/')[1] ?? '';
        const followUps = reviews
          .flatMap(({ body: later, recordedAt: at }) =>
            later.followUps
              .filter((one) => one.review === review.id && one.recommendation === recommendation.id)
              .map(({ state, reasons }) => ({
                review: later.id,
                reviewer: later.reviewer,
                reviewerName: partyName(view, later.reviewer),
                state,
                reasons,
                recordedAt: at,
              })),
          )
          .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
        return {
          review: review.id,
          report: review.report,
          agreement: review.agreement,
          party,
          partyName: partyName(view, party),
          reviewer: review.reviewer,
          reviewerName: partyName(view, review.reviewer),
          recommendation: recommendation.id,
          provision: recommendation.provision,
          text: recommendation.text,
          madeAt: recordedAt,
          followUps,
          state: stateOf(followUps),
        };
      }),
    )
    .filter(({ party }) => wanted.party === undefined || party === wanted.party)
    .sort((a, b) => (a.madeAt < b.madeAt ? -1 : a.madeAt > b.madeAt ? 1 : 0));
}

function stateOf(followUps: RecommendationLine['followUps']): RecommendationLine['state'] {
  const latest = new Map(followUps.map(({ reviewer, state }) => [reviewer, state]));
  const states = [...new Set(latest.values())];
  return states.length > 1 ? 'differs' : (states[0] ?? 'not-followed-up');
}

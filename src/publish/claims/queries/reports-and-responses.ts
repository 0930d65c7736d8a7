/** Is anything reported about a promise, and does anything follow when it is touched? */
import { findStandard, responsibilities } from '#attribution';
import { commitmentStandard } from '#findings';
import { isOnOrBefore, isStateCode, notTruth, parseDay } from '#model';
import { bondsOn } from '#registry';
import { exactly, notASample, note, type ClaimFigure, type ClaimQuery } from '../answer.ts';
import { textParameter } from '../parameters.ts';

export const reportsAndResponses: ClaimQuery = {
  id: 'reports-and-responses',
  rule: 'two halves: no state party is recorded as reporting on its own conduct under the text; and no response is recorded to most operations against parties since its adoption. Both: holds; one: in part',
  answer(view, query, claim) {
    const agreement = view.get('agreement', textParameter(claim, 'agreement'));
    const reports = view.all('published-report').filter(({ agreements }) => agreements.includes(agreement.id));
    const own = reports.filter(({ about }) => about === 'own-conduct');
    const byStates = own.filter(({ reporters }) => reporters.some(isStateCode));
    const missing = view.all('missing-report').filter((gap) => gap.agreement === agreement.id);
    const parties = bondsOn(view, agreement.id, query.asOf, commitmentStandard(query.commitment).bases);
    const start = agreement.adoptedOn === null ? null : parseDay(agreement.adoptedOn.slice(0, 10).padEnd(10, '-01'));
    const standard = findStandard(query.standard);
    const touched = view
      .all('incident')
      .filter(
        ({ id, startedOn, targets }) =>
          start !== null &&
          notTruth(isOnOrBefore(startedOn, start - 1)) === 'true' &&
          isOnOrBefore(startedOn, parseDay(query.asOf)) === 'true' &&
          targets.some(({ victimStates }) => victimStates.some((state) => parties.get(state)?.inForce === 'true')) &&
          responsibilities(view, id, standard).some(({ met }) => met),
      );
    const answered = touched.filter(({ id }) =>
      view.by('response', 'incident', id).some(({ form }) => form !== 'none-announced'),
    );
    const share = touched.length === 0 ? 0 : answered.length / touched.length;
    const [unreported, unanswered] = [byStates.length === 0, touched.length > 0 && share < 0.5];
    const figures: ClaimFigure[] = [
      exactly('reports by states on their own conduct under it', byStates.length, reports.length),
      exactly('reports by anybody on their own conduct under it', own.length, reports.length),
      {
        label: 'operations against parties with a named state and a recorded response',
        value: share,
        lower: share,
        upper: 1,
        unit: 'share',
        n: touched.length,
      },
    ];
    return {
      standing:
        touched.length === 0 && reports.length === 0
          ? 'open'
          : unreported && unanswered
            ? 'holds'
            : unreported || unanswered
              ? 'holds-in-part'
              : 'does-not-hold',
      answer: `${byStates.length} reports by states on their own conduct under ${agreement.title} are recorded (${own.length} by anybody); a response is recorded to ${answered.length} of ${touched.length} operations against its parties since its adoption that name a state.`,
      figures,
      speaksFor: missing.map(({ what, lookedFor, citations }) => ({
        text: `Not found: ${what}. Looked for in: ${lookedFor}.`,
        citations,
      })),
      speaksAgainst: [
        ...own.map(({ title, reporterName, citations }) => ({
          text: `${reporterName}: ${title}.`,
          citations,
        })),
        ...(answered.length > 0 ? [note(`${answered.length} operations have a recorded response.`)] : []),
      ],
      limits: [
        notASample,
        'A response that is not recorded may have been made, in private or in a language that was not read: the share is a lower bound.',
        'That a response followed an operation does not show that it was made because of the text.',
      ],
      missing: ['response time and rate by finding (module for responses)'],
    };
  },
};

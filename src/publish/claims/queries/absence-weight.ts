/** Do those who stayed out weigh more in the recorded conduct than those who joined? The record beside other data sets. */
import { coverageOfAgreement, type Share } from '#analysis';
import { ServandaError } from '#model';
import { percent, percentRange } from '../../brief/sentences.ts';
import { note, notASample, type ClaimFigure, type ClaimQuery } from '../answer.ts';
import { textParameter } from '../parameters.ts';

export const absenceWeight: ClaimQuery = {
  id: 'absence-weight',
  rule: 'holds if, on the day and now, non-parties have more than half of the conduct with a named state in this record and in every other data set, their lower bounds included; in part if only the values or only some data sets say so',
  answer(view, query, claim) {
    const [agreement, on] = [textParameter(claim, 'agreement'), textParameter(claim, 'on')];
    const { standard, commitment } = query;
    const sources = [on, query.asOf].flatMap((asOf) => {
      try {
        const coverage = coverageOfAgreement(view, { agreement, asOf, standard, commitment });
        return [
          { label: `this record, ${asOf}`, absent: absentShare(coverage.conduct) },
          ...coverage.otherDataSets.map(({ dataSet, scope, conduct }) => ({
            label: `${dataSet} (${scope}), ${asOf}`,
            absent: absentShare(conduct),
          })),
        ];
      } catch (error) {
        // A share that the data cannot carry is left out and named below.
        if (error instanceof ServandaError && error.code === 'REFUSED') return [];
        throw error;
      }
    });
    const figures: ClaimFigure[] = sources.map(({ label, absent }) => ({
      label: `share of conduct by non-parties: ${label}`,
      ...absent,
      unit: 'share',
    }));
    const values = sources.filter(({ absent }) => absent.value > 0.5);
    const bounds = sources.filter(({ absent }) => absent.lower > 0.5);
    const [low, high] = [
      Math.min(...figures.map(({ value }) => value)),
      Math.max(...figures.map(({ value }) => value)),
    ];
    return {
      standing:
        sources.length === 0
          ? 'open'
          : bounds.length === sources.length
            ? 'holds'
            : values.length > 0
              ? 'holds-in-part'
              : 'does-not-hold',
      answer:
        sources.length === 0
          ? 'No share can be stated under this attribution standard.'
          : `Non-parties have ${percent(low)} to ${percent(high)} of the conduct with a named state over ${sources.length} readings (this record and other data sets, on ${on} and ${query.asOf}); in ${bounds.length} of them even the lower bound is above one half.`,
      figures,
      speaksFor: values.map(({ label, absent }) =>
        note(`${label}: ${percent(absent.value)}, ${percentRange(absent)}.`),
      ),
      speaksAgainst: sources
        .filter(({ absent }) => absent.lower <= 0.5)
        .map(({ label, absent }) => note(`${label}: the lower bound is ${percent(absent.lower)}.`)),
      limits: [
        notASample,
        'States that few accuse in public are hardly in any of these data sets; who attributes decides who is counted.',
      ],
      missing: sources.length === 0 ? ['a named state under this attribution standard'] : [],
    };
  },
};

/** One minus the share of parties: the bounds change places. */
function absentShare({ value, lower, upper, n }: Share): Share {
  return { value: 1 - value, lower: 1 - upper, upper: 1 - lower, n };
}

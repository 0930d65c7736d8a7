/** Was a state accused of breaking a promise, and did the recorded volume of such conduct fall after it was given? */
import { findStandard, responsibilities } from '#attribution';
import { parseDay, parseImpreciseDate, formatDay } from '#model';
import { partyName } from '../../sources.ts';
import { exactly, notASample, type ClaimFigure, type ClaimQuery } from '../answer.ts';
import { listParameter, textParameter } from '../parameters.ts';

const daysPerYear = 365.2425;

export const breachAndVolume: ClaimQuery = {
  id: 'breach-and-volume',
  rule: 'two halves: somebody on record says that the promise was broken; and fewer recorded operations of this kind surely began in the years after than possibly began in as many years before. Both: holds; one: in part',
  answer(view, query, claim) {
    const agreement = view.get('agreement', textParameter(claim, 'agreement'));
    const [state, victim] = [textParameter(claim, 'state'), textParameter(claim, 'victim')];
    const purposes = listParameter(claim, 'purposes');
    const years = Number(textParameter(claim, 'years'));
    const day = parseDay(textParameter(claim, 'on'));
    const span = Math.round(years * daysPerYear);
    const standard = findStandard(query.standard);
    const spans = view
      .all('incident')
      .filter(
        ({ id, purposes: alleged, targets }) =>
          alleged.some((purpose) => purposes.includes(purpose)) &&
          targets.some(({ victimStates }) => victimStates.includes(victim)) &&
          responsibilities(view, id, standard).some((answer) => answer.state === state && answer.met),
      )
      .map(({ startedOn }) => parseImpreciseDate(startedOn));
    const [before, after] = [countIn(spans, day - span, day), countIn(spans, day, day + span)];
    const accusations = view
      .all('published-report')
      .filter(({ about, agreements }) => about === 'conduct-of-others' && agreements.includes(agreement.id));
    const official = accusations.filter(({ reporters }) => reporters.length > 0);
    const accused = accusations.length > 0;
    const fell = after.upper < before.lower;
    const surelyNot = after.lower >= before.upper;
    const figures: ClaimFigure[] = [
      {
        label: `recorded operations that began in the ${years} years before`,
        ...before,
        unit: 'count',
        n: spans.length,
      },
      { label: `recorded operations that began in the ${years} years after`, ...after, unit: 'count', n: spans.length },
      exactly('published statements that the promise was not kept', accusations.length),
    ];
    return {
      standing: accused && fell ? 'holds' : accused || fell ? 'holds-in-part' : surelyNot ? 'does-not-hold' : 'open',
      answer: `${accusations.length} published statements say or suggest that ${partyName(view, state)} did not keep ${agreement.title}; of recorded operations with ${partyName(view, state)} named, ${partyName(view, victim)} among the victims and ${purposes.join(' or ')} alleged, ${range(before)} began in the ${years} years before ${formatDay(day)} and ${range(after)} in the ${years} years after.`,
      figures,
      speaksFor: accusations.map(({ reporterName, title, publishedOn, citations }) => ({
        text: `${reporterName}: ${title} (${publishedOn ?? 'undated'}).`,
        citations,
      })),
      speaksAgainst: fell
        ? []
        : [
            {
              text: 'The record does not show fewer such operations after than before: either bound would allow more.',
              citations: [],
            },
          ],
      limits: [
        notASample,
        'Counts by the year in which an operation began are completed years later; recent years look emptier than they were.',
        'Fewer public reports may mean fewer operations, better hidden ones, or less attribution. No effect is claimed and no significance computed here.',
        `${official.length} of the ${accusations.length} statements are by parties of this record; statements with bounds on volume are not computed from.`,
      ],
      missing: ['a before/after estimate or the reason why none can be stated (method 5)'],
    };
  },
};

interface Counted {
  value: number;
  lower: number;
  upper: number;
}

/** Surely and possibly in the window; the value is the number whose first possible day lies in it. */
function countIn(spans: readonly { from: number; to: number }[], from: number, to: number): Counted {
  return {
    value: spans.filter((span) => span.from >= from && span.from < to).length,
    lower: spans.filter((span) => span.from >= from && span.to <= to).length,
    upper: spans.filter((span) => span.from < to && span.to > from).length,
  };
}

function range({ lower, upper }: Counted): string {
  return lower === upper ? String(lower) : `${lower} to ${upper}`;
}

/** Was a state accused of breaking a promise, and did the recorded volume of such conduct fall after it was given? */
import { findStandard, responsibilities } from '#attribution';
import { parseDay, parseImpreciseDate, formatDay } from '#model';
import { partyName } from '../../sources.ts';
import { exactly, notASample, note, type ClaimFigure, type ClaimQuery } from '../answer.ts';
import { listParameter, textParameter } from '../parameters.ts';

const daysPerYear = 365.2425;
/** With fewer operations in both windows together no direction is read from the record. Project convention. */
const fewest = 10;

export const breachAndVolume: ClaimQuery = {
  id: 'breach-and-volume',
  rule: `two halves: somebody is recorded as saying that the promise was broken; and either cited evidence says that volume fell, or, with ${fewest} operations or more in both windows, more surely began before than possibly began after. Both: holds; one: in part; cited evidence that says the opposite stands against it and makes it in part`,
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
    const enough = before.lower + after.lower >= fewest;
    const fellHere = enough && after.upper < before.lower;
    const evidence = view.by('cited-evidence', 'agreement', agreement.id);
    const falling = evidence.filter(
      ({ direction }) => direction === 'decline' || direction === 'decline-began-earlier',
    );
    const notFalling = evidence.filter(({ direction }) => direction === 'continued' || direction === 'no-effect');
    const fell = fellHere || falling.length > 0;
    const disputed = notFalling.length > 0 || (enough && !fellHere);
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
      standing:
        accused && fell && !disputed ? 'holds' : accused || fell ? 'holds-in-part' : enough ? 'does-not-hold' : 'open',
      answer: `${accusations.length} published statements say or suggest that ${partyName(view, state)} did not keep ${agreement.title}; ${falling.length} of ${evidence.length} pieces of cited evidence say that volume fell and ${notFalling.length} that it did not. In the record, with ${partyName(view, state)} named under ${query.standard}, ${partyName(view, victim)} among the victims and ${purposes.join(' or ')} alleged, ${range(before)} operations began in the ${years} years before ${formatDay(day)} and ${range(after)} in the ${years} years after${enough ? '' : ': too few to read a direction from'}.`,
      figures,
      speaksFor: [
        ...accusations.map(({ reporterName, title, publishedOn, citations }) => ({
          text: `${reporterName}: ${title} (${publishedOn ?? 'undated'}).`,
          citations,
        })),
        ...falling.map(({ finding, citations }) => ({ text: `Volume: ${finding}`, citations })),
        ...(fellHere ? [note('Fewer such operations are recorded after than before.')] : []),
      ],
      speaksAgainst: [
        ...notFalling.map(({ finding, citations }) => ({ text: `Volume: ${finding}`, citations })),
        ...evidence
          .filter(({ direction }) => direction === 'decline-began-earlier')
          .map(({ period, citations }) => ({
            text: `The fall is said to have begun before the promise was given (evidence on ${period ?? 'a time not stated'}).`,
            citations,
          })),
        ...(enough && !fellHere ? [note('The record does not show fewer such operations after than before.')] : []),
      ],
      limits: [
        notASample,
        'Counts by the year in which an operation began are completed years later; recent years look emptier than they were.',
        'Fewer public reports may mean fewer operations, better hidden ones, or less attribution. No effect is claimed and no significance computed here.',
        `${official.length} of the ${accusations.length} statements are by parties of this record, the others by research bodies or the press.`,
      ],
      missing: enough ? [] : [`${fewest} or more recorded operations of this kind in both windows together`],
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

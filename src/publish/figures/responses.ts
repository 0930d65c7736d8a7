/** Kaplan–Meier curves of responses: all, by state named, by responder, by form of the first answer. */
import { answerCurve, type AnswerStep, type PaceRange, type ResponsesOfRecord } from '#analysis';
import type { Curve, FigureSpec } from '#charts';
import { ServandaError, type Envelope } from '#model';
import { responsesAnswer } from '../responses.ts';
import { figureOf, rounded, type FigureKind, type MadeFigure } from './figure.ts';

/** Three years show where the curves flatten. */
const until = 3 * 365 + 1;
const curvesShown = 6;
export const responseFigures = ['all', 'target', 'responder', 'form'] as const;

const clockWords: Readonly<Record<ResponsesOfRecord['clock'], string>> = {
  attribution: 'Days since the attribution standard was first met',
  report: 'Days since the first public report',
  operation: 'Days since the operation began',
};

const headlines: Readonly<Record<(typeof responseFigures)[number], string>> = {
  all: 'Share of attributed operations that were answered, by day',
  target: 'Share answered by day, by state named as responsible',
  responder: 'Share answered by day, by responder, of operations that concern it',
  form: 'Form of the first answer, by day',
};

export const responsesFigure: FigureKind = {
  kind: 'responses',
  title: 'How soon recorded operations were answered',
  subjects: `one of ${responseFigures.join(', ')}`,
  words: ['clock'],
  make: (view, query, subject, { clock }) => {
    const by = responseFigures.find((known) => known === subject);
    if (!by) {
      throw new ServandaError(
        'NOT_FOUND',
        `There is no figure of responses "${subject.slice(0, 40)}"; there are ${responseFigures.join(', ')}.`,
      );
    }
    return figureOfAnswer(responsesAnswer(view, query, { clock }), by, query.standard);
  },
};

function figureOfAnswer(
  answer: Envelope<ResponsesOfRecord>,
  by: (typeof responseFigures)[number],
  standard: string,
): Envelope<MadeFigure> {
  const { result } = answer;
  const { curves, counted } = curvesOf(result, by);
  const spec: FigureSpec = {
    chart: 'survival',
    title: headlines[by],
    description: descriptionOf(result),
    curves,
    until,
    clock: clockWords[result.clock],
    ...(by === 'all' ? { band: true, between: true } : {}),
  };
  return figureOf(answer, {
    headline: headlines[by],
    key: keys[by],
    caption: `n = ${result.units.n} operations and named states (${result.units.incidents} incidents), ${result.units.answered} answered, attribution standard ${standard}, as of ${result.asOf}. One minus Kaplan–Meier: units without an answer yet count until the as-of date. ${counted} Only responses made public are here; the record is no sample.`,
    wide: 820,
    spec,
    columns: [
      { name: 'group', title: 'Group' },
      { name: 'n', title: 'n' },
      { name: 'day', title: 'From day' },
      { name: 'answered', title: 'Share answered' },
      { name: 'lower', title: '95 % from' },
      { name: 'upper', title: 'to' },
    ],
    rows: curves.flatMap(({ name, n, points }) =>
      points.map(({ time, value, lower, upper }) => [name, n, time, rounded(value), rounded(lower), rounded(upper)]),
    ),
  });
}

const keys: Readonly<Record<(typeof responseFigures)[number], string>> = {
  all: 'Lines: the fastest and the slowest reading of imprecise dates. Shaded: 95 % interval.',
  target: 'One line a state; lines differ in dash and are named at their ends. Slowest reading of imprecise dates.',
  responder:
    'One line a responder; lines differ in dash and are named at their ends. Slowest reading of imprecise dates. Groups overlap.',
  form: 'One line a form (Aalen–Johansen); the forms compete and add up to the share answered. Slowest reading of imprecise dates.',
};

function curvesOf(
  result: ResponsesOfRecord,
  by: (typeof responseFigures)[number],
): { curves: Curve[]; counted: string } {
  const { all, byTarget, byResponder } = result;
  switch (by) {
    case 'all':
      return {
        curves: all
          ? [
              { name: 'fastest', n: all.fastest.n, points: shown(answerCurve(all.fastest.steps)) },
              { name: 'slowest', n: all.slowest.n, points: shown(answerCurve(all.slowest.steps)) },
            ]
          : [],
        counted: `${result.units.answeredOnDayZero} were answered on day 0, when attribution and answer are often one.`,
      };
    case 'target':
      return { curves: byTarget.groups.map(curveOf), counted: 'Groups of fewer than 10 are not shown.' };
    case 'responder': {
      const largest = [...byResponder].sort((a, b) => b.slowest.n - a.slowest.n);
      return {
        curves: largest.slice(0, curvesShown).map(curveOf),
        counted: `The ${Math.min(curvesShown, largest.length)} with the most operations of ${largest.length}.`,
      };
    }
    case 'form': {
      const kinds = (all?.slowest.kinds ?? [])
        .map(({ cause, steps }) => ({
          name: cause.replaceAll('-', ' '),
          n: all?.slowest.n ?? 0,
          points: shown(steps.map(({ time, incidence }) => ({ time, value: incidence, lower: null, upper: null }))),
        }))
        .sort((a, b) => (b.points.at(-1)?.value ?? 0) - (a.points.at(-1)?.value ?? 0));
      return {
        curves: kinds.slice(0, curvesShown),
        counted: `The ${Math.min(curvesShown, kinds.length)} most frequent of ${kinds.length} forms.`,
      };
    }
  }
}

function curveOf({ name, slowest }: { name: string } & PaceRange): Curve {
  return { name, n: slowest.n, points: shown(slowest.curve) };
}

/** What lies within the figure; the rest is in the answer itself. */
function shown(points: readonly AnswerStep[]): AnswerStep[] {
  return points.filter(({ time }) => time <= until);
}

function descriptionOf({ all, units }: ResponsesOfRecord): string {
  if (!all) return 'No unit is recorded.';
  const parts = all.slowest.horizons.map(({ horizon, value }, at) => {
    const other = all.fastest.horizons[at]?.value ?? value;
    const [low, high] = [Math.min(value, other), Math.max(value, other)].map((share) => (share * 100).toFixed(0));
    return `${low === high ? low : `${low}–${high}`} % by day ${horizon}`;
  });
  return `Of ${units.n} operations and named states, answered: ${parts.join(', ')}.`;
}

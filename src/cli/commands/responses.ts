/** servanda responses: who answered named states, how, and how fast. */
import type { Command } from 'commander';
import type { GroupPace, PaceRange, ResponsesOfRecord } from '#analysis';
import { percent, responsesAnswer } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, printJson, printText } from '../output.ts';

interface Options extends DialOptions {
  clock?: string;
  agreement?: string;
  horizons?: string;
}

export function defineResponses(program: Command): void {
  withDatasets(program.command('responses'))
    .description('after an operation is attributed: who responds, how, and how fast')
    .option('--clock <date>', 'the clock runs from attribution (default), report or operation')
    .option('--agreement <id>', 'only incidents contrary to a clause of this agreement')
    .option('--horizons <days>', 'days at which the share is stated (default 30,180,365)')
    .action(async ({ clock, agreement, horizons, ...dials }: Options) => {
      const answer = await ask(dialsOf(dials), (view, query) =>
        responsesAnswer(view, query, { clock, agreement, horizons }),
      );
      if (dials.json) printJson(answer);
      else printText([...describe(answer.result), '', ...answer.assumptions.map((line) => `- ${line}`)]);
    });
}

function describe(result: ResponsesOfRecord): string[] {
  const { units, all, byTarget, byResponder, delays, asOf } = result;
  const counted = `${units.n} units (${units.incidents} incidents with a named state), ${units.answered} answered by ${asOf}, ${units.answeredOnDayZero} of them before or on the day the clock begins; ${units.withUndatedAnswer} hold an answer without a date.`;
  if (!all) return [counted, 'No share is stated: there is no unit.'];
  const { comparison } = byTarget;
  return [
    counted,
    '',
    ...formatTable(head(all), [
      row('all', all),
      ...byTarget.groups.map((group) => row(`against ${group.name}`, group)),
      ...byResponder.map((group) => row(`by ${group.name}`, group)),
    ]),
    ...(comparison.fastest && comparison.slowest
      ? [
          '',
          `Pace by target, log-rank: chi-squared ${comparison.fastest.chiSquared.toFixed(2)} to ${comparison.slowest.chiSquared.toFixed(2)} with ${comparison.fastest.degreesOfFreedom} degrees of freedom, p ${comparison.fastest.p.toFixed(3)} to ${comparison.slowest.p.toFixed(3)}.`,
        ]
      : []),
    '',
    'First answers by kind (Aalen–Johansen):',
    ...formatTable(
      ['kind', ...all.fastest.horizons.map(({ horizon }) => `within ${horizon} days`)],
      kindsOf(all).map((kind) => [
        kind,
        ...all.fastest.horizons.map((at, i) => {
          const values = [at, all.slowest.horizons[i]].map(
            (one) => one?.byKind.find((other) => other.kind === kind)?.value ?? 0,
          );
          return range(Math.min(...values), Math.max(...values));
        }),
      ]),
    ),
    '',
    'Days between the dates, median at both ends of imprecise dates:',
    ...formatTable(
      ['from', 'to', 'median', 'n', 'note'],
      delays.map(({ from, to, n, range: pace, note }) => [
        from,
        to,
        pace ? medians(pace) : 'not stated',
        String(n),
        note,
      ]),
    ),
  ];
}

type BothEnds = Record<keyof PaceRange, Omit<GroupPace, 'steps' | 'kinds'>>;

function kindsOf(pace: BothEnds): string[] {
  const kinds = [pace.fastest, pace.slowest].flatMap(({ horizons }) => horizons.flatMap(({ byKind }) => byKind));
  return [...new Set(kinds.map(({ kind }) => kind))].sort();
}

function head(pace: BothEnds): string[] {
  return ['units', 'n', ...pace.fastest.horizons.map(({ horizon }) => `answered in ${horizon} days`), 'median days'];
}

function row(name: string, pace: BothEnds): string[] {
  return [
    name,
    String(pace.fastest.n),
    ...pace.fastest.horizons.map(({ value, lower, upper }, i) => {
      const slow = pace.slowest.horizons[i];
      const lows = [lower, slow?.lower].filter((one) => typeof one === 'number');
      const highs = [upper, slow?.upper].filter((one) => typeof one === 'number');
      // Where nobody or everybody answered the interval is not defined.
      const interval = lows.length > 0 && highs.length > 0 ? ` (${range(Math.min(...lows), Math.max(...highs))})` : '';
      return `${range(slow?.value ?? value, value)}${interval}`;
    }),
    medians(pace),
  ];
}

function medians({ fastest, slowest }: BothEnds): string {
  const word = (value: number | null): string => (value === null ? 'not reached' : String(Math.round(value)));
  const [low, high] = [fastest.median.value, slowest.median.value]
    .sort((a, b) => (a ?? Infinity) - (b ?? Infinity))
    .map(word);
  if (low === undefined || high === undefined) return '';
  return low === high ? low : `${low} to ${high}`;
}

/** Two ends in order: with late entry the reading called fastest need not be the higher one. */
function range(one: number, other: number): string {
  const [a, b] = [percent(Math.min(one, other)), percent(Math.max(one, other))];
  return a === b ? a : `${a.replace(' %', '')}–${b}`;
}

/** servanda scorecard [AGREEMENT…]: six dials side by side; a composite and a comparison in time on request. */
import type { Command } from 'commander';
import { percent, scorecardAnswer, type ScorecardAnswer } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

interface Options extends DialOptions {
  composite?: string | true;
  draws?: string;
  seed?: string;
  points?: string;
  compare?: string;
  compareStandard?: string;
  compareCommitment?: string;
}

export function defineScorecard(program: Command): void {
  withDatasets(program.command('scorecard [agreements...]'))
    .description('six dials for one agreement, several or all')
    .option(
      '--composite [weights]',
      'one number with rank intervals, on request; weights such as coverage=2,obligation=1',
    )
    .option('--draws <n>', 'draws of weights and recipes (default 10000)')
    .option('--seed <n>', 'seed of the draws (default 1)')
    .option('--points <n>', 'points of the sensitivity analysis, a power of two from 4096 (default: none)')
    .option('--compare <day>', 'why did the numbers change since this day')
    .option('--compare-standard <id>', 'attribution standard at the earlier end')
    .option('--compare-commitment <id>', 'commitment standard at the earlier end')
    .action(async (agreements: string[], options: Options) => {
      const { composite, draws, seed, points, compare, compareStandard, compareCommitment, ...dials } = options;
      const answer = await ask(dialsOf(dials), (view, query) =>
        scorecardAnswer(view, query, {
          agreements,
          composite: composite === true ? '' : composite,
          draws: numberOf(draws),
          seed: numberOf(seed),
          points: numberOf(points),
          compare,
          compareStandard,
          compareCommitment,
        }),
      );
      if (dials.json) {
        printJson(answer);
        return;
      }
      const { scorecards } = answer.result;
      printText([
        ...(scorecards.length === 1 ? inFull(scorecards) : comparison(scorecards)),
        ...compositeLines(answer.result),
        ...changeLines(answer.result),
        '',
        ...answer.assumptions.map((line) => `- ${line}`),
      ]);
    });
}

type Scorecards = ScorecardAnswer['scorecards'];

/** What is no number stays NaN, which the check of the range refuses with the name of the field. */
function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : text.trim() === '' ? NaN : Number(text);
}

function inFull(scorecards: Scorecards): string[] {
  return scorecards.flatMap(({ title, dials, absent }) => [
    plain(title),
    '',
    ...dials.flatMap(({ id, question, sentence, readings, marks, methods, pages }) => [
      `${id}: ${question}`,
      `  ${plain(sentence)}`,
      ...readings.map(
        ({ name, value, lower, upper, n, range }) =>
          `  ${name} ${value.toFixed(2)}, ${lower.toFixed(2)} to ${upper.toFixed(2)} (${range}), n = ${n}`,
      ),
      `  ${marks.join('; ')}; ${methods.join(', ')}, docs/methodology/${pages[0] ?? ''}.md`,
      '',
    ]),
    ...(absent.length > 0
      ? formatTable(
          ['absent', 'adherence', 'would add'],
          absent
            .slice(0, 10)
            .map(({ name, adherence, wouldAdd }) => [
              name,
              adherence === 'unknown' ? 'possibly' : 'no',
              percent(wouldAdd),
            ]),
        )
      : []),
  ]);
}

function comparison(scorecards: Scorecards): string[] {
  return formatTable(
    ['agreement', 'conduct', 'headcount', 'obl./prec./del.', 'verifiable', 'effect', 'reporting', 'answered in a year'],
    scorecards.map(({ agreement, dials }) => {
      const dial = (id: string): Scorecards[number]['dials'][number] | undefined => dials.find((one) => one.id === id);
      const cell = (id: string, name: string): string => {
        const reading = dial(id)?.readings.find((one) => one.name === name);
        if (!reading) return '–';
        const [low, high] = [percent(reading.lower), percent(reading.upper)];
        return low === high ? low : `${low.replace(' %', '')}–${high}`;
      };
      const levels = dial('legalization')?.readings.map(({ value }) => value.toFixed(2)) ?? [];
      return [
        agreement,
        cell('absence', 'conduct coverage'),
        cell('absence', 'headcount'),
        levels.length > 0 ? levels.join(' / ') : '–',
        cell('verifiability', 'verifiable provisions'),
        (dial('effect')?.sentence ?? '').split(' (n')[0] ?? '',
        dial('transparency')?.refused?.split(':')[0] ?? cell('transparency', 'filed'),
        cell('responses', 'answered within 365 days'),
      ];
    }),
  );
}

function compositeLines({ composite }: ScorecardAnswer): string[] {
  if (!composite) return [];
  const { units, notScored, indicators, minimumIndicators, draws, seed, weights, sensitivity, correlated } = composite;
  return [
    '',
    `Composite of ${weights.map(({ id, weight }) => `${id} ${weight.toFixed(2)}`).join(', ')}; ${draws} draws, seed ${seed}:`,
    ...formatTable(
      ['agreement', 'score', 'rank, 5 to 95 %', 'comes first', 'indicators'],
      [...units]
        .sort((a, b) => a.rank.median - b.rank.median || b.score - a.score)
        .map(({ id, score, rank, first, observed }) => [
          id,
          score.toFixed(3),
          `${rank.lower}–${rank.upper} (median ${rank.median})`,
          percent(first),
          `${observed} of ${indicators.length}`,
        ]),
    ),
    ...(notScored.length > 0
      ? [`Not scored, fewer than ${minimumIndicators} indicators: ${notScored.map(({ id }) => id).join(', ')}.`]
      : []),
    ...correlated.map(
      ({ a, b, correlation }) => `${a} and ${b} move together (${correlation.toFixed(2)}): one thing counts twice.`,
    ),
    ...(sensitivity ?? []).map(
      ({ id, factors }) =>
        `${id}: ${factors.map(({ factor, total }) => `${factor} ${total.value.toFixed(2)}`).join(', ')} (total Sobol indices)`,
    ),
  ];
}

function changeLines({ change }: ScorecardAnswer): string[] {
  return (change ?? []).flatMap(({ agreement, change: found, refused }) => {
    if (!found) return ['', `${agreement}: no change is stated: ${refused ?? ''}`];
    const { from, to, numbers, behind } = found;
    const signed = (value: number): string => `${value < 0 ? '−' : '+'}${(Math.abs(value) * 100).toFixed(1)}`;
    return [
      '',
      `${agreement}, from ${from.asOf} to ${to.asOf}, in percentage points:`,
      ...formatTable(
        ['number', 'from', 'to', 'conduct', 'evidence', 'membership', 'method'],
        numbers.map(({ name, from: before, to: after, contributions }) => [
          name,
          percent(before),
          percent(after),
          ...(['conduct', 'evidence', 'membership', 'method'] as const).map((factor) => signed(contributions[factor])),
        ]),
      ),
      `New conduct: ${behind.newConduct.length} incidents. New evidence on older conduct: ${behind.newEvidence.length}. No longer named: ${behind.noLonger.length}. Joined: ${behind.joined.join(', ') || 'nobody'}. Left: ${behind.left.join(', ') || 'nobody'}.`,
    ];
  });
}

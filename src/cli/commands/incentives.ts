/** servanda incentives FILE or --agreement ID: when a promise enforces itself, what binds, and what would have to rise. */
import type { Command } from 'commander';
import { ServandaError } from '#model';
import { type Incentives, incentives, parseScenario, readScenario } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';
import { readText } from './negotiate.ts';

interface Options extends DialOptions {
  agreement?: string;
}

export function defineIncentives(program: Command): void {
  withDatasets(program.command('incentives [file]'))
    .description('when keeping a promise is in a state’s own interest; measured parameters come from the record')
    .option('--agreement <id>', 'measure over conduct contrary to this agreement')
    .action(async (file: string | undefined, options: Options) => {
      if (file === undefined && options.agreement === undefined) {
        throw new ServandaError(
          'INPUT_INVALID',
          'Name a scenario file ("-" for standard input), or an agreement with --agreement; docs/methodology/compliance-region.md shows the form.',
        );
      }
      const read = file === undefined ? readScenario({}) : parseScenario(readText(file), file);
      const agreement = options.agreement ?? read.agreement;
      const answer = await ask(dialsOf(options), (view, query) => incentives(view, query, { ...read, agreement }));
      if (options.json) printJson(answer);
      else printText([...lines(answer.result), ...answer.assumptions.map((text) => plain(`- ${text}`))]);
    });
}

const regionWords = {
  throughout: 'enforces itself throughout the ranges',
  nowhere: 'enforces itself nowhere in the ranges',
  depends: 'enforces itself in a part of the ranges',
};

function lines({ scenario, agreementTitle, parameters, measured, region }: Incentives): string[] {
  const funnel = measured.funnels.find(({ scope }) => scope === measured.scope);
  return [
    plain(agreementTitle ?? scenario.title),
    `At the stated values the promise ${region.holds ? 'enforces itself' : 'does not enforce itself'} (slack ${short(region.slack)}); it ${regionWords[region.region]} (${Math.round(region.shareOfGrid * 100)} % of a grid of ${region.gridPoints}).`,
    `p ${short(region.p)}, q ${short(region.q)}, g ${short(region.g)}, A ${short(region.A)}; shortest sufficient answer: ${region.shortestAnswer === null ? 'none' : `${region.shortestAnswer} periods`}; ${Math.round(region.valueShare * 100)} % of the gain from mutual compliance is left after false answers.`,
    region.binding === null ? 'No single parameter could change that.' : `Binding parameter: ${region.binding}.`,
    '',
    ...formatTable(
      ['parameter', 'value', 'low', 'high', 'basis', 'n', 'source'],
      parameters.map(({ name, value, low, high, basis, n, source }) => [
        name,
        short(value),
        short(low),
        short(high),
        basis,
        n === null ? '–' : String(n),
        source,
      ]),
    ),
    '',
    region.holds
      ? 'What would end it, each parameter alone:'
      : 'What would have to change for it to enforce itself, each parameter alone:',
    ...formatTable(
      ['parameter', 'must', 'from', 'to', 'within range'],
      region.moves.map(({ parameter, direction, from, to, withinRange }) => [
        parameter,
        direction,
        short(from),
        to === null ? 'no value does' : short(to),
        to === null ? '–' : withinRange ? 'yes' : 'no',
      ]),
    ),
    '',
    ...(funnel === undefined
      ? []
      : [
          `Measured on ${funnel.incidents} incidents (${funnel.scope}): ${funnel.attributed} attributed, ${funnel.answeredAtCost} answered at a cost, ${funnel.answeredAtAll} answered in any way.`,
          '',
        ]),
  ];
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

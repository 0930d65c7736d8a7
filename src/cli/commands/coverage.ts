/** servanda coverage AGREEMENT: conduct coverage beside the headcount. */
import { Option, type Command } from 'commander';
import { responsibilityModes, type CoverageInFull, type ResponsibilityMode } from '#analysis';
import {
  coverageAnswer,
  coverageSentence,
  datasetsCoverage,
  parseDatasets,
  percent,
  percentRange,
  type Query,
} from '#publish';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, printJson, printText } from '../output.ts';

interface Options extends DialOptions {
  universe?: string;
  responsibility?: ResponsibilityMode;
  target?: string;
  draws?: string;
  seed?: string;
  dataset?: string;
}

export function defineCoverage(program: Command): void {
  withDials(program.command('coverage <agreement>'))
    .description('how much of the known conduct is by states bound by an agreement')
    .option('--universe <name>', 'conduct counted: recorded (default), or contrary to a clause of this agreement')
    .addOption(
      new Option(
        '--responsibility <mode>',
        'states that meet the standard in equal parts, or pooled credences',
      ).choices(responsibilityModes),
    )
    .option('--target <share>', 'coverage to reach, for the smallest set of states that would reach it')
    .option('--draws <n>', 'draws for the uncertainties (default 10000)')
    .option('--seed <n>', 'seed of the draws (default 1)')
    .option('--dataset <ids>', 'data sets side by side, joined by commas: record, or names that "datasets" lists')
    .action(async (agreement: string, options: Options) => {
      if (options.dataset !== undefined) {
        await sideBySide(agreement, options.dataset, options);
        return;
      }
      let asked: Query | undefined;
      const answer = await ask(dialsOf(options), (view, query) => {
        asked = query;
        return coverageAnswer(view, query, agreement, {
          universe: options.universe,
          responsibility: options.responsibility,
          target: numberOf(options.target),
          draws: numberOf(options.draws),
          seed: numberOf(options.seed),
        });
      });
      if (options.json) {
        printJson(answer);
        return;
      }
      const sentence = asked ? [coverageSentence(answer.result, null, asked), ''] : [];
      if (answer.result.headcount.upper === 0) {
        printText([...sentence, ...answer.assumptions.map((assumption) => `- ${assumption}`)]);
        return;
      }
      printText([
        ...sentence,
        ...bySource(answer.result),
        '',
        ...uncertainties(answer.result),
        '',
        ...absent(answer.result),
        '',
        ...byAttributor(answer.result),
        '',
        ...answer.assumptions.map((assumption) => `- ${assumption}`),
      ]);
    });
}

/** Coverage over several data sets, each with its own way of collecting. */
async function sideBySide(agreement: string, text: string, options: Options): Promise<void> {
  const [{ openShelf }, { placeOf }] = await Promise.all([import('../dataset-shelf.ts'), import('../data-place.ts')]);
  const shelf = openShelf(placeOf({}));
  const answer = await ask(dialsOf(options), (view, query) =>
    datasetsCoverage(view, query, agreement, parseDatasets(text), shelf),
  );
  if (options.json) {
    printJson(answer);
    return;
  }
  const { datasets, headcount, range } = answer.result;
  printText([
    ...formatTable(
      ['data set', 'coverage', 'range', 'n', 'unit'],
      [
        ...datasets.map(({ id, conduct, unit }) =>
          conduct === null
            ? [id, 'not stated', '', '', unit]
            : [id, percent(conduct.value), percentRange(conduct), String(conduct.n), unit],
        ),
        ['headcount, UN members', percent(headcount.value), percentRange(headcount), String(headcount.n), 'state'],
      ],
    ),
    '',
    ...(range === null ? [] : [`over ${range.sources} data sets: ${percent(range.lower)} to ${percent(range.upper)}`]),
    ...datasets.flatMap(({ id, refused }) => (refused === null ? [] : [`${id}: ${refused}`])),
    ...answer.assumptions.map((assumption) => `- ${assumption}`),
  ]);
}

/** What is no number stays NaN, which the check of the range refuses with the name of the field. */
function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : text.trim() === '' ? NaN : Number(text);
}

function bySource({ conduct, readings, headcount, otherDataSets }: CoverageInFull): string[] {
  const row = (name: string, share: typeof conduct | null): string[] =>
    share === null ? [name, 'not stated', '', ''] : [name, percent(share.value), percentRange(share), String(share.n)];
  return formatTable(
    ['measure', 'value', 'range', 'n'],
    [
      row('conduct, this record, parties on the day', conduct),
      row("conduct, parties on each operation's own day", readings.contemporaneous),
      row('the same since the agreement was adopted', readings.contemporaneousSinceAdoption),
      ...otherDataSets.map(({ dataSet, scope, conduct: other }) => row(`conduct, ${dataSet}: ${scope}`, other)),
      row('headcount, UN members', headcount),
    ],
  );
}

function uncertainties({ uncertainty: { responsibility, sampling, credences } }: CoverageInFull): string[] {
  return [
    'Uncertainty of the share over this record, three ways, 5 to 95 per cent:',
    ...formatTable(
      ['of what', 'range', 'how'],
      [
        [
          'who was responsible',
          responsibility.ofNamed === null ? 'not stated' : percentRange(responsibility.ofNamed),
          `${responsibility.draws} draws, seed ${responsibility.seed}`,
        ],
        [
          'which operations became known',
          sampling === null ? 'not stated' : percentRange(sampling.conduct),
          sampling === null ? '' : `bootstrap, ${sampling.draws} draws`,
        ],
        ['other credences and standards', percentRange(credences), `${credences.alternatives.length} alternatives`],
      ],
    ),
  ];
}

function absent({ absent: states, smallestSets }: CoverageInFull): string[] {
  return [
    'Absent, and what each would add:',
    ...formatTable(
      ['party', 'adherence', 'would add', 'incidents'],
      states
        .slice(0, 12)
        .map(({ name, adherence, wouldAdd, incidents }) => [
          name,
          adherence === 'unknown' ? 'possibly' : 'no',
          percent(wouldAdd),
          String(incidents.length),
        ]),
    ),
    '',
    ...smallestSets.map(({ target, joining, reaches }) =>
      joining.length === 0
        ? `${percent(target)} is reached already.`
        : `Smallest set to ${percent(target)}: ${joining.join(', ')} (${percent(reaches)}).`,
    ),
  ];
}

function byAttributor({ attributors }: CoverageInFull): string[] {
  const cell = ({ operations, conduct }: (typeof attributors)[number]['only']): string =>
    conduct === null ? 'none' : `${percent(conduct.value)} (n = ${operations})`;
  return [
    'By who attributes:',
    ...formatTable(
      ['attributor', 'coverage over what it names', 'coverage without it', 'rests on it alone'],
      attributors.map(({ name, kind, only, without, restsOnThemAlone }) => [
        kind === 'bloc' ? `${name} (bloc)` : name,
        cell(only),
        cell(without),
        String(restsOnThemAlone),
      ]),
    ),
  ];
}

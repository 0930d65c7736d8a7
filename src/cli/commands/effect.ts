/** servanda effect AGREEMENT: did conduct change; cited evidence, own counts, and a range or the refusal to state one. */
import type { Command } from 'commander';
import { effectAnswer, ratioWords, type EffectDossier } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

interface Options extends DialOptions {
  party?: string;
  target?: string;
  purpose?: string[];
}

export function defineEffect(program: Command): void {
  withDatasets(program.command('effect <agreement>'))
    .description('whether recorded conduct changed at an agreement, or why that cannot be said')
    .option('--party <id>', 'conduct of this party only (default: all who are bound)')
    .option('--target <id>', 'conduct against this state only')
    .option('--purpose <word...>', 'conduct with one of these purposes only, such as commercial-advantage')
    .action(async (agreement: string, options: Options) => {
      const { party, target, purpose } = options;
      const answer = await ask(dialsOf(options), (view, query) =>
        effectAnswer(view, query, agreement, { party, target, purposes: purpose }),
      );
      if (options.json) {
        printJson(answer);
        return;
      }
      const { result } = answer;
      printText([
        plain(result.sentence),
        '',
        ...evidence(result),
        ...counts(result),
        ...readings(result),
        plain(result.collection),
        '',
        ...answer.assumptions.map((assumption) => `- ${assumption}`),
      ]);
    });
}

function evidence({ evidence: lines }: EffectDossier): string[] {
  if (lines.length === 0) return ['Cited evidence: none is recorded.', ''];
  return [
    'Cited evidence, as said:',
    ...lines.flatMap(({ saidByNames, madeOn, direction, series, finding, figures, limits, sources }) => [
      plain(`- ${saidByNames.join(', ')}, ${madeOn} (${direction}; series ${series}): ${finding}`),
      ...figures.map(({ name, value, citation }) => plain(`    ${name}: ${value} (${citation?.known ?? 'recalled'})`)),
      ...(limits === null ? [] : [plain(`    limits: ${limits}`)]),
      ...sources.map(({ title, url, known }) =>
        plain(`    source (${known}): ${title}${url === null ? '' : ` ${url}`}`),
      ),
    ]),
    '',
  ];
}

function counts({ counts: { n, monthKnown, yearly, lastCompleteMonth }, tipping }: EffectDossier): string[] {
  if (n === 0) return ["The record's own counts: none under this standard.", ''];
  return [
    `The record's own counts: ${n} incidents, ${monthKnown} of them dated to the month; complete enough up to ${lastCompleteMonth}.`,
    ...formatTable(
      ['year', 'surely', 'possibly'],
      yearly.map(({ period, certain, possible }) => [period, String(certain), String(possible)]),
    ),
    ...tipping.map(ratioWords),
    '',
  ];
}

function readings({ range }: EffectDossier): string[] {
  const assessed = range?.readings.filter(({ estimate }) => estimate !== null) ?? [];
  if (assessed.length === 0) return [];
  return [
    'Readings that can be assessed, each with its placebos in time:',
    ...formatTable(
      ['source', 'months before', 'lag', 'rate ratio', 'placebo share', 'best break', 'verdict'],
      assessed.map(({ source, months, lag, estimate, verdict }) => [
        source,
        String(months.before - lag),
        String(lag),
        estimate?.rateRatio.toFixed(2) ?? '',
        `${estimate?.placebos.share.toFixed(2) ?? ''} of ${estimate?.placebos.count ?? 0}`,
        estimate?.bestBreak?.month ?? '–',
        verdict,
      ]),
    ),
    '',
  ];
}

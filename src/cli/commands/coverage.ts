/** servanda coverage AGREEMENT: conduct coverage beside the headcount. */
import type { Command } from 'commander';
import { coverageOfAgreement } from '#analysis';
import { coverageAssumptions, coverageSentence, envelope, percent, percentRange } from '#publish';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, printJson, printText } from '../output.ts';

export function defineCoverage(program: Command): void {
  withDials(program.command('coverage <agreement>'))
    .description('how much of the known conduct is by states bound by an agreement')
    .action(async (agreement: string, options: DialOptions) => {
      const answer = await ask(dialsOf(options), (view, query) => {
        const { asOf, standard, commitment } = query;
        const result = coverageOfAgreement(view, { agreement, asOf, standard, commitment });
        return { ...envelope(view, 'coverage/1', query, { agreement }, coverageAssumptions(query), result), query };
      });
      const { query, ...whole } = answer as typeof answer & { query: Parameters<typeof coverageSentence>[2] };
      if (options.json) {
        printJson(whole);
        return;
      }
      const { result } = whole;
      printText([
        coverageSentence(result, null, query),
        '',
        ...formatTable(
          ['source', 'conduct coverage', 'range', 'n'],
          [
            ['this record', percent(result.conduct.value), percentRange(result.conduct), String(result.conduct.n)],
            ...result.otherDataSets.map(({ dataSet, scope, conduct }) => [
              `${dataSet}: ${scope}`,
              percent(conduct.value),
              percentRange(conduct),
              String(conduct.n),
            ]),
            [
              'headcount, UN members',
              percent(result.headcount.value),
              percentRange(result.headcount),
              String(result.headcount.n),
            ],
          ],
        ),
        '',
        'Absent, and what each would add:',
        ...formatTable(
          ['party', 'adherence', 'would add', 'incidents'],
          result.absent
            .slice(0, 12)
            .map(({ name, adherence, wouldAdd, incidents }) => [
              name,
              adherence === 'unknown' ? 'possibly' : 'no',
              percent(wouldAdd),
              String(incidents.length),
            ]),
        ),
        '',
        ...whole.assumptions.map((assumption) => `- ${assumption}`),
      ]);
    });
}

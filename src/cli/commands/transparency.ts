/** servanda transparency AGREEMENT: who has reported what they owe; or that nobody owes a report. */
import type { Command } from 'commander';
import { percent, transparencyAnswer } from '#publish';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

export function defineTransparency(program: Command): void {
  withDials(program.command('transparency <agreement>'))
    .description('reports due, filed, on time and verified; or that the text asks for none')
    .action(async (agreement: string, options: DialOptions) => {
      const answer = await ask(dialsOf(options), (view, query) => transparencyAnswer(view, query, agreement));
      if (options.json) {
        printJson(answer);
        return;
      }
      const { sentence, dutyText, missing, published, filing } = answer.result;
      printText([
        plain(sentence),
        ...(dutyText === null ? [] : [`The text on reporting: ${plain(dutyText)}`]),
        '',
        ...(filing
          ? formatTable(
              ['measure', 'value', 'n'],
              [
                ['filed', filing.filingRate] as const,
                ['on time', filing.onTimeRate] as const,
                ['implementation', filing.implementation] as const,
                ['implementation of filed', filing.implementationOfFiled] as const,
                ['verified', filing.verified] as const,
              ].map(([name, rate]) => [name, rate ? percent(rate.value) : 'not stated', rate ? String(rate.n) : '0']),
            )
          : []),
        ...missing.map(({ what, owed, lookedFor, asOf }) =>
          plain(`Not found: ${what} (owed: ${owed}). Looked for, ${asOf}: ${lookedFor}.`),
        ),
        '',
        ...formatTable(
          ['published', 'by', 'report', 'about'],
          published.reports.map(({ publishedOn, by, title, about }) => [publishedOn ?? 'no date', by, title, about]),
        ),
        '',
        ...answer.assumptions.map((line) => `- ${line}`),
      ]);
    });
}

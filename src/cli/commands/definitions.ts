/** servanda definitions TERM: who holds which variant of a contested term, and what each would decide. */
import type { Command } from 'commander';
import { definitionsDossier, termList } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

export function defineDefinitions(program: Command): void {
  withDatasets(program.command('definitions [term]'))
    .description('definition matrix of a contested term: holders, divergence, incidents that each variant decides')
    .action(async (term: string | undefined, options: DialOptions) => {
      if (term === undefined) {
        const list = await ask(dialsOf(options), termList);
        if (options.json) printJson(list);
        else
          printText(
            formatTable(
              ['term', 'holders', 'variants', 'label'],
              list.result.items.map(({ id, holders, variants, label }) => [
                id,
                String(holders),
                String(variants),
                label,
              ]),
            ),
          );
        return;
      }
      const answer = await ask(dialsOf(options), (view, query) => definitionsDossier(view, query, term));
      if (options.json) {
        printJson(answer);
        return;
      }
      const { term: about, definitions, variants, bank, record } = answer.result;
      const share = (value: number | null): string => (value === null ? '–' : `${Math.round(value * 100)} %`);
      printText([
        plain(about.label),
        ...(about.question === null ? [] : [plain(about.question)]),
        '',
        'Held by:',
        ...formatTable(
          ['holder', 'since', 'known', 'meaning'],
          definitions.map(({ holder, heldFrom, known, meaning }) => [holder, heldFrom ?? '–', known, meaning]),
        ),
        '',
        ...(variants.length === 0
          ? ['No variant of this term is coded, so nothing can be counted.', '']
          : [
              'Coded variants, and what each decides:',
              ...formatTable(
                ['variant', 'sets', 'incidents yes', 'no', 'open', 'cases yes', 'no', 'open', 'reading'],
                variants.map(({ id, sets, incidents, cases, reading }) => [
                  id.slice(id.indexOf('/') + 1),
                  sets.join(' ') || '–',
                  ...[incidents, cases].flatMap((counts) => [counts.true, counts.false, counts.unknown].map(String)),
                  reading,
                ]),
              ),
              '',
              `Bank of ${bank.cases} hypothetical cases (version ${bank.version}): alpha ${bank.alpha === null ? 'not to be stated' : bank.alpha.toFixed(3)}, ${bank.divided.length} cases divided.`,
              ...formatTable(
                ['pair', 'differing', 'from', 'to', 'n'],
                bank.pairs.map(({ a, b, differing, lower, upper, n }) => [
                  `${a} – ${b}`,
                  share(differing),
                  share(lower),
                  share(upper),
                  String(n),
                ]),
              ),
              '',
              `${record.decided.length} recorded incidents fall under some variants and surely not under others:`,
              ...record.decided
                .slice(0, 15)
                .map(({ incident, yes, no }) => plain(`- ${incident}: yes ${yes.join(', ')}; no ${no.join(', ')}`)),
              ...(record.decided.length > 15 ? [`… ${record.decided.length - 15} more with --json`] : []),
              '',
            ]),
        ...answer.assumptions.map((text) => `- ${text}`),
      ]);
    });
}

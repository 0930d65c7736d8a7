/** servanda brief AGREEMENT: the assessment brief as Markdown, HTML or JSON. */
import { Option, type Command } from 'commander';
import { agreementBrief, coverageAssumptions, envelope, formatBriefHtml, formatBriefMarkdown } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { printJson } from '../output.ts';

export function defineBrief(program: Command): void {
  withDatasets(program.command('brief <agreement>'))
    .description('assessment brief: dials, who is absent, provisions, sources')
    .addOption(new Option('--format <format>', 'form of the brief').choices(['markdown', 'html']).default('markdown'))
    .action(async (agreement: string, options: DialOptions & { format: 'markdown' | 'html' }) => {
      const answer = await ask(dialsOf(options), (view, query) =>
        envelope(
          view,
          'brief/1',
          query,
          { agreement },
          coverageAssumptions(query),
          agreementBrief(view, agreement, query),
        ),
      );
      if (options.json) printJson(answer);
      else process.stdout.write(options.format === 'html' ? formatBriefHtml(answer) : formatBriefMarkdown(answer));
    });
}

/** servanda list KIND: every record of a kind in a line. */
import type { Command } from 'commander';
import { envelope, incidentRows, recordKindOf } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, printJson, printText } from '../output.ts';

const lineFields = ['id', 'title', 'name', 'paraphrase', 'short'] as const;

export function defineList(program: Command): void {
  withDatasets(program.command('list <kind>'))
    .description('records of a kind: agreements, provisions, parties, incidents, attributions …')
    .action(async (word: string, options: DialOptions) => {
      const answer = await ask(dialsOf(options), (view, query) => {
        const kind = recordKindOf(word);
        const items: readonly { id: string }[] = kind === 'incident' ? incidentRows(view, query) : view.all(kind);
        return envelope(view, 'list/1', query, { kind }, [], { items, total: items.length });
      });
      if (options.json) {
        printJson(answer);
        return;
      }
      const { items, total } = answer.result;
      const label = (item: Record<string, unknown>): string => {
        const field = lineFields.slice(1).find((name) => typeof item[name] === 'string');
        return field === undefined ? '' : String(item[field]);
      };
      const rows = (items as ({ id: string } & Record<string, unknown>)[]).map((item) => [item.id, label(item)]);
      printText([...formatTable(['id', 'title'], rows), '', `${total} recorded`]);
    });
}

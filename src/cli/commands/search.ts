/** servanda search WORDS: the whole record by words. */
import type { Command } from 'commander';
import { envelope, recordKindOf, search } from '#publish';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, printJson, printText } from '../output.ts';

interface Options extends DialOptions {
  kind: string[];
  limit: string;
}

export function defineSearch(program: Command): void {
  withDials(program.command('search <words...>'))
    .description('full-text search over every kind of record')
    .option(
      '--kind <kind>',
      'only this kind; may be given again',
      (kind: string, all: string[]) => [...all, kind],
      [] as string[],
    )
    .option('--limit <n>', 'at most this many', '20')
    .action(async (words: string[], options: Options) => {
      const kinds = options.kind.map(recordKindOf);
      const limit = Math.max(1, Math.min(1000, Number(options.limit) || 20));
      const answer = await ask(dialsOf(options), (view, query) =>
        envelope(
          view,
          'search/1',
          query,
          { q: words.join(' '), kind: kinds.join(','), limit },
          ['words that the record holds; what is not found may still have happened'],
          search(view, words.join(' '), { kinds, limit }),
        ),
      );
      if (options.json) printJson(answer);
      else {
        const { items, total } = answer.result;
        printText([
          ...formatTable(
            ['kind', 'id', 'title'],
            items.map(({ kind, id, title, excerpt }) => [kind, id, excerpt === null ? title : `${title} – ${excerpt}`]),
          ),
          '',
          `${total} found${total > items.length ? `, ${items.length} shown` : ''}`,
        ]);
      }
    });
}

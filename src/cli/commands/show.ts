/** servanda show ID: a record as it stands, or every version of it. */
import { ServandaError } from '#model';
import type { Command } from 'commander';
import { citedSources, envelope, findRecords, historyOf } from '#publish';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';
import { stringify } from 'yaml';

export function defineShow(program: Command): void {
  withDials(program.command('show <id>'))
    .description('a record with its sources and its place in the log')
    .option('--history', 'every version, superseded and withdrawn ones included')
    .action(async (id: string, options: DialOptions & { history?: boolean }) => {
      const answer = await ask(dialsOf(options), (view, query) => {
        const found = findRecords(view, id);
        const first = found[0];
        if (!first) {
          // The error names what is near among the kinds that people ask for.
          for (const kind of ['agreement', 'incident', 'party', 'provision'] as const) {
            try {
              view.get(kind, id);
            } catch (error) {
              if (
                error instanceof ServandaError &&
                (error.code === 'WITHHELD' || (error.details['near'] as string[] | undefined)?.length)
              )
                throw error;
            }
          }
          view.get('agreement', id);
        }
        const records = found.map(({ kind, version }) => ({
          kind,
          origin: version.origin,
          index: version.index,
          statement: version.statement,
          recordedAt: version.recordedAt,
          body: version.body,
          sources: 'citations' in version.body ? citedSources(view, version.body.citations) : [],
          ...(options.history ? { history: historyOf(view, kind, version.body.id) } : {}),
        }));
        return envelope(view, 'show/1', query, { id, history: options.history ?? false }, [], { records });
      });
      if (options.json) {
        printJson(answer);
        return;
      }
      printText(
        answer.result.records.flatMap(({ kind, origin, index, statement, recordedAt, body, sources, history }) => [
          `${kind} ${body.id}`,
          `entry ${index} of ${origin}, recorded ${recordedAt}, statement ${statement}`,
          '',
          ...stringify(body, { lineWidth: 100 }).trimEnd().split('\n').map(plain),
          '',
          ...sources.map(({ title, url, known }) =>
            plain(`source (${known}): ${title}${url === null ? '' : ` ${url}`}`),
          ),
          ...(history ?? []).map(
            (version) =>
              `version: entry ${version.index}, recorded ${version.recordedAt}, ${version.replacedAt === null ? 'stands' : `replaced ${version.replacedAt}`}, ${version.statement}`,
          ),
        ]),
      );
    });
}

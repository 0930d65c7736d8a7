/** servanda datasets: the record and every import in a line; with a name, counts over it. */
import type { Command } from 'commander';
import { datasetCounts, datasetLines, envelope } from '#publish';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { openShelf } from '../dataset-shelf.ts';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

export function defineDatasets(program: Command): void {
  withPlace(withDials(program.command('datasets [id]')))
    .description('data sets: the record and the imports; with a name, counts by responsible state and year')
    .action(async (id: string | undefined, options: DialOptions & PlaceOptions) => {
      const shelf = openShelf(placeOf(options));
      if (id === undefined) {
        const answer = await ask(dialsOf(options), (view, query) =>
          envelope(view, 'datasets/1', query, {}, [], { items: datasetLines(view, shelf) }),
        );
        if (options.json) printJson(answer);
        else {
          printText(
            formatTable(
              ['id', 'rows', 'unit', 'licence', 'publisher'],
              answer.result.items.map((line) => [line.id, String(line.rows), line.unit, line.licence, line.publisher]),
            ),
          );
        }
        return;
      }
      const answer = await ask(dialsOf(options), (view, query) => datasetCounts(view, query, id, shelf));
      if (options.json) {
        printJson(answer);
        return;
      }
      const { dataset, counts } = answer.result;
      printText([
        plain(`${dataset.dataSet}: ${dataset.publisher}, licence ${dataset.licence}`),
        `${counts.operations} operations until the day, ${counts.withNamedState} with a named state abroad, ${counts.withoutNamedState} without, ${counts.domesticOnly} at home, ${counts.nonStateOnly} by others than states`,
        `${counts.datedByDisclosure} dated by when they became public; ${counts.undated} without a date`,
        '',
        ...formatTable(
          ['state', 'operations'],
          counts.byState.slice(0, 20).map(({ state, operations }) => [state, operations.toFixed(1)]),
        ),
        '',
        ...answer.assumptions.map((assumption) => `- ${assumption}`),
      ]);
    });
}

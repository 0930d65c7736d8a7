/** Metrics over any data set: the record, an import, or several side by side, each with its own way of collecting. */
import { computeCoverage, partyTruths, recordedOperations, type Share } from '#analysis';
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import { operationsUntil, type Dataset, type DatasetCounts } from '#interchange';
import { ServandaError, type Envelope, type ImportManifest } from '#model';
import { membersOf, unMembers, type View } from '#registry';
import { envelope } from './envelope.ts';
import type { Query } from './query.ts';

/** Where data sets come from: the imports of an instance. */
export interface DatasetShelf {
  list: () => readonly ImportManifest[];
  /** Throws NOT_FOUND or AMBIGUOUS with the names that are there. */
  open: (id: string) => Dataset;
}

export const emptyShelf: DatasetShelf = {
  list: () => [],
  open: (id) => {
    throw new ServandaError('NOT_FOUND', `There is no data set "${id.slice(0, 60)}". Known: record.`);
  },
};

/** The name of the shipped record among data sets. */
export const recordDataset = 'record';

/** A line of the list of data sets. */
export interface DatasetLine {
  id: string;
  title: string;
  publisher: string;
  licence: string;
  unit: ImportManifest['unit'];
  rows: number;
  refused: number;
  root: string | null;
}

/** The record and every import in a line. */
export function datasetLines(view: View, shelf: DatasetShelf): DatasetLine[] {
  const [description] = view.all('record-description');
  return [
    {
      id: recordDataset,
      title: description?.title ?? 'the record',
      publisher: 'Servanda',
      licence: description?.licence ?? '',
      unit: 'incident',
      rows: view.all('incident').length,
      refused: 0,
      root: null,
    },
    ...shelf.list().map(({ id, dataSet, publisher, licence, unit, rows, refused, root }) => ({
      id,
      title: dataSet,
      publisher,
      licence,
      unit,
      rows,
      refused,
      root,
    })),
  ];
}

/** Coverage over one data set. */
export interface DatasetCoverage extends Pick<DatasetLine, 'id' | 'title' | 'publisher' | 'licence' | 'unit'> {
  /** Null with the reason where no share can be stated. */
  conduct: Share | null;
  refused: string | null;
  counts: DatasetCounts | null;
  /** How it was collected, as far as it is told. */
  collection: string;
}

export interface DatasetsCoverage {
  agreement: string;
  asOf: string;
  headcount: Share;
  datasets: DatasetCoverage[];
  /** Lowest and highest bound over all data sets. */
  range: { lower: number; upper: number; sources: number } | null;
}

/** The ids in a text such as "record,eurepoc"; throws INPUT_INVALID for none or for more than eight. */
export function parseDatasets(text: string): string[] {
  const ids = [...new Set(text.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  if (ids.length > 0 && ids.length <= 8) return ids;
  throw new ServandaError('INPUT_INVALID', 'dataset: name one to eight data sets, joined by commas.', {
    place: { field: 'dataset' },
  });
}

/** Coverage of an agreement over data sets, side by side. The parties are the record's; the operations each set's own. */
export function datasetsCoverage(
  view: View,
  query: Query,
  agreement: string,
  ids: readonly string[],
  shelf: DatasetShelf,
): Envelope<DatasetsCoverage> {
  const { id } = view.get('agreement', agreement);
  const parties = partyTruths(view, id, query.asOf, commitmentStandard(query.commitment).bases);
  const universe = membersOf(view, unMembers);
  const lines = new Map(datasetLines(view, shelf).map((line) => [line.id, line]));
  const { headcount } = computeCoverage({
    operations: [{ id: 'none', weight: 1, credences: { [universe[0] ?? '']: 1 } }],
    parties,
    universe,
  });
  const roots: Record<string, string> = {};
  const datasets = ids.map((name): DatasetCoverage => {
    const dataset = name === recordDataset ? null : shelf.open(name);
    const line = lines.get(dataset?.manifest.id ?? recordDataset);
    const windowed = dataset ? operationsUntil(dataset, query.asOf) : null;
    const operations =
      windowed?.operations ?? recordedOperations(view, findStandard(query.standard), query.asOf).operations;
    if (dataset) roots[dataset.manifest.id] = dataset.manifest.root;
    const { conduct, refused } = shareOver(operations, parties, universe);
    return {
      id: line?.id ?? name,
      title: line?.title ?? name,
      publisher: line?.publisher ?? '',
      licence: line?.licence ?? '',
      unit: line?.unit ?? 'incident',
      conduct,
      refused,
      counts: windowed?.counts ?? null,
      collection:
        dataset === null
          ? (view.all('record-description')[0]?.collection ?? '')
          : `as ${line?.publisher ?? 'its publisher'} collects; who is responsible is its coding, not the record's standard`,
    };
  });
  const shares = datasets.flatMap(({ conduct }) => conduct ?? []);
  return envelope(
    view,
    'datasets-coverage/1',
    query,
    { agreement: id, dataset: ids.join(','), roots },
    datasetAssumptions(query),
    {
      agreement: id,
      asOf: query.asOf,
      headcount,
      datasets,
      range:
        shares.length === 0
          ? null
          : {
              lower: Math.min(...shares.map(({ lower }) => lower)),
              upper: Math.max(...shares.map(({ upper }) => upper)),
              sources: shares.length,
            },
    },
  );
}

function shareOver(
  operations: Parameters<typeof computeCoverage>[0]['operations'],
  parties: Parameters<typeof computeCoverage>[0]['parties'],
  universe: readonly string[],
): Pick<DatasetCoverage, 'conduct' | 'refused'> {
  try {
    return { conduct: computeCoverage({ operations, parties, universe }).conduct, refused: null };
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') return { conduct: null, refused: error.message };
    throw error;
  }
}

/** Counts of one import until a day. */
export function datasetCounts(
  view: View,
  query: Query,
  id: string,
  shelf: DatasetShelf,
): Envelope<{ dataset: ImportManifest; counts: DatasetCounts }> {
  const dataset = shelf.open(id);
  const { manifest } = dataset;
  return envelope(
    view,
    'dataset-counts/1',
    query,
    { dataset: manifest.id, roots: { [manifest.id]: manifest.root } },
    datasetAssumptions(query),
    { dataset: manifest, counts: operationsUntil(dataset, query.asOf).counts },
  );
}

function datasetAssumptions(query: Query): string[] {
  return [
    `attribution standard ${query.standard} and its rule hold for the record alone; a data set names states by its own coding`,
    'several named states share one operation equally, unless the data set gives shares',
    'where a data set does not say when an operation began, the day on which it became public stands in its place, and is counted',
    "a state's conduct against itself alone is kept apart",
    'rows of one id are one operation; operations of different data sets are never merged',
  ];
}

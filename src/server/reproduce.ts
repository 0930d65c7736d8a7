/** Recomputes an envelope at its own snapshot and says where it differs. */
import { rootFromTiles } from '#ledger';
import { ServandaError, type Envelope, type LogState } from '#model';
import {
  computeMethod,
  differences,
  envelope,
  findRecords,
  historyOf,
  incidentRows,
  openView,
  overDatasets,
  citedSources,
  sideBySideMethod,
  type DatasetShelf,
  type Difference,
  type QueryInput,
  type SideBySide,
} from '#publish';
import { foldLogs, type Registry } from '#registry';
import { exportManifest } from '#publish';
import { findExporter, lossReport, select } from '#interchange';
import type { RecordKind } from '#model';
import type { Instance } from './instance.ts';
import { addressOfAnswer } from './reproduce-addresses.ts';
import { askResource, type ViewOpener } from './resource.ts';

export interface Reproduction {
  equal: boolean;
  method: string;
  /** `same`: the logs stand as in the file; `rebuilt`: they have grown, and were folded as far as the file goes. */
  snapshot: 'same' | 'rebuilt' | 'none';
  differences: Difference[];
}

/** Reproduces an envelope with the logs of an instance. Throws NOT_FOUND for a method that this version does not know. */
export async function reproduceEnvelope(
  file: Envelope<unknown>,
  instance: Instance,
  datasets: DatasetShelf,
): Promise<Reproduction> {
  const { method, snapshot } = file;
  if (snapshot.length === 0) {
    const { input } = file.parameters as { input?: unknown };
    const [id = ''] = method.split('/');
    const here = await computeMethod(id, input);
    return compared(file, here, 'none');
  }
  const { registry, state } = await registryAt(instance, snapshot);
  const open: ViewOpener = (dials) => openView(registry, dials);
  return compared(file, answerAgain(file, open, datasets), state);
}

/** The answer to the question that an envelope names, over any view. */
export function answerAgain(file: Envelope<unknown>, open: ViewOpener, datasets: DatasetShelf): Envelope<unknown> {
  const [id = ''] = file.method.split('/');
  if (file.method === sideBySideMethod) return sideBySideAgain(file, open, datasets);
  const own = commandAnswers[id];
  const { dataset } = file.parameters;
  if (own && typeof dataset === 'string') {
    const dials = dialsIn(file.parameters);
    const { view } = open(dials);
    return overDatasets<unknown>(view.registry, dials, dataset, datasets, (over, query) =>
      own(file.parameters, () => ({ view: over, query })),
    );
  }
  if (own) return own(file.parameters, open);
  const answer = askResource(addressOfAnswer(file.method, file.parameters), open, datasets);
  if ('raw' in answer) throw new ServandaError('INPUT_INVALID', 'The file names a resource that is no envelope.');
  return answer;
}

/** Each data set is asked again what it answered; one that was refused is asked what the first of the others was. */
function sideBySideAgain(file: Envelope<unknown>, open: ViewOpener, datasets: DatasetShelf): Envelope<unknown> {
  const { datasets: parts } = file.result as SideBySide<unknown>;
  const first = parts.find(({ answer }) => answer !== null)?.answer;
  if (!first) throw new ServandaError('INPUT_INVALID', 'The file holds no answer of any data set.');
  const again = parts.map((part): SideBySide<unknown>['datasets'][number] => {
    const { method, parameters } = part.answer ?? {
      ...first,
      parameters: { ...first.parameters, dataset: part.dataset.id },
    };
    try {
      const here = answerAgain({ ...file, method, parameters }, open, datasets);
      return {
        dataset: part.dataset,
        answer: {
          method: here.method,
          parameters: here.parameters,
          assumptions: here.assumptions,
          result: here.result,
        },
        refused: null,
      };
    } catch (error) {
      if (!(error instanceof ServandaError) || error.code !== 'REFUSED') throw error;
      return { dataset: part.dataset, answer: null, refused: error.message };
    }
  });
  return { ...file, result: { datasets: again } };
}

function compared(file: Envelope<unknown>, here: Envelope<unknown>, snapshot: Reproduction['snapshot']): Reproduction {
  // As a reader of the file sees it: what JSON leaves out is left out on both sides.
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
  const found = differences(plain(file), plain(here));
  return { equal: found.length === 0, method: here.method, snapshot, differences: found };
}

/** Answers that only commands give. */
const commandAnswers: Readonly<
  Record<string, (parameters: Record<string, unknown>, open: ViewOpener) => Envelope<unknown>>
> = {
  list: (parameters, open) => {
    const { view, query } = open(dialsIn(parameters));
    const kind = String(parameters['kind']) as RecordKind;
    const items: readonly object[] = kind === 'incident' ? incidentRows(view, query) : view.all(kind);
    return envelope(view, 'list/1', query, { kind }, [], { items, total: items.length });
  },
  show: (parameters, open) => {
    const { view, query } = open(dialsIn(parameters));
    const id = String(parameters['id']);
    const history = parameters['history'] === true;
    const records = findRecords(view, id).map(({ kind, version }) => ({
      kind,
      origin: version.origin,
      index: version.index,
      statement: version.statement,
      recordedAt: version.recordedAt,
      body: version.body,
      sources: 'citations' in version.body ? citedSources(view, version.body.citations) : [],
      ...(history ? { history: historyOf(view, kind, version.body.id) } : {}),
    }));
    return envelope(view, 'show/1', query, { id, history }, [], { records });
  },
  export: (parameters, open) => {
    const { view, query } = open(dialsIn(parameters));
    const kinds = (Array.isArray(parameters['kinds']) ? parameters['kinds'] : []) as RecordKind[];
    const exporter = findExporter(String(parameters['format']));
    const selection = select(view, kinds);
    return exportManifest(view, query, exporter.id, kinds, exporter.files(selection), lossReport(exporter, selection));
  },
};

function dialsIn(parameters: Readonly<Record<string, unknown>>): QueryInput {
  const text = (name: string): string | undefined => {
    const value = parameters[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    asOf: text('asOf'),
    publicAt: text('publicAt'),
    knownAt: text('knownAt'),
    definitions: text('definitions'),
    standard: text('standard'),
    commitment: text('commitment'),
  };
}

/**
 * The registry as the logs were. Throws LOG_FORKED where a log of the same name has other contents, NOT_FOUND where it is
 * not here or shorter than the file says.
 */
async function registryAt(
  instance: Instance,
  snapshot: readonly LogState[],
): Promise<{ registry: Registry; state: 'same' | 'rebuilt' }> {
  const now = instance.registry.snapshot;
  if (JSON.stringify(now) === JSON.stringify(snapshot)) return { registry: instance.registry, state: 'same' };
  const logs = [];
  for (const state of snapshot) {
    const { origin, size, root } = state;
    const [reader, book] = [instance.log(origin), instance.book(origin)];
    if (!reader || !book || reader.size < size) {
      throw new ServandaError(
        'NOT_FOUND',
        `The log ${origin} of size ${size} is not here${reader ? `; this one has ${reader.size} entries` : ''}. Recompute beside a copy of it.`,
      );
    }
    const found = (await rootFromTiles(reader, size)).toString('base64');
    if (found !== root) {
      throw new ServandaError(
        'LOG_FORKED',
        `The log ${origin} at size ${size} has the root ${found} here, and ${root} in the file: it is another history.`,
      );
    }
    logs.push({ state, statements: book.statements.slice(0, size) });
  }
  return { registry: foldLogs(logs), state: 'rebuilt' };
}

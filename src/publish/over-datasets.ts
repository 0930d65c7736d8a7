/** Any question of the record asked of a data set instead, or of several side by side (design, section 7: `--dataset`). */
import { datasetStatements, type Dataset, type LeftOut } from '#interchange';
import { ServandaError, statementId, type Envelope, type RecordKind, type StatementOf } from '#model';
import { View, type RecordVersion, type Registry } from '#registry';
import { datasetLines, parseDatasets, recordDataset, type DatasetLine, type DatasetShelf } from './datasets.ts';
import { openView, type Query, type QueryInput } from './query.ts';

/** A question of a view: what a command or a resource answers; a file, such as CSV, has no parameters to name. */
export type Question<Result, File = never> = (view: View, query: Query) => Envelope<Result> | File;

/** The answer over one data set; null with the reason where the data set cannot carry the question. */
export interface DatasetAnswer<Result> {
  dataset: Pick<DatasetLine, 'id' | 'title' | 'publisher' | 'licence' | 'unit'>;
  answer: Omit<Envelope<Result>, 'snapshot'> | null;
  refused: string | null;
}

export interface SideBySide<Result> {
  datasets: DatasetAnswer<Result>[];
}

/** A registry in which a data set stands in place of what the record tells of the same. */
interface Overlaid {
  registry: Registry;
  /** Kinds that the data set tells; a question that reads none of them does not hang on it. */
  tells: ReadonlySet<RecordKind>;
  /** Kinds of conduct that the data set does not tell: what the record tells of them is of other operations. */
  silent: ReadonlySet<RecordKind>;
  leftOut: LeftOut;
  /** True where who is responsible is the publisher's coding; Servanda's own formats have authors and forms. */
  isCodedByPublisher: boolean;
}

const conductKinds = ['incident', 'attribution', 'response', 'norm-invocation'] as const;

/**
 * Asks the data sets that `dataset` names ("record", "eurepoc", "record,eurepoc"). One gives the plain answer with the
 * data set among its parameters; several give one answer each, side by side, never added. Throws REFUSED where no data
 * set carries the question.
 */
export function overDatasets<Result, File extends { raw: unknown } = never>(
  registry: Registry,
  input: QueryInput,
  dataset: string,
  shelf: DatasetShelf,
  question: Question<Result, File>,
): Envelope<Result> | Envelope<SideBySide<Result>> | File {
  const names = parseDatasets(dataset);
  const [only = recordDataset] = names;
  if (names.length === 1) return askOne(registry, input, only, shelf, question);
  const { view, query } = openView(registry, input);
  const lines = new Map(datasetLines(view, shelf).map((line) => [line.id, line]));
  const roots: Record<string, string> = {};
  const datasets = names.map((name): DatasetAnswer<Result> => {
    const line = lines.get(name === recordDataset ? recordDataset : shelf.open(name).manifest.id);
    if (line?.root != null) roots[line.id] = line.root;
    const { id = name, title = name, publisher = '', licence = '', unit = 'incident' } = line ?? {};
    const of = { id, title, publisher, licence, unit };
    try {
      const one = askOne(registry, input, name, shelf, question);
      if ('raw' in one) throw new ServandaError('INPUT_INVALID', 'dataset: a file is of one data set; name one.');
      const { method, parameters, assumptions, result } = one;
      return { dataset: of, answer: { method, parameters, assumptions, result }, refused: null };
    } catch (error) {
      if (!(error instanceof ServandaError) || error.code !== 'REFUSED') throw error;
      return { dataset: of, answer: null, refused: error.message };
    }
  });
  if (datasets.every(({ answer }) => answer === null)) {
    throw new ServandaError('REFUSED', datasets.map(({ dataset: { id }, refused }) => `${id}: ${refused}`).join(' '));
  }
  return {
    snapshot: view.snapshot,
    method: sideBySideMethod,
    parameters: {
      dataset: datasets.map(({ dataset: { id } }) => id).join(','),
      roots,
      asOf: query.asOf,
      publicAt: query.publicAt,
      knownAt: query.knownAt,
    },
    assumptions: [
      'each data set has its own idea of what one operation is and how it was collected: numbers stand side by side and are never added',
    ],
    result: { datasets },
  };
}

export const sideBySideMethod = 'side-by-side/1';

/** One name, and what it tells in its own parameters. */
function askOne<Result, File extends { raw: unknown } = never>(
  registry: Registry,
  input: QueryInput,
  name: string,
  shelf: DatasetShelf,
  question: Question<Result, File>,
): Envelope<Result> | File {
  if (name === recordDataset) {
    const { view, query } = openView(registry, input);
    const answer = question(view, query);
    return 'raw' in answer ? answer : { ...answer, parameters: { dataset: recordDataset, ...answer.parameters } };
  }
  const dataset = shelf.open(name);
  const { id, publisher, root } = dataset.manifest;
  const overlaid = overlay(registry, dataset);
  const { query, view: plain } = openView(overlaid.registry, {
    ...input,
    // The publisher is one voice, and no government: under the record's own default nobody would be named.
    standard: input.standard ?? (overlaid.isCodedByPublisher ? 'any-report' : undefined),
  });
  const view = new DatasetView(overlaid, id, plain.options);
  const answer = question(view, query);
  if (![...view.read].some((kind) => overlaid.tells.has(kind))) {
    throw new ServandaError(
      'REFUSED',
      `This answer does not hang on anything that ${id} tells (${[...overlaid.tells].join(', ')}): ask it of the record.`,
    );
  }
  if ('raw' in answer) return answer;
  return {
    ...answer,
    parameters: { dataset: id, roots: { [id]: root }, ...answer.parameters },
    assumptions: [...assumptionsOf(overlaid, id, publisher), ...answer.assumptions],
  };
}

function assumptionsOf({ tells, leftOut, isCodedByPublisher }: Overlaid, id: string, publisher: string): string[] {
  const { undated, withoutEffect, withoutParty, ofOtherKinds } = leftOut;
  return [
    `over ${id}: its statements (${[...tells].join(', ')}) stand in place of the record's, and "this record" means them; texts, parties and definitions are the record's`,
    ...(isCodedByPublisher
      ? [
          `who is responsible is the coding of ${publisher}, taken as one report; several named states are named jointly, whatever shares the data set gives`,
          'facts that the data set does not tell are unknown; where it does not say when an operation began, the day on which it became public stands in its place',
        ]
      : []),
    ...(withoutEffect > 0
      ? [
          `${withoutEffect} operations without an effect that this project has a code for: "not contrary" says only that nothing told is reached by the clause`,
        ]
      : []),
    ...(undated > 0 ? [`${undated} operations without any date are left out`] : []),
    ...(withoutParty > 0 ? [`${withoutParty} states that no code names are left out`] : []),
    ...(ofOtherKinds > 0 ? [`${ofOtherKinds} rows tell no conduct, vote or adherence and are left out`] : []),
  ];
}

const kept = new WeakMap<Registry, Map<string, Overlaid>>();

/** The last few overlays of a registry are kept: building one reads every row of the import. */
function overlay(registry: Registry, dataset: Dataset): Overlaid {
  let overlays = kept.get(registry);
  if (!overlays) kept.set(registry, (overlays = new Map<string, Overlaid>()));
  const { id } = dataset.manifest;
  const known = overlays.get(id);
  if (known) return known;
  const made = makeOverlay(registry, dataset);
  overlays.set(id, made);
  for (const oldest of overlays.keys()) {
    if (overlays.size <= 4) break;
    overlays.delete(oldest);
  }
  return made;
}

function makeOverlay(registry: Registry, { manifest, items }: Dataset): Overlaid {
  const record = new View(registry);
  const { statements, leftOut, tellsConduct } = datasetStatements(manifest, items(), record.dataDate);
  const told = new Set<RecordKind>(statements.map(({ kind }) => kind));
  told.delete('party');
  if (told.size === 0) {
    throw new ServandaError(
      'REFUSED',
      `${manifest.id} tells no dated operation, vote or adherence (unit: ${manifest.unit}): no method is asked of it.`,
    );
  }
  const versions = new Map(registry.versions);
  if (tellsConduct) for (const kind of conductKinds) versions.set(kind, new Map());
  if (told.has('vote')) versions.set('vote', new Map());
  if (told.has('adherence')) versions.set('adherence', withoutAdherences(registry, agreementsOf(statements)));
  // Known since the manifest was recorded; an import outside of the log is asked without that clock.
  const recordedAt = record.find('import-manifest', manifest.id)?.recordedAt ?? '0000-01-01';
  const byStatement = new Map(registry.byStatement);
  const own = new Map<RecordKind, Map<string, readonly RecordVersion[]>>();
  for (const [index, body] of statements.entries()) {
    const version: RecordVersion = {
      body,
      statement: statementId(body),
      origin: `import/${manifest.id}`,
      index,
      recordedAt,
      replacedAt: null,
      replacedBy: null,
      signer: null,
    };
    let ofKind = own.get(body.kind);
    if (!ofKind) own.set(body.kind, (ofKind = new Map(versions.get(body.kind) ?? [])));
    ofKind.set(body.id, [version]);
    byStatement.set(version.statement, version);
  }
  for (const [kind, ofKind] of own) versions.set(kind, ofKind);
  describeDataset(versions, manifest);
  return {
    registry: { ...registry, versions, byStatement },
    tells: told,
    silent: new Set(tellsConduct ? conductKinds.filter((kind) => !told.has(kind)) : []),
    leftOut,
    isCodedByPublisher: tellsConduct && manifest.unit !== 'statement',
  };
}

function agreementsOf(statements: readonly { kind: string }[]): Set<string> {
  return new Set(
    statements.flatMap((body) => (body.kind === 'adherence' ? [(body as StatementOf<'adherence'>).agreement] : [])),
  );
}

/** The adherences of the record to other texts. */
function withoutAdherences(registry: Registry, agreements: ReadonlySet<string>): Map<string, readonly RecordVersion[]> {
  const all = [...(registry.versions.get('adherence') ?? [])];
  return new Map(
    all.filter(
      ([, [first]]) => !agreements.has((first?.body as StatementOf<'adherence'> | undefined)?.agreement ?? ''),
    ),
  );
}

/** Shares over the data set say how it was collected, not how the record was. */
function describeDataset(
  versions: Map<RecordKind, ReadonlyMap<string, readonly RecordVersion[]>>,
  { dataSet, publisher, licence }: Dataset['manifest'],
): void {
  const described = [...(versions.get('record-description') ?? [])].map(
    ([id, list]): [string, readonly RecordVersion[]] => [
      id,
      list.map((version) => ({
        ...version,
        body: {
          ...(version.body as StatementOf<'record-description'>),
          title: dataSet.slice(0, 400),
          collection: `no sample either: collected as ${publisher} collects`.slice(0, 4000),
          licence: licence.slice(0, 400),
        },
      })),
    ],
  );
  versions.set('record-description', new Map(described));
}

/** A view over a data set that notes which kinds an answer read. */
class DatasetView extends View {
  readonly read = new Set<RecordKind>();
  readonly #overlaid: Overlaid;
  readonly #id: string;

  constructor(overlaid: Overlaid, id: string, options: View['options']) {
    super(overlaid.registry, options);
    this.#overlaid = overlaid;
    this.#id = id;
  }

  /** Throws REFUSED for conduct that the data set is silent on: no statement there would read as "nobody did". */
  override versions<Kind extends RecordKind>(kind: Kind): readonly RecordVersion<Kind>[] {
    if (this.#overlaid.silent.has(kind)) {
      throw new ServandaError('REFUSED', `${this.#id} tells no ${kind}: nothing can be said of that from it.`);
    }
    this.read.add(kind);
    return super.versions(kind);
  }
}

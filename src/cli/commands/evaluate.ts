/** servanda evaluate: findings of an incident, an agreement, or an incident in a file that nobody recorded. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { ServandaError, type Envelope, type Statement } from '#model';
import {
  envelope,
  findingAssumptions,
  findingCounts,
  findingLines,
  findingsCsv,
  openView,
  unrecordedOrigin,
  withUnrecorded,
  type FindingFilters,
  type FindingLine,
  type Query,
} from '#publish';
import type { View } from '#registry';
import { compileRecord } from '#intake';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask, openForReading } from '../open.ts';
import { formatTable, printJson, printText } from '../output.ts';

interface EvaluateOptions extends DialOptions {
  incident?: string;
  agreement?: string;
  provision?: string;
  party?: string;
  file?: string;
  csv?: boolean;
}

export function defineEvaluate(program: Command): void {
  withDatasets(program.command('evaluate'))
    .description('findings: text, commitment and responsibility; also for an incident that nobody recorded')
    .option('--incident <id>', 'only this incident')
    .option('--agreement <id>', 'only the provisions of this agreement')
    .option('--provision <id>', 'only this provision, such as un-gge-2015/13f')
    .option('--party <id>', 'only this state; "none" for the operations themselves')
    .option(
      '--file <path>',
      'an unrecorded incident in the form of data/incidents (YAML or JSON); judged, never recorded',
    )
    .option('--csv', 'print all lines as CSV')
    .action(async (options: EvaluateOptions) => {
      if (
        options.incident === undefined &&
        options.agreement === undefined &&
        options.provision === undefined &&
        options.file === undefined
      ) {
        throw new ServandaError(
          'INPUT_INVALID',
          'Name what to evaluate: --incident, --agreement, --provision or --file.',
        );
      }
      const unrecorded = options.file === undefined ? null : readIncident(options.file);
      let csv = '';
      const question = (view: View, query: Query): Envelope<Findings> => {
        const filters: FindingFilters = {
          incident: unrecorded?.id ?? options.incident,
          agreement: options.agreement,
          provision: options.provision,
          party: options.party,
        };
        // An incident in a file is judged whenever it began.
        const asOf = unrecorded === null ? query.asOf : '9999-12-31';
        const lines = findingLines(view, { ...query, asOf }, filters);
        if (options.csv) csv = findingsCsv(view, lines);
        return envelope(
          view,
          'findings/1',
          query,
          { ...filters, ...(unrecorded === null ? {} : { file: unrecordedOrigin }) },
          findingAssumptions(view, query),
          { items: lines, total: lines.length, counts: findingCounts(lines) },
        );
      };
      const answer = await (unrecorded === null
        ? ask(dialsOf(options), question)
        : askOfUnrecorded(unrecorded.statements, options, question));
      if (options.csv) process.stdout.write(csv);
      else if (options.json) printJson(answer);
      else printText([...tableOf(answer.result.items), '', ...answer.assumptions.map((line) => `- ${line}`)]);
    });
}

interface Findings {
  items: FindingLine[];
  total: number;
  counts: ReturnType<typeof findingCounts>;
}

/** An incident in a file is laid over the record, and over nothing else. */
async function askOfUnrecorded(
  statements: readonly Statement[],
  options: EvaluateOptions,
  question: (view: View, query: Query) => Envelope<Findings>,
): Promise<Envelope<Findings>> {
  if (options.dataset !== undefined) {
    throw new ServandaError('INPUT_INVALID', '--file is judged beside the record; leave --dataset out.');
  }
  const instance = await openForReading();
  try {
    const { view, query } = openView(withUnrecorded(instance.registry, statements), dialsOf(options));
    return question(view, query);
  } finally {
    await instance.close();
  }
}

function tableOf(lines: readonly FindingLine[]): string[] {
  const reached = lines.filter(({ text }) => text !== 'not-contrary');
  return [
    ...formatTable(
      ['incident', 'provision', 'for', 'text', 'commitment', 'responsibility', 'link', 'result', 'open because'],
      reached.map((line) => [
        line.incident,
        line.provision,
        line.state ?? 'the operation',
        line.text,
        line.commitment === null ? '' : { true: 'yes', unknown: 'possibly', false: 'no' }[line.commitment],
        line.met === null ? '' : `${line.met ? 'met' : 'not met'}${line.contested ? ', contested' : ''}`,
        line.link === null || line.met === false ? '' : { true: 'yes', unknown: 'unknown', false: 'no' }[line.link],
        line.result ?? '',
        line.causes.map(({ kind, name }) => (name === '' ? kind : name)).join(', '),
      ]),
    ),
    '',
    `${lines.length} findings; ${lines.length - reached.length} not reached by the clause are left out here (--json lists all)`,
  ];
}

/** Reads one incident with what is said about it; the name of the file does not matter. Throws with file and line. */
function readIncident(file: string): { id: string; statements: Statement[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ServandaError(
      'ENVIRONMENT',
      `${file} cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}.`,
      {
        place: { file },
        cause: error,
      },
    );
  }
  const place = 'incidents/unrecorded.yaml';
  try {
    const statements = compileRecord([{ path: place, text }]).map(({ body }) => body);
    const incident = statements.find(({ kind }) => kind === 'incident');
    if (!incident) throw new ServandaError('INPUT_INVALID', `${place} holds no incident.`);
    return { id: incident.id, statements };
  } catch (error) {
    if (!(error instanceof ServandaError)) throw error;
    // The reader knows the file by the name that it was given.
    throw new ServandaError(error.code, error.message.replaceAll(place, path.basename(file)), {
      place: { ...error.place, file },
      details: error.details,
      cause: error,
    });
  }
}

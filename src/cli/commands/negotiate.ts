/** servanda negotiate DRAFT: which texts would bring in whom, who blocks, and what each word costs. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ServandaError } from '#model';
import {
  type Negotiation,
  type PartRunner,
  type Query,
  draftTemplate,
  negotiate,
  openView,
  parseDraft,
} from '#publish';
import type { View } from '#registry';
import { draftSchema } from '#negotiation';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { openForReading } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

interface Options extends DialOptions {
  template?: boolean;
  schema?: boolean;
  workers?: string;
}

/** From so many texts on, threads pay for their start. */
const textsForWorkers = 100_000;

export function defineNegotiate(program: Command): void {
  withDials(program.command('negotiate [draft]'))
    .description('frontier of a draft (YAML or JSON): texts, blockers, price of each word')
    .option('--template', 'print a draft to start from')
    .option('--schema', 'print the JSON Schema of drafts')
    .option('--workers <n>', 'worker threads for large drafts (default: one a core; 0: none); the result is the same')
    .action(async (file: string | undefined, options: Options) => {
      if (options.template) {
        process.stdout.write(draftTemplate);
        return;
      }
      if (options.schema) {
        printJson(draftSchema());
        return;
      }
      if (file === undefined) {
        throw new ServandaError(
          'INPUT_INVALID',
          'Name a draft file, or "-" for standard input; "servanda negotiate --template" prints one to start from.',
        );
      }
      const placed = parseDraft(readText(file), file === '-' ? 'standard input' : file);
      const texts = placed.draft.clauses.reduce((product, clause) => product * clause.options.length, 1);
      const instance = await openForReading();
      try {
        const { view, query } = openView(instance.registry, dialsOf(options));
        const answer = await withWorkers(texts < textsForWorkers ? '0' : options.workers, (runParts) =>
          negotiate(view, query, placed, { runParts }),
        );
        if (options.json) printJson(answer);
        else printText([...lines(answer.result, view, query), ...answer.assumptions.map((text) => `- ${text}`)]);
      } finally {
        await instance.close();
      }
    });
}

async function withWorkers<Result>(
  workers: string | undefined,
  work: (runParts: PartRunner | undefined) => Promise<Result>,
): Promise<Result> {
  if (workers === '0') return work(undefined);
  const { withParts } = await import('./compute.ts');
  return withParts(workers, work);
}

/** The text of a file, or of standard input. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServandaError('ENVIRONMENT', `${plain(file)} cannot be read (${reason}).`, { cause: error });
  }
}

function lines(
  { draft, clauses, parties, counts, accounts, decides, frontier }: Negotiation,
  view: View,
  query: Query,
): string[] {
  const name = (id: string): string => view.find('party', id)?.body.name ?? id;
  const known = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([basis, count]) => `${count} ${basis}`)
    .join(', ');
  return [
    plain(draft.title),
    `${clauses.length} clauses, ${frontier.texts} texts, ${parties.length} parties; ${draft.coding}`,
    `utilities by basis: ${known}; attribution standard ${query.standard}`,
    '',
    ...frontier.frontiers.flatMap(({ measure, whole, engine, proof, nodes, points, gap }) => [
      `Frontier by ${measure} (of ${rounded(whole)}; ${engine}, ${proof === 'optimal' ? 'proven' : `gap of ${rounded(gap?.participation ?? 0)} left`}, ${nodes} nodes):`,
      ...formatTable(
        ['strength', measure, 'stays', 'blocked by', 'text'],
        points.map(({ strength, value, stays, blockers, text }) => [
          rounded(strength),
          rounded(value),
          stays === null ? '–' : `${Math.round(stays * 100)} %`,
          blockers.map(({ party }) => party).join(' ') || 'nobody',
          Object.values(text).join(' · '),
        ]),
      ),
      '',
    ]),
    frontier.consensus === null
      ? 'No text is accepted by all.'
      : `Strongest text that all accept: ${Object.entries(frontier.consensus.text)
          .map(([clause, option]) => `${clause} ${option}`)
          .join('; ')} (strength ${rounded(frontier.consensus.strength)}).`,
    '',
    'Who blocks the strongest text:',
    ...(frontier.strongest.blockers.length === 0 ? ['nobody'] : []),
    ...frontier.strongest.blockers.map(({ party, redLines, shortfall, wouldAcceptWith }) => {
      const reasons = [
        ...(redLines.length > 0 ? [`red line at ${redLines.join(', ')}`] : []),
        ...(shortfall > 0 ? [`falls short by ${rounded(shortfall)}`] : []),
      ];
      const change = wouldAcceptWith[0];
      return plain(
        `- ${name(party)}: ${reasons.join('; ')}${change ? `; would accept with ${change.clause} ${change.option}` : ''}`,
      );
    }),
    '',
    ...(accounts.length === 0 ? [] : ['What published accounts say divided this round:']),
    ...accounts.map(({ role, text, by, sources }) =>
      plain(
        `- ${role}: ${text}${by === null ? '' : ` (${by})`}${sources.length === 0 ? '' : ` [${sources.map(({ title, known: seen }) => `${title}, ${seen}`).join('; ')}]`}`,
      ),
    ),
    ...(accounts.length === 0 ? [] : ['']),
    ...(decides.length === 0
      ? []
      : [
          'Recorded incidents that the definitions of each wording cover:',
          ...formatTable(
            ['clause', 'wording', 'definition', 'yes', 'no', 'open'],
            decides.map(({ clause, option, variant, incidents }) => [
              clause,
              option,
              variant,
              String(incidents.true),
              String(incidents.false),
              String(incidents.unknown),
            ]),
          ),
          '',
        ]),
    ...frontier.prices.flatMap(({ reference, words }) => {
      const priced = words.filter(({ joins, leaves }) => joins.length + leaves.length > 0);
      return [
        `Price of each word in the ${reference} text${priced.length === 0 ? ': no single change moves anybody' : ':'}`,
        ...(priced.length === 0
          ? []
          : formatTable(
              ['clause', 'instead', 'strength', 'parties', 'coverage', 'joins', 'leaves'],
              priced.map(({ clause, to, strengthChange, countChange, coverageChange, joins, leaves }) => [
                clause,
                to,
                signed(strengthChange),
                signed(countChange),
                `${signed(coverageChange * 100)} points`,
                joins.join(' ') || '–',
                leaves.join(' ') || '–',
              ]),
            )),
        '',
      ];
    }),
  ];
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function signed(value: number): string {
  const text = String(Math.round(value * 10) / 10);
  return value > 0 ? `+${text}` : text;
}

/** The options that every question knows, and their way into a query. */
import type { Command } from 'commander';
import { ServandaError } from '#model';
import type { QueryInput } from '#publish';
import { plain } from './output.ts';

/** As commander gives them. */
export interface DialOptions {
  json?: boolean;
  asOf?: string;
  publicAt?: string;
  knownAt?: string;
  definitions?: string;
  standard?: string;
  commitment?: string;
  /** Data sets joined by commas; only for commands of `withDatasets`. */
  dataset?: string;
}

/** Adds the dials of design section 7 to a command. */
export function withDials(command: Command): Command {
  return command
    .option('--json', 'print the whole envelope as JSON')
    .option('--as-of <day>', "valid time: the day asked about (default: the record's data date)")
    .option('--public-at <day>', 'published time: only what was surely published by this day')
    .option('--known-at <day>', 'recorded time: only what a log had recorded by this day')
    .option('--definitions <set>', 'definitions of contested terms: a set, every-view, every-set or every-variant')
    .option('--standard <id>', 'attribution standard')
    .option('--commitment <id>', 'commitment standard');
}

/** The dials, and the choice of data sets. A command prints one answer; of several data sets each is printed in turn. */
export function withDatasets(command: Command): Command {
  withDials(command).option(
    '--dataset <ids>',
    'data sets in place of the record, joined by commas: record, or names that "datasets" lists',
  );
  const define = command.action.bind(command);
  command.action = (run) =>
    define(async (...given: unknown[]) => {
      const options = given.at(-2) as DialOptions;
      const ids = options.dataset?.split(',').filter((id) => id.trim() !== '') ?? [];
      if (ids.length < 2 || options.json) await run.apply(command, given);
      else await eachInTurn(ids, given, (again) => run.apply(command, again));
    });
  return command;
}

async function eachInTurn(
  ids: readonly string[],
  given: readonly unknown[],
  run: (given: unknown[]) => void | Promise<void>,
): Promise<void> {
  const options = given.at(-2) as DialOptions;
  const refused: string[] = [];
  for (const id of ids) {
    process.stdout.write(`${id === ids[0] ? '' : '\n'}== ${plain(id.trim())} ==\n\n`);
    try {
      await run([...given.slice(0, -2), { ...options, dataset: id }, given.at(-1)]);
    } catch (error) {
      // What one data set cannot carry another may.
      if (!(error instanceof ServandaError) || error.code !== 'REFUSED') throw error;
      refused.push(error.message);
      process.stdout.write(`not stated: ${plain(error.message)}\n`);
    }
  }
  if (refused.length === ids.length) throw new ServandaError('REFUSED', refused.join(' '));
}

/** The dials as a query asks for them. */
export function dialsOf({
  asOf,
  publicAt,
  knownAt,
  definitions,
  standard,
  commitment,
  dataset,
}: DialOptions): AskInput {
  return { asOf, publicAt, knownAt, definitions, standard, commitment, dataset };
}

/** A query with the data sets that it is asked of; without a name: the record. */
export interface AskInput extends QueryInput {
  dataset?: string | undefined;
}

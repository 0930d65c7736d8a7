/** The options that every question knows, and their way into a query. */
import type { Command } from 'commander';
import type { QueryInput } from '#publish';

/** As commander gives them. */
export interface DialOptions {
  json?: boolean;
  asOf?: string;
  publicAt?: string;
  knownAt?: string;
  definitions?: string;
  standard?: string;
  commitment?: string;
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

/** The dials as a query asks for them. */
export function dialsOf({ asOf, publicAt, knownAt, definitions, standard, commitment }: DialOptions): QueryInput {
  return { asOf, publicAt, knownAt, definitions, standard, commitment };
}

/** The command line: one table of commands, one place where an error becomes an exit code. */
import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.ts';
import { readPackage } from './package-root.ts';
import { exitCodes, printError } from './errors.ts';

const { version } = readPackage();

const program = new Command('servanda')
  .description('The open accountability record for promises about behaviour in cyberspace.')
  .version(version)
  .configureHelp({ sortSubcommands: true, helpWidth: 100 })
  .exitOverride();

// Help and unknown words need every command; a known verb needs its own alone.
const verb = process.argv[2] ?? '';
const asked = Object.hasOwn(commands, verb) ? [verb] : Object.keys(commands);
for (const name of asked) (await commands[name]?.())?.(program);

// A reader that went away (a closed pipe) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version were printed; anything else is a wrong word on the line, already explained.
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
  } else {
    process.exitCode = printError(error);
  }
}

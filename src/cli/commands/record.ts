/** servanda record …: the maintainer's commands over data/, record/ and schemas/ of a clone. */
import type { Command } from 'commander';

export function defineRecord(program: Command): void {
  const record = program.command('record', { hidden: true }).description('maintain the shipped record (in a clone)');
  record
    .command('build')
    .description('append to record/ what changed in data/; writes nothing while a rule is broken')
    .option('--date <day>', 'day of recording (default: today)')
    .option('--check', 'append nothing; exit 1 if something would be appended')
    .action(async (options: { date?: string; check?: boolean }) => {
      const { buildRecord } = await import('../record/build.ts');
      await buildRecord(options);
    });
  record
    .command('check [folder]')
    .description(
      'check every file of data/ (or of a copy) by the rules of the codebook, and the log against the last commit',
    )
    .action(async (folder: string | undefined) => {
      const { checkRecord } = await import('../record/check.ts');
      await checkRecord(folder);
    });
  record
    .command('report')
    .description('share seen, share with two sources, unknown facts by field, answers of the accused')
    .option('--json', 'print as JSON')
    .action(async (options: { json?: boolean }) => {
      const { printRecordReport } = await import('../record/report.ts');
      printRecordReport(options);
    });
  record
    .command('schemas')
    .description('write schemas/ from the table of statement kinds')
    .action(async () => {
      const { writeSchemas } = await import('../record/schemas.ts');
      await writeSchemas();
    });
}

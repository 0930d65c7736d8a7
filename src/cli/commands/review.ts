/** servanda review …: a reviewer's own ratings of a report. */
import type { Command } from 'commander';
import { openView } from '#publish';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { openForReading } from '../open.ts';
import { printText } from '../output.ts';
import { file, readDraft, withFiling, writeDraft, type FileOptions } from '../reporting-say.ts';

export function defineReview(program: Command): void {
  const review = program.command('review').description('rate the report of another, signed, beside other reviews');
  withPlace(review.command('new <report> <file>'))
    .description('write a draft with a rating for each provision that the report speaks of; it stays on this machine')
    .requiredOption('--reviewer <party>', 'who reviews')
    .action(async (id: string, name: string, options: PlaceOptions & { reviewer: string }) => {
      const instance = await openForReading(placeOf(options));
      const { view } = openView(instance.registry, {});
      await instance.close();
      const report = view.get('report', id);
      writeDraft(name, {
        kind: 'review',
        id: `${report.id}/${options.reviewer}`,
        report: report.id,
        agreement: report.agreement,
        reviewer: options.reviewer,
        panel: [],
        // No level is not zero: whoever saw no evidence leaves null.
        ratings: report.measures.map(({ provision }) => ({ provision, level: null, evidence: null, reasons: '' })),
        recommendations: [],
        followUps: [],
        note: null,
      });
      printText([
        `${name}: fill in level (0 to 3), evidence (0 to 4) and reasons, then "servanda review file ${name}".`,
      ]);
    });
  withFiling(review.command('file <file>'))
    .description('sign a draft and hand it in')
    .action((name: string, options: FileOptions) => file(readDraft(name, 'review'), options));
}

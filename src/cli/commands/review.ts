/** servanda review …: a reviewer's own ratings of a report. */
import type { Command } from 'commander';
import { openView, reviewDraft } from '#publish';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { openForReading } from '../open.ts';
import { printText } from '../output.ts';
import { file, readDraft, withFiling, writeDraft, type FileOptions } from '../reporting-say.ts';

export function defineReview(program: Command): void {
  const review = program.command('review').description('rate the report of another, signed, beside other reviews');
  withPlace(review.command('new <report> <file>'))
    .description('write a draft with a rating for each provision that the report speaks of; it stays on this machine')
    .requiredOption('--reviewer <party>', 'who reviews')
    .option('--correct', 'begin with the review that stands, as a correction of it')
    .action(async (id: string, name: string, options: PlaceOptions & { reviewer: string; correct?: boolean }) => {
      const instance = await openForReading(placeOf(options));
      const { view, query } = openView(instance.registry, {});
      await instance.close();
      const { body, report, earlier } = reviewDraft(view, query, { report: id, ...options });
      writeDraft(name, {
        ...body,
        $followUp: earlier.map(({ review: of, recommendation, text, state }) => ({ of, recommendation, text, state })),
        ratings: body.ratings.map((rating, at) => ({ $reported: report.measures[at]?.measure, ...rating })),
      });
      printText([
        `${name}: fill in level (0 to 3), evidence (0 to 4) and reasons, then "servanda review file ${name}".`,
      ]);
    });
  withFiling(review.command('file <file>'))
    .description('sign a draft and hand it in')
    .action((name: string, options: FileOptions) => file(readDraft(name, 'review'), options));
}

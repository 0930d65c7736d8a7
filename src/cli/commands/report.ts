/** servanda report …: what is due, and a party's own report from draft to receipt. */
import type { Command } from 'commander';
import { dueBoard, openView, reportDossier, reportDraft, reportTemplates } from '#publish';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { openForReading } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';
import { file, readDraft, withFiling, writeDraft, type FileOptions } from '../reporting-say.ts';

type NewOptions = DialOptions & PlaceOptions & { party: string; period?: string; template?: string; correct?: boolean };

export function defineReport(program: Command): void {
  const report = program.command('report').description('reports of parties on what they did about an agreement');
  withPlace(withDials(report.command('due [agreement]')))
    .description('what is owed or offered to be reported, by when, and who filed')
    .action(async (agreement: string | undefined, options: DialOptions & PlaceOptions) => {
      const { view, query } = await look(options);
      const answer = dueBoard(view, query, agreement);
      if (options.json) printJson(answer);
      else printText(answer.result.items.map(({ sentence }) => plain(sentence)));
    });
  withPlace(withDials(report.command('new <agreement> <file>')))
    .description('write a draft with a place for each provision; it stays on this machine')
    .requiredOption('--party <party>', 'who reports')
    .option('--period <name>', 'period of the schedule (default: its last one that is over)')
    .option('--template <id>', 'what each provision is asked; "report templates" lists them')
    .option('--correct', 'begin with the report that stands, as a correction of it')
    .action(async (agreement: string, name: string, options: NewOptions) => {
      const { view, query } = await look(options);
      const { party, period, template: wanted, correct } = options;
      const { body, asks, template, standing } = reportDraft(view, query, {
        agreement,
        party,
        period,
        template: wanted,
        correct,
      });
      writeDraft(name, {
        ...body,
        $template: { id: template.id, after: template.after, general: template.general },
        measures: body.measures.map((measure, at) => ({
          $says: asks[at]?.paraphrase,
          $asks: asks[at]?.prompts,
          ...measure,
        })),
      });
      printText([
        `${name}: fill in each measure or take it out, then "servanda report file ${name} --key KEY". Nothing was sent.`,
        'Lines that begin with $ are for you: they are taken out before it is signed.',
        ...(standing && correct !== true
          ? [`A report for this period stands (${standing.statement}); only a correction is taken in: --correct.`]
          : []),
      ]);
    });
  report
    .command('templates')
    .description('what reports may be asked, provision by provision')
    .option('--json', 'print as JSON')
    .action((options: { json?: boolean }) => {
      if (options.json) printJson({ items: reportTemplates });
      else
        printText(
          reportTemplates.map(({ id, title, after, agreements }) =>
            plain(
              `${id}: ${title}. ${after} For ${agreements.length === 0 ? 'any agreement' : agreements.join(', ')}.`,
            ),
          ),
        );
    });
  withFiling(report.command('file <file>'))
    .description('sign a draft and hand it in')
    .action((name: string, options: FileOptions) => file(readDraft(name, 'report'), options));
  withPlace(withDials(report.command('show <id>')))
    .description('a report with what changed, what was claimed earlier, reviews and replies')
    .action(async (id: string, options: DialOptions & PlaceOptions) => {
      const { view, query } = await look(options);
      const shown = reportDossier(view, id, query.asOf);
      if (options.json) {
        printJson(shown);
        return;
      }
      const { reviewers, alpha, units, verdict } = shown.agreementOfReviewers;
      printText(
        [
          `${shown.partyName} on ${shown.agreementTitle}, ${shown.period}; filed ${shown.filedAt}`,
          ...shown.measures.map(
            ({ provision, level, change, measure, claimedEarlier }) =>
              `${provision}: level ${level ?? 'not assessed'}, ${change}${claimedEarlier.length > 0 ? ', claimed as done earlier' : ''}: ${measure}`,
          ),
          ...shown.replies.map(({ partyName, stance, text }) => `reply of ${partyName} (${stance}): ${text}`),
          ...shown.reviews.flatMap((review) => [
            `review of ${review.reviewerName}, ${review.provisional ? `provisional until ${review.feedbackUntil}` : 'final'}:`,
            ...review.ratings.map(
              ({ provision, level, evidence, reasons }) =>
                `  ${provision}: level ${level ?? 'no evidence'}, evidence ${evidence ?? 'not stated'}: ${reasons}`,
            ),
            ...review.replies.map(({ partyName, stance, text }) => `  reply of ${partyName} (${stance}): ${text}`),
          ]),
          ...shown.recommendations.flatMap(({ reviewerName, provision, text, state, followUps }) => [
            `recommendation of ${reviewerName} on ${provision} (${state}): ${text}`,
            ...followUps.map((one) => `  ${one.reviewerName}: ${one.state}: ${one.reasons}`),
          ]),
          `${reviewers} reviewers; alpha ${alpha === null ? 'not stated' : alpha.toFixed(3)} (${verdict}), n = ${units} provisions`,
        ].map(plain),
      );
    });
}

async function look(options: DialOptions & PlaceOptions): Promise<ReturnType<typeof openView>> {
  const instance = await openForReading(placeOf(options));
  try {
    return openView(instance.registry, dialsOf(options));
  } finally {
    await instance.close();
  }
}

/** servanda report …: what is due, and a party's own report from draft to receipt. */
import type { Command } from 'commander';
import { dueBoard, openView, reportDossier, schedulesOf } from '#publish';
import { ServandaError } from '#model';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { openForReading } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';
import { file, readDraft, withFiling, writeDraft, type FileOptions } from '../reporting-say.ts';

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
    .action(
      async (id: string, name: string, options: DialOptions & PlaceOptions & { party: string; period?: string }) => {
        const { view, query } = await look(options);
        const agreement = view.get('agreement', id);
        const offers = schedulesOf(view, agreement, query.asOf).flatMap(({ duty, periods }) =>
          periods.map((period) => ({ duty, ...period })),
        );
        const over = offers.filter(({ to }) => to <= query.asOf).sort((a, b) => (a.to < b.to ? 1 : -1));
        const chosen = options.period === undefined ? over[0] : offers.find(({ period }) => period === options.period);
        if (!chosen) {
          const known = offers.map(({ period }) => period).join(', ');
          throw new ServandaError('INPUT_INVALID', `${id} has no such period; its periods: ${known || 'none'}.`);
        }
        writeDraft(name, {
          kind: 'report',
          id: `${agreement.id}/${options.party}/${chosen.period}`,
          agreement: agreement.id,
          party: options.party,
          duty: chosen.duty,
          period: chosen.period,
          periodFrom: chosen.from,
          periodTo: chosen.to,
          measures: view
            .by('provision', 'agreement', agreement.id)
            .map(({ id: provision }) => ({ provision, measure: '', level: null, doneOn: null, evidence: [] })),
          note: null,
        });
        printText([
          `${name}: fill in each measure or take it out, then "servanda report file ${name} --key KEY". Nothing was sent.`,
        ]);
      },
    );
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

/** servanda camps: who stands together by recorded votes and positions. */
import { InvalidArgumentError, type Command } from 'commander';
import { campsDossier } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

interface Options extends DialOptions {
  least: number;
  k?: number;
  seed: number;
  parties?: string[];
}

function whole(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

export function defineCamps(program: Command): void {
  withDatasets(program.command('camps'))
    .description('camps by recorded votes and positions; similarity of voting records')
    .option('--least <n>', 'place only parties with at least so many known views', whole(1, 200), 4)
    .option('--k <n>', 'number of camps (default: 2 to 5, by silhouette)', whole(1, 10))
    .option('--seed <n>', 'seed of the starts', whole(0, 4_294_967_295), 1)
    .option('--parties <codes...>', 'show the similarity of these: a pair or more, or all pairs of one')
    .action(async (options: Options) => {
      const { least, k = null, seed, parties = [] } = options;
      const answer = await ask(dialsOf(options), (view, query) =>
        campsDossier(view, query, { least, k, seed, parties }),
      );
      if (options.json) {
        printJson(answer);
        return;
      }
      const { items, camps, leftOut, similarity } = answer.result;
      const number = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
      const pairs = parties.length > 0 ? similarity.pairs : [...similarity.mostAlike, ...similarity.leastAlike];
      printText([
        `${camps.places.length} parties on ${items.length} votes and clauses (${Math.round(camps.knownShare * 100)} % of views known); ${leftOut.length} with fewer than ${least} known views left out.`,
        `k by silhouette: ${camps.silhouettes.map((tried) => `${tried.k}: ${number(tried.silhouette)}`).join(', ')}; chosen ${camps.k}.`,
        '',
        ...camps.camps.map(({ id, members, isSmall }) =>
          plain(
            `Camp ${id} (${members.length}${isSmall ? ', small: its numbers rest on few' : ''}): ${members.join(' ')}`,
          ),
        ),
        '',
        'What all camps could live with (consensus of each clause; mean over camps):',
        ...formatTable(
          ['item', 'agree', 'disagree', ...camps.camps.map(({ id }) => `camp ${id} yes/known`)],
          [...camps.consensus]
            .sort((a, b) => b.agreeMean - a.agreeMean)
            .map(({ clause, agreeMean, disagreeMean, camps: counts }) => [
              clause,
              number(agreeMean),
              number(disagreeMean),
              ...counts.map(({ agree, votes }) => `${agree}/${votes}`),
            ]),
        ),
        '',
        parties.length > 0
          ? 'Similarity of voting records:'
          : 'Most and least alike by kappa (votes with a full roll):',
        ...formatTable(
          ['pair', 'S', 'kappa', 'pi', 'n'],
          pairs.map(({ a, b, s, kappa, pi, n }) => [`${a} ${b}`, number(s), number(kappa), number(pi), String(n)]),
        ),
        '',
        ...answer.assumptions.map((text) => `- ${text}`),
      ]);
    });
}

/** The record's own counts around the date of an agreement: step with the imprecision of dates, and what pretend dates show. */
import type { FigureSpec } from '#charts';
import { effectAnswer, type EffectDossier } from '../effect.ts';
import { figureOf, rounded, type FigureKind } from './figure.ts';

type Counts = FigureSpec & { chart: 'counts' };

/** Window of the means that are drawn: the longest for which a ratio is stated, else the longest there is. */
function windowOf({ tipping }: EffectDossier): EffectDossier['tipping'][number] | undefined {
  return [...tipping].reverse().find(({ rateRatio }) => rateRatio !== null) ?? tipping.at(-1);
}

/** "2015-10" as 2015.75. */
function inYears(month: string): number {
  const [year = '0', number = '1'] = month.split('-');
  return Number(year) + (Number(number) - 1) / 12;
}

function levelsOf(dossier: EffectDossier): { levels: Counts['levels']; placebo: Counts['placebo'] } {
  const window = windowOf(dossier);
  if (!dossier.date || !window) return { levels: [], placebo: null };
  const at = inYears(dossier.date.firstMonth);
  const years = window.months / 12;
  const mean = ({ certain, possible }: { certain: number; possible: number }): { lower: number; upper: number } => ({
    lower: certain / years,
    upper: possible / years,
  });
  const [before, after] = [mean(window.before), mean(window.after)];
  const middles = (dossier.range?.readings ?? []).flatMap(({ estimate }) => estimate?.placebos.middle ?? []);
  const placebo =
    middles.length === 0
      ? null
      : {
          from: at,
          to: at + years,
          lower: before.lower * Math.min(...middles.map(({ lower }) => lower)),
          upper: before.upper * Math.max(...middles.map(({ upper }) => upper)),
        };
  return {
    levels: [
      { from: at - years, to: at, ...before },
      { from: at, to: at + years, ...after },
    ],
    placebo,
  };
}

export const effectFigure: FigureKind = {
  kind: 'effect',
  title: "The record's own counts before and after an agreement",
  subjects: 'an agreement',
  words: ['party', 'target', 'purpose'],
  make: (view, query, agreement, { party, target, purpose }) => {
    const answer = effectAnswer(view, query, agreement, { party, target, purposes: purpose?.split(',') });
    const dossier = answer.result;
    const { counts, date, title } = dossier;
    const { levels, placebo } = levelsOf(dossier);
    const window = windowOf(dossier);
    const years = counts.yearly.map(({ period, certain, possible }) => ({ year: Number(period), certain, possible }));
    const spec: FigureSpec = {
      chart: 'counts',
      title: `Recorded operations a year around the agreement: ${title}`,
      description: `${counts.n} recorded operations; ${dossier.verdict}: ${dossier.reason}.`,
      years,
      date: date ? { at: inYears(date.firstMonth), name: `${date.of}, ${date.day}` } : null,
      levels,
      placebo,
    };
    return figureOf(answer, {
      headline: `Recorded operations a year, before and after: ${title}`,
      key: [
        'Solid: surely in that year. Striped: possibly, since the date is a span.',
        window && levels.length > 0
          ? `Outlined: mean a year over ${window.months} months before and after, from the fewest to the most that dates allow.`
          : '',
        placebo
          ? 'Grey: where the mean after would lie for 95 % of pretend dates before the agreement.'
          : 'No placebo band: no reading has enough recorded operations for a model.',
      ]
        .filter((part) => part !== '')
        .join(' '),
      caption: `n = ${counts.n} recorded operations of those bound${dossier.partyName === null ? '' : ` (${dossier.partyName})`}, attribution standard ${query.standard}, commitment standard ${query.commitment}, as of ${query.asOf}. Months after ${counts.lastCompleteMonth} are incomplete. Verdict: ${dossier.verdict}. The record is no sample.`,
      wide: 820,
      spec,
      columns: [
        { name: 'year', title: 'Year' },
        { name: 'certain', title: 'Surely in that year' },
        { name: 'possible', title: 'Possibly, the certain ones included' },
        { name: 'spread', title: 'Mean if spread over the possible days' },
      ],
      rows: counts.yearly.map(({ period, certain, possible, spread }) => [period, certain, possible, rounded(spread)]),
    });
  },
};

/** UN talks: how many rounds ended without a result, and what their failure was put down to. */
import { isOnOrBefore, parseDay, type Round } from '#model';
import { exactly, type ClaimQuery } from '../answer.ts';
import { listParameter, textParameter } from '../parameters.ts';

/** Matters that are about the meaning of words or the extent of the subject, rather than about legal clauses. */
const definitional = new Set(['definitions', 'content']);

export const talksOutcome: ClaimQuery = {
  id: 'talks-outcome',
  rule: 'two halves: more than half of the rounds ended by the day had no result; and, in more than half of those, a recorded cause is about definitions or the extent of the subject. Both: holds; one: in part',
  answer(view, query, claim) {
    const processes = listParameter(claim, 'processes');
    const on = textParameter(claim, 'on');
    const rounds = processes.flatMap((process) => view.by('round', 'process', process));
    const endedBy = (day: string): Round[] =>
      rounds.filter(
        ({ until, outcome }) =>
          outcome !== 'running' && until !== null && isOnOrBefore(until, parseDay(day)) === 'true',
      );
    const [then, now] = [endedBy(on), endedBy(query.asOf)];
    const failed = (list: readonly Round[]): Round[] => list.filter(({ outcome }) => outcome === 'no-report');
    const causes = failed(then).flatMap(({ differences }) =>
      differences.filter(({ role }) => role === 'cause-of-failure'),
    );
    const overWords = failed(then).filter(({ differences }) =>
      differences.some(({ role, matter }) => role === 'cause-of-failure' && definitional.has(matter)),
    );
    const typical = failed(then).length > then.length / 2;
    const byWords = overWords.length > failed(then).length / 2;
    return {
      standing:
        then.length === 0
          ? 'open'
          : typical && byWords
            ? 'holds'
            : typical || byWords
              ? 'holds-in-part'
              : 'does-not-hold',
      answer: `By ${on}, ${failed(then).length} of ${then.length} recorded rounds had ended without a report (by ${query.asOf}, ${failed(now).length} of ${now.length}); a cause about definitions or the extent of the subject is recorded for ${overWords.length} of the failed ones, and ${causes.filter(({ matter }) => !definitional.has(matter)).length} of ${causes.length} stated causes are about other matters.`,
      figures: [
        exactly(`rounds ended without a report by ${on}`, failed(then).length, then.length),
        exactly(`rounds ended without a report by ${query.asOf}`, failed(now).length, now.length),
        exactly('failed rounds with a stated cause about definitions or extent', overWords.length, failed(then).length),
        exactly(
          'stated causes about definitions or extent',
          causes.filter(({ matter }) => definitional.has(matter)).length,
          causes.length,
        ),
      ],
      speaksFor: overWords.map(({ title, differences }) => ({
        text: `${title}: ${differences.find(({ matter }) => definitional.has(matter))?.text ?? ''}`,
        citations: differences.flatMap(({ citation }) => (citation ? [citation] : [])),
      })),
      speaksAgainst: [
        ...then
          .filter(({ outcome }) => outcome !== 'no-report')
          .map(({ title, citations }) => ({ text: `${title} ended with a result.`, citations })),
        ...causes
          .filter(({ matter }) => !definitional.has(matter))
          .map(({ text, citation }) => ({ text: `Stated cause: ${text}.`, citations: citation ? [citation] : [] })),
      ],
      limits: [
        'What a cause is about is coded by the project from public accounts; the groups met in private.',
        'A consensus report may have been possible because contested words were left undefined: that would not show as a failure.',
      ],
      missing: causes.length === 0 ? ['stated causes of the failed rounds'] : [],
    };
  },
};

/** Rounds agree with their groups and results. */
import { fault } from '../compiled.ts';
import { isSurelyBefore } from './intervals.ts';
import type { RecordRule } from './rule.ts';

export const rounds: RecordRule = {
  id: 'rounds',
  rule: 'A round of experts has as many members in its group as it has seats; a result is not older than its round; a round without a report has no result and a stated cause.',
  needsWhole: true,
  check(record) {
    return record.all('round').flatMap((round) => {
      const { members, seats, results, outcome, differences, from } = round.body;
      const count = members === null ? null : record.by('membership', 'group', members).length;
      return [
        ...(count === null || seats === null || count === seats
          ? []
          : [fault(this.id, round, ['members'], `the group ${members ?? ''} has ${count} members and the round ${seats} seats.`, 'Complete data/groups, or correct the number of seats.')]),
        ...results.flatMap((id, index) => {
          const adopted = record.find('agreement', id)?.body.adoptedOn ?? null;
          return adopted !== null && isSurelyBefore(adopted, from)
            ? [fault(this.id, round, ['results', index], `${id} was adopted on ${adopted}, before the round began.`, 'Name the result of this round.')]
            : [];
        }),
        ...(outcome === 'no-report' && results.length > 0
          ? [fault(this.id, round, ['outcome'], 'it ended without a report and has a result.', 'Correct the outcome or the results.')]
          : []),
        ...(outcome === 'no-report' && !differences.some(({ role }) => role === 'cause-of-failure')
          ? [fault(this.id, round, ['differences'], 'it ended without a report and no cause is stated.', 'Add what an account puts it down to, with its source.')]
          : []),
      ];
    });
  },
};

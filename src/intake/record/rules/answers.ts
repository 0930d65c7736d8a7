/** Denials, disputes and retractions answer statements of the same incident that were there to be answered. */
import { fault } from '../compiled.ts';
import { isSurelyBefore } from './intervals.ts';
import type { RecordRule } from './rule.ts';

export const answersRule: RecordRule = {
  id: 'answers',
  rule: 'A denial, dispute or retraction answers statements of the same incident, none of them surely later than itself; a statement that attributes answers none.',
  check(record) {
    return record.all('attribution').flatMap((statement) => {
      const { stance, answers, incident, madeOn } = statement.body;
      if (stance === 'attributes' && answers.length > 0) {
        return [fault(this.id, statement, ['answers'], 'a statement that attributes answers nothing.', 'Remove "answers", or correct the stance.')];
      }
      return answers.flatMap((id, index) => {
        const answered = record.find('attribution', id)?.body;
        if (!answered) return [];
        if (answered.incident !== incident) {
          return [fault(this.id, statement, ['answers', index], `"${id}" is a statement on another incident.`, 'Name the statement of this incident that it answers.')];
        }
        if (isSurelyBefore(madeOn, answered.madeOn)) {
          return [fault(this.id, statement, ['answers', index], `it was made on ${madeOn}, before what it is said to answer (${answered.madeOn}).`, 'Remove the reference: a denial in advance answers nothing.')];
        }
        return [];
      });
    });
  },
};

/** Nobody attributes, answers or invokes before the thing itself. */
import { fault } from '../compiled.ts';
import { isSurelyBefore } from './intervals.ts';
import type { RecordRule } from './rule.ts';

export const attributionAfterStart: RecordRule = {
  id: 'attribution-after-start',
  rule: 'A statement, response or norm invocation on an incident is not surely older than its beginning.',
  check(record) {
    return (['attribution', 'response', 'norm-invocation'] as const).flatMap((kind) =>
      record.all(kind).flatMap((statement) => {
        const { madeOn, incident } = statement.body;
        const start = record.find('incident', incident)?.body.startedOn;
        if (madeOn === null || start === undefined || !isSurelyBefore(madeOn, start)) return [];
        return [
          fault(this.id, statement, ['madeOn'], `${madeOn} is before the incident began (${start}).`, 'Correct the date, move the statement to the incident that it is about, or widen the beginning to a range.'),
        ];
      }),
    );
  },
};

/** An id names one record of its kind only. */
import { fault } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

export const uniqueIds: RecordRule = {
  id: 'unique-ids',
  rule: 'An id names one record of its kind; two files or two items may not claim the same.',
  check(record) {
    const first = new Map<string, string>();
    return record.statements.flatMap((statement) => {
      const name = `${statement.body.kind} ${statement.body.id}`;
      const place = `${statement.place.file ?? ''}:${statement.place.line ?? 1}`;
      const before = first.get(name);
      if (before === undefined) {
        first.set(name, place);
        return [];
      }
      return [
        fault(this.id, statement, ['id'], `this id is already used at ${before}.`, 'Give one of the two another id; ids are permanent, so change the newer one.'),
      ];
    });
  },
};

/** No natural person is named: roles and units stand for them. */
import { fault } from '../compiled.ts';
import { textsOf } from '../texts.ts';
import { personNamed } from './person-names.ts';
import type { RecordRule } from './rule.ts';

export const noNaturalPerson: RecordRule = {
  id: 'no-natural-person',
  rule: 'No natural person is named, in titles of sources neither: no title or office before a name, no initials, no given name and surname.',
  check(record) {
    return record.statements.flatMap((statement) =>
      textsOf(statement.body).flatMap(({ field, text }) => {
        const name = personNamed(text);
        return name === null
          ? []
          : [fault(this.id, statement, field, `"${name}" looks like the name of a person.`, 'Write the role or unit instead, and "(title adapted)" in the title of a source. If it is the name of a body or law, add it to the names of bodies in person-names.ts.')];
      }),
    );
  },
};

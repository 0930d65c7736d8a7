/** Personas, names that a group gave itself, appear only in incidents that somebody tied to a state. */
import { fault } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

const isPersona = (name: string): boolean => /\(persona\)$/.test(name);

export const personas: RecordRule = {
  id: 'personas',
  rule: 'A persona speaks only in incidents in which somebody names a state as responsible; else it is left out.',
  needsWhole: true,
  check(record) {
    const names = new Set(record.all('party').filter(({ body }) => isPersona(body.name)).map(({ body }) => body.id));
    return record.all('attribution').flatMap((statement) => {
      const at = statement.body.by.findIndex((party) => names.has(party));
      if (at === -1) return [];
      const tied = record
        .by('attribution', 'incident', statement.body.incident)
        .some(({ body }) => body.stance === 'attributes' && Array.isArray(body.responsible) && body.responsible.some((party) => /^[A-Z]{3}$/.test(party)));
      return tied
        ? []
        : [fault(this.id, statement, ['by', at], 'a persona speaks, and nobody names a state for this incident.', 'Leave the persona out, or add the statement that ties it to a state.')];
    });
  },
};

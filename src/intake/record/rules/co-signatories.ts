/** States that sign an advisory together are not thereby its victims. */
import { fault } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

/** From this many signatories on, an equal list of victims is no coincidence. Project convention. */
const fewest = 3;

export const coSignatories: RecordRule = {
  id: 'co-signatories',
  rule: `The victims of a target are not simply the ${fewest} or more states that signed one advisory together.`,
  check(record) {
    return record.all('attribution').flatMap((statement) => {
      const { by, form, incident } = statement.body;
      const states = by.filter((party) => /^[A-Z]{3}$/.test(party));
      if (form !== 'advisory' || states.length < fewest) return [];
      const file = record.find('incident', incident);
      const at = file?.body.targets.findIndex(
        ({ victimStates }) => victimStates.length === states.length && states.every((state) => victimStates.includes(state)),
      );
      if (!file || at === undefined || at === -1) return [];
      return [
        fault(this.id, file, ['targets', at, 'victimStates'], `the victims are exactly the signatories of ${statement.body.id}.`, 'List only states that a source says were hit; leave the list empty if none is named.'),
      ];
    });
  },
};

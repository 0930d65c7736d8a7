/** Whoever is accused on record has an answer in the record, or the record says that none was found. */
import type { Attribution } from '#model';
import { fault, type CompiledRecord } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

/** Incidents checked before this day were compared without asking for answers; the report counts them as open work. */
const since = '2026-11-25';

export const accusedAnswer: RecordRule = {
  id: 'accused-answer',
  rule: `In an incident checked on or after ${since}, each state named by a government, court or intergovernmental body has an answer of its own in the record, or stands under noAnswerFound; nobody stands there who is not so named or whose answer is recorded.`,
  check(record) {
    return record.all('incident').flatMap((incident) => {
      const idle = (incident.body.noAnswerFound ?? []).flatMap((state, index) => {
        const why = answerStanding(record, incident.body.id, state);
        return why === null ? [] : [fault(this.id, incident, ['noAnswerFound', index], why, 'Remove the state from the list.')];
      });
      if (incident.body.checkedOn === null || incident.body.checkedOn < since) return idle;
      return [...idle, ...unanswered(record, incident.body.id).map((state) =>
        fault(this.id, incident, ['noAnswerFound'], `${state} is named on record and no answer of ${state} is recorded.`, `Look for one and add it (denies, disputes, or an admission); if none is found, write "noAnswerFound: [${state}]".`),
      )];
    });
  },
};

const official = new Set(['government', 'court', 'igo']);

/** States named on record in an incident, without a recorded answer and not listed as sought in vain. */
export function unanswered(record: CompiledRecord, id: string): string[] {
  const { accused, spoke } = voices(record, id);
  const sought = new Set(record.find('incident', id)?.body.noAnswerFound ?? []);
  return [...accused].filter((state) => !spoke.has(state) && !sought.has(state)).sort();
}

/** Why a state has no place under noAnswerFound, or null. */
function answerStanding(record: CompiledRecord, id: string, state: string): string | null {
  const { accused, spoke } = voices(record, id);
  if (!accused.has(state)) return `${state} is named by no government, court or intergovernmental body.`;
  return spoke.has(state) ? `an answer of ${state} is recorded.` : null;
}

/** Whom others name on record, and who denied, disputed or admitted. */
function voices(record: CompiledRecord, id: string): { accused: Set<string>; spoke: Set<string> } {
  const statements = record.by('attribution', 'incident', id).map(({ body }) => body);
  const states = ({ responsible }: Attribution): string[] => (Array.isArray(responsible) ? responsible : []);
  const accusing = statements.filter(({ stance, byKind }) => stance === 'attributes' && official.has(byKind));
  const speaking = statements.filter((one) => one.stance !== 'attributes' || states(one).some((state) => one.by.includes(state)));
  return {
    accused: new Set(accusing.flatMap((one) => states(one).filter((state) => !one.by.includes(state)))),
    spoke: new Set(speaking.flatMap(({ by }) => by)),
  };
}

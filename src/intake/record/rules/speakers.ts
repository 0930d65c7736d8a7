/** Who speaks in which form: unnamed officials are media, prosecutors are government, only judges are a court. */
import type { Attribution, AttributionForm, AttributorKind } from '#model';
import { fault } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

/** Forms with the kinds of speaker that can use them; a form that is not listed is open to all. */
const speakersOf: Partial<Record<AttributionForm, { kinds: readonly AttributorKind[]; why: string }>> = {
  'anonymous-officials': { kinds: ['media'], why: 'unnamed officials speak through a medium and are never counted as governmental' },
  indictment: { kinds: ['government'], why: 'prosecutors are government' },
  'court-judgment': { kinds: ['court'], why: 'a judgment is by a court' },
  'self-attribution': { kinds: ['self', 'government'], why: 'only the actor claims its own act' },
};

export const speakers: RecordRule = {
  id: 'speakers',
  rule: 'Unnamed officials are media; prosecutors are government; only judges are a court, and a court speaks in judgments; only the actor claims its own act.',
  check(record) {
    return record.all('attribution').flatMap((statement) => {
      const { byKind, form } = statement.body;
      const expected = speakersOf[form];
      if (expected && !expected.kinds.includes(byKind)) {
        return [fault(this.id, statement, ['byKind'], `"${byKind}" does not go with the form "${form}": ${expected.why}.`, `Write byKind: ${expected.kinds.join(' or ')}, or correct the form.`)];
      }
      if (byKind === 'court' && form !== 'court-judgment') {
        return [fault(this.id, statement, ['form'], `a court speaks in judgments, not in the form "${form}".`, 'Write form: court-judgment; if a prosecutor or police spoke, byKind: government.')];
      }
      return mediaForState(statement.body)
        ? [fault(this.id, statement, ['byKind'], 'a state is the speaker and the kind is media, with a form other than unnamed officials.', 'Write form: anonymous-officials, or name the medium in "by".')]
        : [];
    });
  },
};

function mediaForState({ by, byKind, form }: Attribution): boolean {
  return byKind === 'media' && form !== 'anonymous-officials' && by.every((party) => /^[A-Z]{3}$/.test(party));
}

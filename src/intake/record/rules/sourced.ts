/** Every record of fact has a source, and what is called seen was read in one. */
import type { RecordKind } from '#model';
import { fault } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

/** Headings and codings of the project, and names: what they rest on is cited where it is stated. */
const withoutSource: ReadonlySet<RecordKind> = new Set<RecordKind>([
  'record-description',
  'source',
  'party',
  'term',
  'encoding',
  'definition-set',
  'norm-vocabulary',
  'clause',
]);

export const sourced: RecordRule = {
  id: 'sourced',
  rule: 'Every record of fact cites a source, seen or recalled; what is known as seen cites a source as seen. Headings, names of parties and project codings need none.',
  check(record) {
    return record.statements.flatMap((statement) => {
      const { body } = statement;
      if (withoutSource.has(body.kind) || !('citations' in body)) return [];
      if (body.citations.length === 0) {
        return [fault(this.id, statement, [], 'nothing is cited.', 'Add "seen: [key]" for a source in which it was read, or "recalled: [key]" for where to check it; keys are those of "sources" in the same file.')];
      }
      if (body.known === 'seen' && !body.citations.some(({ known }) => known === 'seen')) {
        return [fault(this.id, statement, ['known'], 'it is called seen, and no source is cited as seen.', 'Write "known: recalled", or cite the source in which it was read under "seen".')];
      }
      return [];
    });
  },
};

/** An allegation against a company needs a court document or two independent publishers. */
import type { Citation } from '#model';
import type { PlacedStatement } from '../compile.ts';
import { fault, type CompiledRecord } from '../compiled.ts';
import type { RecordRule } from './rule.ts';

export const companies: RecordRule = {
  id: 'companies',
  rule: 'A company that is named as responsible, as the entity behind an operation, or against which a response is directed, is so in a court document or with two publishers independent of each other and of the company.',
  needsWhole: true,
  check(record) {
    const names = new Map(record.all('party').filter(({ body }) => body.partyKind === 'company').map(({ body }) => [body.id, body]));
    return record.all('incident').flatMap(({ body: incident }) => {
      const naming = new Map<string, PlacedStatement[]>();
      const add = (company: string, statement: PlacedStatement): void => {
        naming.set(company, [...(naming.get(company) ?? []), statement]);
      };
      const attributions = record.by('attribution', 'incident', incident.id);
      // A company that attributes lends its name to the groups that it tracks.
      const speaking = new Set(attributions.flatMap(({ body }) => body.by));
      for (const statement of attributions) {
        const { stance, responsible, entity } = statement.body;
        if (stance !== 'attributes') continue;
        for (const [id, { name, aliases }] of names) {
          const inEntity = entity !== null && !speaking.has(id) && [name, ...aliases].some((word) => holds(entity, word));
          if (inEntity || (Array.isArray(responsible) && responsible.includes(id))) add(id, statement);
        }
      }
      for (const statement of record.by('response', 'incident', incident.id)) {
        const { against } = statement.body;
        if (Array.isArray(against)) for (const party of against) if (names.has(party)) add(party, statement);
      }
      return [...naming].flatMap(([company, statements]) => {
        if (statements.some(({ body }) => 'form' in body && ['indictment', 'court-judgment', 'legal-action'].includes(body.form))) return [];
        const publishers = publishersOf(record, statements, names.get(company)?.name ?? company);
        const first = statements[0];
        if (publishers.size >= 2 || !first) return [];
        return [
          fault(this.id, first, [], `${company} is accused with ${publishers.size === 0 ? 'no' : 'only one'} publisher (${[...publishers].join(', ') || 'none'}) and no court document.`, 'Cite a second, independent publisher or a court document, or leave the company out.'),
        ];
      });
    });
  },
};

/** True if the words stand in the text as words of their own. */
function holds(text: string, words: string): boolean {
  const at = text.indexOf(words);
  return at !== -1 && !/[\p{L}\d]/u.test((text[at - 1] ?? ' ') + (text[at + words.length] ?? ' '));
}

/** Publishers, or hosts of pages, behind the statements; the company's own pages do not count. */
function publishersOf(record: CompiledRecord, statements: readonly PlacedStatement[], company: string): Set<string> {
  const citations = statements.flatMap(({ body }): readonly Citation[] => ('citations' in body ? body.citations : []));
  const found = citations.flatMap(({ source }) => {
    const body = record.find('source', source)?.body;
    const publisher = body?.publisher ?? (body?.url === undefined || body.url === null ? null : new URL(body.url).hostname);
    return publisher === null || publisher.includes(company) ? [] : [publisher];
  });
  return new Set(found);
}

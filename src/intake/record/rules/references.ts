/** Every name that points to another record must find it. */
import type { RecordKind, RecordStatement } from '#model';
import { fault, type CompiledRecord, type Path } from '../compiled.ts';
import { expressionReferences } from './expression-references.ts';
import type { RecordRule } from './rule.ts';

/** A name in a field, and the kinds among which it must be found. */
export interface Reference {
  field: Path;
  kinds: readonly RecordKind[];
  id: string;
}

const one = (kind: RecordKind, field: string, id: string | null): Reference[] =>
  id === null ? [] : [{ field: [field], kinds: [kind], id }];
const many = (kind: RecordKind, field: string, ids: readonly string[] | null): Reference[] =>
  (ids ?? []).map((id, index) => ({ field: [field, index], kinds: [kind], id }));
const parties = (field: string, ids: readonly string[] | null): Reference[] => many('party', field, ids);
const within = (path: Path, references: readonly Reference[]): Reference[] =>
  references.map(({ field, ...rest }) => ({ ...rest, field: [...path, ...field] }));

export const references: RecordRule = {
  id: 'references',
  rule: 'Whatever names another record (a party, agreement, clause, term, variant, source, statement answered) must find it in data/.',
  needsWhole: true,
  check(record) {
    return record.statements.flatMap((statement) =>
      referencesOf(statement.body).flatMap(({ field, kinds, id }) =>
        kinds.some((kind) => record.has(kind, id))
          ? []
          : [
              fault(
                references.id,
                statement,
                field,
                `"${id}" is no ${kinds.join(' or ')} of the record${near(record, kinds, id)}.`,
                'Correct the name, or add the record it means.',
              ),
            ],
      ),
    );
  },
};

/** All references of a body, kind by kind. */
export function referencesOf(body: RecordStatement): Reference[] {
  const cited = 'citations' in body ? body.citations.map(({ source }, index): Reference => ({ field: ['citations', index, 'source'], kinds: ['source'], id: source })) : [];
  return [...cited, ...ownReferences(body)];
}

function ownReferences(body: RecordStatement): Reference[] {
  switch (body.kind) {
    case 'agreement':
      return [
        ...many('agreement', 'lineage', body.lineage),
        ...body.convenors.flatMap((id, index): Reference[] => (/^[A-Z]{3}$/.test(id) ? [{ field: ['convenors', index], kinds: ['party'], id }] : [])),
        ...body.characterisations.flatMap(({ party, citations }, index) => [
          { field: ['characterisations', index, 'party'], kinds: ['party'] as const, id: party },
          ...citations.map(({ source }): Reference => ({ field: ['characterisations', index, 'citations'], kinds: ['source'], id: source })),
        ]),
      ];
    case 'provision':
      return [
        ...one('agreement', 'agreement', body.agreement),
        ...many('provision', 'descendsFrom', body.descendsFrom),
        ...within(['norm', 'act'], body.norm?.act === undefined || body.norm.act === null ? [] : expressionReferences(body.norm.act)),
      ];
    case 'party':
      return one('party', 'seat', body.seat);
    case 'membership':
      return [...one('party', 'group', body.group), ...one('party', 'party', body.party)];
    case 'adherence':
      return [...one('agreement', 'agreement', body.agreement), ...one('party', 'party', body.party)];
    case 'reported-count':
      return one('agreement', 'agreement', body.agreement);
    case 'term':
      return [];
    case 'definition':
      return [...one('term', 'term', body.term), ...parties('parties', body.parties), ...one('agreement', 'agreement', body.agreement)];
    case 'encoding':
      return [
        ...one('term', 'term', body.term),
        ...body.holders.map(({ definition }, index): Reference => ({ field: ['holders', index, 'definition'], kinds: ['definition'], id: definition })),
        ...within(['expression'], expressionReferences(body.expression)),
      ];
    case 'definition-set':
      return [
        ...Object.entries(body.picks).map(([term, variant]): Reference => ({ field: ['picks', term], kinds: ['encoding'], id: `${term}/${variant}` })),
        ...many('term', 'chosen', body.chosen),
      ];
    case 'norm-vocabulary':
      return body.links.flatMap(({ expression }, index) => within(['links', index, 'expression'], expressionReferences(expression)));
    case 'armed-conflict':
      return body.sides.flatMap((side, index) => within(['sides', index], side.map((id, at): Reference => ({ field: [at], kinds: ['party'], id }))));
    case 'round':
      return [
        ...one('process', 'process', body.process),
        ...one('party', 'members', body.members),
        ...one('party', 'chair', body.chair),
        ...many('agreement', 'results', body.results),
        ...body.differences.flatMap(({ citation }, index): Reference[] => (citation ? [{ field: ['differences', index], kinds: ['source'], id: citation.source }] : [])),
      ];
    case 'position':
      return [
        ...one('clause', 'clause', body.clause),
        ...parties('parties', body.parties),
        ...one('round', 'round', body.round),
        ...one('agreement', 'agreement', body.agreement),
      ];
    case 'vote':
      return [
        ...one('agreement', 'agreement', body.agreement),
        ...parties('sponsors', body.sponsors),
        ...(['yes', 'no', 'abstain', 'didNotVote'] as const).flatMap((side) => within(['roll'], parties(side, body.roll?.[side] ?? null))),
      ];
    case 'published-report':
      return [...parties('reporters', body.reporters), ...parties('contributors', body.contributors), ...many('agreement', 'agreements', body.agreements)];
    case 'missing-report':
    case 'cited-evidence':
      return one('agreement', 'agreement', body.agreement);
    case 'claim':
      return [...body.speaksFor, ...body.speaksAgainst].flatMap(({ citation }): Reference[] =>
        citation ? [{ field: ['speaksFor'], kinds: ['source'], id: citation.source }] : [],
      );
    case 'incident':
      return [
        ...body.targets.flatMap(({ victimStates }, index) => within(['targets', index], parties('victimStates', victimStates))),
        ...parties('collateralStates', body.collateralStates),
        ...parties('noAnswerFound', body.noAnswerFound ?? []),
      ];
    case 'attribution':
      return [
        ...one('incident', 'incident', body.incident),
        ...many('attribution', 'answers', body.answers),
        ...parties('responsible', Array.isArray(body.responsible) ? body.responsible : []),
        ...parties('by', body.by),
        ...parties('reliesOn', body.reliesOn),
      ];
    case 'response':
      return [
        ...one('incident', 'incident', body.incident),
        ...parties('by', body.by),
        ...parties('against', Array.isArray(body.against) ? body.against : []),
      ];
    case 'norm-invocation':
      return [
        ...one('incident', 'incident', body.incident),
        ...parties('by', body.by),
        ...body.provisions.map((id, index): Reference => ({ field: ['provisions', index], kinds: ['provision', 'agreement'], id })),
      ];
    case 'external-count':
      return body.windows.flatMap(({ byState }, index) =>
        Object.keys(byState).map((id): Reference => ({ field: ['windows', index, 'byState', id], kinds: ['party'], id })),
      );
    default:
      return [];
  }
}

/** Names that look like the one that was not found, so that a slip of the pen shows. */
function near(record: CompiledRecord, kinds: readonly RecordKind[], id: string): string {
  const words = id.toLowerCase().split(/[^a-z0-9]+/).filter((part) => part.length > 2);
  const found = kinds
    .flatMap((kind) => record.all(kind).map(({ body }) => body.id))
    .map((candidate) => ({ candidate, hits: words.filter((word) => candidate.toLowerCase().includes(word)).length }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return found.length === 0 ? '' : ` (near it: ${found.join(', ')})`;
}


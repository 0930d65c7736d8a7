/** Facts have names that the norm vocabulary explains; terms that norms use have variants; sets pick one for each. */
import type { NormExpression, ServandaError } from '#model';
import { fault, type CompiledRecord } from '../compiled.ts';
import type { PlacedStatement } from '../compile.ts';
import { expressionReferences, factsOf } from './expression-references.ts';
import type { RecordRule } from './rule.ts';

export const normVocabularyRule: RecordRule = {
  id: 'norm-vocabulary',
  rule: 'A fact that an incident records or a norm asks for is named in the norm vocabulary; a term that a norm uses has coded variants; every set picks a variant for every coded term, and none that is only a component.',
  needsWhole: true,
  check(record) {
    const facts = new Set(record.all('norm-vocabulary').flatMap(({ body }) => body.facts.map(({ name }) => name)));
    const openFacts = new Set(
      record.all('norm-vocabulary').flatMap(({ body }) => body.facts.filter(({ field }) => field === 'facts').map(({ name }) => name)),
    );
    const unknownFact = (statement: PlacedStatement, field: string[], name: string): ServandaError =>
      fault(this.id, statement, field, `"${name}" is no fact of the norm vocabulary.`, `Use one of ${[...facts].sort().join(', ')}, or add it to data/norm-vocabulary.yaml with its meaning.`);
    return [
      ...record.all('incident').flatMap((incident) =>
        Object.keys(incident.body.facts)
          .filter((name) => !openFacts.has(name))
          .map((name) => unknownFact(incident, ['facts', name], name)),
      ),
      ...expressions(record).flatMap(({ statement, field, expression }) => [
        ...factsOf(expression)
          .filter((name) => !facts.has(name))
          .map((name) => unknownFact(statement, field, name)),
        ...expressionReferences(expression)
          .filter(({ kinds, id }) => kinds[0] === 'term' && record.has('term', id) && codedVariants(record, id).length === 0)
          .map(({ id }) =>
            fault(this.id, statement, field, `the term "${id}" has no coded variant, so nothing could be judged.`, `Add variants to data/terms/${id}.yaml.`),
          ),
      ]),
      ...setFaults(record),
    ];
  },
};

function expressions(record: CompiledRecord): { statement: PlacedStatement; field: string[]; expression: NormExpression }[] {
  return [
    ...record.all('encoding').map((statement) => ({ statement, field: ['expression'], expression: statement.body.expression })),
    ...record.all('provision').flatMap((statement) => {
      const act = statement.body.norm?.act;
      return act === undefined || act === null ? [] : [{ statement, field: ['norm', 'act'], expression: act }];
    }),
    ...record.all('norm-vocabulary').flatMap((statement) =>
      statement.body.links.map(({ expression }) => ({ statement, field: ['links'], expression })),
    ),
  ];
}

function codedVariants(record: CompiledRecord, term: string): readonly string[] {
  return record.by('encoding', 'term', term).filter(({ body }) => !body.component).map(({ body }) => body.id);
}

function setFaults(record: CompiledRecord): ServandaError[] {
  const terms = record.all('term').map(({ body }) => body.id).filter((term) => codedVariants(record, term).length > 0);
  return record.all('definition-set').flatMap((set) => [
    ...terms
      .filter((term) => !Object.hasOwn(set.body.picks, term))
      .map((term) => fault(normVocabularyRule.id, set, ['picks'], `no variant is picked for the term "${term}".`, 'Pick one, so that every text is read in one voice.')),
    ...Object.entries(set.body.picks)
      .filter(([term, variant]) => record.find('encoding', `${term}/${variant}`)?.body.component === true)
      .map(([term, variant]) => fault(normVocabularyRule.id, set, ['picks', term], `"${variant}" is only a component of other variants.`, 'Pick a variant that stands for itself.')),
  ]);
}

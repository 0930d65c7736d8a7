/** The names that an expression of the norm language refers to: terms, variants, other norms. */
import type { NormExpression, RecordKind } from '#model';

export interface ExpressionReference {
  field: readonly (string | number)[];
  kinds: readonly RecordKind[];
  id: string;
}

/** Walks an expression. Facts are names of the norm vocabulary and are asked for by the rule norm-vocabulary. */
export function expressionReferences(expression: NormExpression, field: readonly (string | number)[] = []): ExpressionReference[] {
  if (typeof expression === 'boolean') return [];
  if ('all' in expression) return expression.all.flatMap((part, at) => expressionReferences(part, [...field, 'all', at]));
  if ('any' in expression) return expression.any.flatMap((part, at) => expressionReferences(part, [...field, 'any', at]));
  if ('not' in expression) return expressionReferences(expression.not, [...field, 'not']);
  if ('except' in expression) {
    return [
      ...expressionReferences(expression.except.rule, [...field, 'except', 'rule']),
      ...expressionReferences(expression.except.unless, [...field, 'except', 'unless']),
    ];
  }
  if ('term' in expression) return [{ field: [...field, 'term'], kinds: ['term'], id: expression.term }];
  if ('variant' in expression) return [{ field: [...field, 'variant'], kinds: ['encoding'], id: expression.variant }];
  if ('norm' in expression) return [{ field: [...field, 'norm'], kinds: ['provision'], id: expression.norm }];
  return [];
}

/** The names of facts that an expression asks for. */
export function factsOf(expression: NormExpression): string[] {
  if (typeof expression === 'boolean') return [];
  if ('all' in expression) return expression.all.flatMap(factsOf);
  if ('any' in expression) return expression.any.flatMap(factsOf);
  if ('not' in expression) return factsOf(expression.not);
  if ('except' in expression) return [...factsOf(expression.except.rule), ...factsOf(expression.except.unless)];
  return 'fact' in expression ? [expression.fact] : [];
}

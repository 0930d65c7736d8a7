/** Evaluates an expression for one target under one choice of definitions, and tells why. */
import { InvariantError, allTruth, anyTruth, notTruth, truthOf, type NormExpression, type Truth } from '#model';
import { atomValue, codeValue, listFields, type ListField, type TargetFacts } from './facts.ts';
import type { Library } from './library.ts';
import { unknownsOfAtom, type Unknown } from './unknowns.ts';

/** A step of a reason: what was asked, its value, and the steps it rests on. */
export interface Reason {
  is:
    'constant' | 'all' | 'any' | 'not' | 'except' | 'term' | 'variant' | 'norm' | 'list' | 'from' | 'fact' | 'relation';
  value: Truth;
  /** Name of what is asked: a field, a fact, a date, `term/variant`, a provision. */
  name: string;
  /** For a list: the codes asked for, and which of them hold. */
  codes?: readonly string[];
  held?: readonly string[];
  /** Why an unknown leaf is unknown. */
  unknowns?: readonly Unknown[];
  parts: readonly Reason[];
}

/** One variant per term. */
export type Choice = Readonly<Record<string, string>>;

/** Evaluates by strong Kleene logic. The library must hold every reference; `compileLibrary` has checked that. */
export function evaluate(library: Library, expression: NormExpression, choice: Choice, facts: TargetFacts): Reason {
  const step = (part: NormExpression): Reason => evaluate(library, part, choice, facts);
  if (typeof expression === 'boolean') {
    return { is: 'constant', value: truthOf(expression), name: String(expression), parts: [] };
  }
  if ('all' in expression) {
    const parts = expression.all.map(step);
    return { is: 'all', value: allTruth(parts.map(({ value }) => value)), name: 'all of', parts };
  }
  if ('any' in expression) {
    const parts = expression.any.map(step);
    return { is: 'any', value: anyTruth(parts.map(({ value }) => value)), name: 'any of', parts };
  }
  if ('not' in expression) {
    const part = step(expression.not);
    return { is: 'not', value: notTruth(part.value), name: 'not', parts: [part] };
  }
  if ('except' in expression) {
    const rule = step(expression.except.rule);
    const unless = step(expression.except.unless);
    return {
      is: 'except',
      value: allTruth([rule.value, notTruth(unless.value)]),
      name: 'unless',
      parts: [rule, unless],
    };
  }
  if ('term' in expression) {
    const picked = choice[expression.term];
    const name = `${expression.term}/${picked ?? ''}`;
    const part = step(referred(library, `variant ${name}`));
    return { is: 'term', value: part.value, name, parts: [part] };
  }
  if ('variant' in expression || 'norm' in expression) {
    const is = 'variant' in expression ? 'variant' : 'norm';
    const name = 'variant' in expression ? expression.variant : expression.norm;
    const part = step(referred(library, `${is} ${name}`));
    return { is, value: part.value, name, parts: [part] };
  }
  return leafReason(expression, facts);
}

function referred(library: Library, name: string): NormExpression {
  const expression = library.expressions.get(name);
  if (expression === undefined) throw new InvariantError(`the library holds no ${name}`);
  return expression;
}

type Leaf = Extract<
  NormExpression,
  { from: string } | { fact: string } | { relation: string } | Record<string, string[]>
>;

function leafReason(expression: Exclude<Leaf, { all: unknown } | { any: unknown }>, facts: TargetFacts): Reason {
  if ('from' in expression) return leafOf({ is: 'from', day: expression.from }, 'from', expression.from, facts);
  if ('fact' in expression) return leafOf({ is: 'fact', name: expression.fact }, 'fact', expression.fact, facts);
  if ('relation' in expression) {
    return leafOf({ is: 'relation', relation: expression.relation }, 'relation', expression.relation, facts);
  }
  const field = listFields.find((name) => name in expression);
  if (field === undefined) throw new InvariantError(`not a form of the norm language: ${JSON.stringify(expression)}`);
  const codes = (expression as unknown as Record<ListField, string[]>)[field];
  return {
    ...leafOf({ is: 'list', field, codes }, 'list', field, facts),
    codes,
    held: codes.filter((code) => codeValue(facts[field], code) === 'true'),
  };
}

function leafOf(atom: Parameters<typeof atomValue>[0], is: Reason['is'], name: string, facts: TargetFacts): Reason {
  const value = atomValue(atom, facts);
  return value === 'unknown'
    ? { is, value, name, unknowns: unknownsOfAtom(atom, facts), parts: [] }
    : { is, value, name, parts: [] };
}

/** The unknowns that keep a value open: those below unknown steps only. Empty where the value is decided. */
export function openUnknowns(reason: Reason): Unknown[] {
  const found = new Map<string, Unknown>();
  const visit = (step: Reason): void => {
    if (step.value !== 'unknown') return;
    for (const unknown of step.unknowns ?? []) found.set(unknown.name, unknown);
    step.parts.forEach(visit);
  };
  visit(reason);
  return [...found.values()];
}

/** Writes expressions: canonical YAML for files, and a phrase for readers. */
import { actorKinds, effects, purposes, sectors, targetKinds, type NormExpression } from '#model';

const orders: Readonly<Record<string, readonly string[]>> = {
  effect: effects,
  purpose: purposes,
  sector: sectors,
  kind: targetKinds,
  actor: [...actorKinds, 'asserted'],
};

const width = 110;

/**
 * The canonical YAML of an expression: one line where it fits, else a block; codes in the order of the vocabulary, each
 * once. Reading it back gives an expression of the same meaning, and formatting that gives the same text.
 */
export function formatExpression(expression: NormExpression): string {
  return linesOf(expression, width).join('\n');
}

function linesOf(expression: NormExpression, room: number): string[] {
  const flow = flowOf(expression);
  if (flow.length <= room || typeof expression === 'boolean') return [flow];
  const [key = '', value] = Object.entries(expression)[0] ?? [];
  if (key === 'except') {
    const { rule, unless } = value as { rule: NormExpression; unless: NormExpression };
    return ['except:', ...keyed('rule', rule, room - 2), ...keyed('unless', unless, room - 2)];
  }
  if (key === 'not') return keyed('not', value as NormExpression, room).map((line) => line.slice(2));
  if (key === 'all' || key === 'any') {
    const parts = value as NormExpression[];
    return [
      `${key}:`,
      ...parts.flatMap((part) => linesOf(part, room - 4).map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`))),
    ];
  }
  return [`${key}:`, ...codesOf(key, value as string[]).map((code) => `  - ${code}`)];
}

function keyed(key: string, part: NormExpression, room: number): string[] {
  const lines = linesOf(part, room - key.length - 2);
  return lines.length === 1 ? [`  ${key}: ${lines[0] ?? ''}`] : [`  ${key}:`, ...lines.map((line) => `    ${line}`)];
}

function flowOf(expression: NormExpression): string {
  if (typeof expression === 'boolean') return String(expression);
  const [key = '', value] = Object.entries(expression)[0] ?? [];
  switch (key) {
    case 'all':
    case 'any':
      return `{${key}: [${(value as NormExpression[]).map(flowOf).join(', ')}]}`;
    case 'not':
      return `{not: ${flowOf(value as NormExpression)}}`;
    case 'except': {
      const { rule, unless } = value as { rule: NormExpression; unless: NormExpression };
      return `{except: {rule: ${flowOf(rule)}, unless: ${flowOf(unless)}}}`;
    }
    // A bare day would be read as a date by some readers of YAML.
    case 'from':
      return `{from: '${String(value)}'}`;
    default:
      return Array.isArray(value)
        ? `{${key}: [${codesOf(key, value as string[]).join(', ')}]}`
        : `{${key}: ${String(value)}}`;
  }
}

function codesOf(field: string, codes: readonly string[]): string[] {
  const order = orders[field];
  return [...new Set(codes)].sort((a, b) => (order ? order.indexOf(a) - order.indexOf(b) : a < b ? -1 : 1));
}

const fieldWords: Readonly<Record<string, string>> = {
  effect: 'effect',
  purpose: 'purpose',
  sector: 'sector',
  kind: 'kind of target',
  victim: 'victim state',
  actor: 'kind of actor',
};

/** The expression as a phrase, such as "term damage and (effect: destruction or disruption)". */
export function phraseExpression(expression: NormExpression): string {
  return phrase(expression, true);
}

function phrase(expression: NormExpression, outermost: boolean): string {
  if (typeof expression === 'boolean') return expression ? 'always' : 'never';
  if ('all' in expression) return joined(expression.all, ' and ', outermost);
  if ('any' in expression) return joined(expression.any, ' or ', outermost);
  if ('not' in expression) return `not ${phrase(expression.not, false)}`;
  if ('except' in expression) {
    const text = `${phrase(expression.except.rule, false)} unless ${phrase(expression.except.unless, false)}`;
    return outermost ? text : `(${text})`;
  }
  if ('from' in expression) return `conduct on or after ${expression.from}`;
  if ('relation' in expression)
    return expression.relation === 'foreign' ? 'a foreign victim' : 'a victim at peace with the actor';
  if ('fact' in expression) return expression.fact;
  if ('term' in expression) return `term ${expression.term}`;
  if ('variant' in expression) return `term ${expression.variant}`;
  if ('norm' in expression) return `what ${expression.norm} reaches`;
  const [field = '', codes] = Object.entries(expression)[0] ?? [];
  return `${fieldWords[field] ?? field}: ${(codes as string[]).join(' or ')}`;
}

function joined(parts: readonly NormExpression[], word: string, outermost: boolean): string {
  const text = parts.map((part) => phrase(part, parts.length === 1 && outermost)).join(word);
  return outermost || parts.length === 1 ? text : `(${text})`;
}

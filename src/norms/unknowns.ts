/** Unknowns by name, so that causes and flips can cite them; and what follows when one of them becomes known. */
import { parseDay, type Truth } from '#model';
import type { Conduct } from './conduct.ts';
import { codeValue, type Atom, type CodeList, type ListField, type TargetFacts } from './facts.ts';

/** Something that is not known of a target. `name` is permanent and shown to readers. */
export interface Unknown {
  name: string;
  is: 'fact' | 'code' | 'list' | 'relation' | 'dates';
  /** The field, fact, relation or day asked for. */
  of: string;
  /** For `code`: the code that may hold. */
  code?: string;
}

const listNames: Readonly<Record<ListField, string>> = {
  effect: 'effects',
  purpose: 'purposes',
  sector: 'sectors',
  kind: 'kinds of target',
  victim: 'victim states',
  actor: 'kinds of actor',
};

/** Why a leaf is unknown: the unknowns it hangs on. Empty where it is known. */
export function unknownsOfAtom(atom: Atom, facts: TargetFacts): Unknown[] {
  switch (atom.is) {
    case 'fact':
      return (facts.facts.get(atom.name) ?? 'unknown') === 'unknown'
        ? [{ name: atom.name, is: 'fact', of: atom.name }]
        : [];
    case 'relation':
      return facts.relations[atom.relation] === 'unknown'
        ? [{ name: atom.relation, is: 'relation', of: atom.relation }]
        : [];
    case 'from':
      return [{ name: `conduct since ${atom.day}`, is: 'dates', of: atom.day }];
    case 'list': {
      const list = facts[atom.field];
      const open = atom.codes.filter((code) => codeValue(list, code) === 'unknown');
      const single = open.filter((code) => list.unsure.has(code) && list.others === 'false');
      const out = single.map((code): Unknown => ({
        name: `${listNames[atom.field]}: ${code}`,
        is: 'code',
        of: atom.field,
        code,
      }));
      if (single.length < open.length) out.push({ name: listNames[atom.field], is: 'list', of: atom.field });
      return out;
    }
  }
}

/** Something that may become known. `includes` and `complete` answer an open list. */
export type Resolution =
  | { unknown: Unknown; value: 'true' | 'false' }
  | { unknown: Unknown; includes: readonly string[] }
  | { unknown: Unknown; complete: true };

/** The facts once it is known. Nothing that was known changes. */
export function resolve(facts: TargetFacts, resolution: Resolution): TargetFacts {
  const { unknown } = resolution;
  const field = unknown.of as ListField;
  if ('complete' in resolution) return { ...facts, [field]: { ...facts[field], others: 'false' } };
  if ('includes' in resolution) {
    if (resolution.includes.some((code) => codeValue(facts[field], code) !== 'unknown')) return facts;
    return { ...facts, [field]: withHeld(facts[field], resolution.includes.slice(0, 1)) };
  }
  const value: Truth = resolution.value;
  switch (unknown.is) {
    case 'fact':
      return (facts.facts.get(unknown.of) ?? 'unknown') === 'unknown'
        ? { ...facts, facts: new Map([...facts.facts, [unknown.of, value]]) }
        : facts;
    case 'relation': {
      const relation = unknown.of as 'foreign' | 'at-peace';
      return facts.relations[relation] === 'unknown'
        ? { ...facts, relations: { ...facts.relations, [relation]: value } }
        : facts;
    }
    case 'code': {
      const code = unknown.code ?? '';
      if (codeValue(facts[field], code) !== 'unknown') return facts;
      return {
        ...facts,
        [field]: value === 'true' ? withHeld(facts[field], [code]) : withoutUnsure(facts[field], code),
      };
    }
    case 'dates':
      return { ...facts, conduct: conductSince(facts.conduct, parseDay(unknown.of), value === 'true') };
    default:
      return facts;
  }
}

/** Conduct that surely reached the day, or surely ended before it. */
function conductSince({ start }: Conduct, day: number, reached: boolean): Conduct {
  if (reached) return { start, end: { from: Math.max(day, start.from), to: Math.max(day, start.to - 1) + 1 } };
  return {
    start: { from: start.from, to: Math.max(start.from + 1, Math.min(start.to, day)) },
    end: { from: day - 1, to: day },
  };
}

function withHeld(list: CodeList, codes: readonly string[]): CodeList {
  return { ...list, held: new Set([...list.held, ...codes]) };
}

function withoutUnsure(list: CodeList, code: string): CodeList {
  return { ...list, unsure: new Set([...list.unsure].filter((other) => other !== code)) };
}

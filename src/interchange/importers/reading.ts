/** Small readings that several importers share: dates, lists, addresses, places, shares. */
import { parseImpreciseDate, type PartyId } from '#model';
import { RowFault, type ImportedOperation, type ReadingContext } from './importer.ts';

/** A day, month or year as its source writes it; null where there is none. Throws a RowFault on anything else. */
export function dateOf(text: string, column: string): string | null {
  if (text === '' || /^(?:not available|unknown|nat|nan)$/i.test(text)) return null;
  const day = text.replace(/[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/, '');
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(day);
  const iso = american ? [american[3], american[1], american[2]] : german ? [german[3], german[2], german[1]] : [day];
  const found = iso.map((part) => (part ?? '').padStart(2, '0')).join('-');
  try {
    parseImpreciseDate(found);
    if (/^\d{4}(?:-\d{2}){0,2}$/.test(found)) return found;
  } catch {
    // falls through to the one fault below
  }
  throw new RowFault(column, `"${text.slice(0, 60)}" is no date`);
}

/** A list as Python prints it, nested or not, flattened: "[['a', \"b\"], ['c']]" gives a, b, c. Else one value. */
export function pythonList(text: string): string[] {
  if (!text.startsWith('[')) return text === '' ? [] : [text];
  const values: string[] = [];
  const token = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g;
  for (const [, single, double] of text.matchAll(token)) {
    values.push((single ?? double ?? '').replace(/\\(['"\\])/g, '$1'));
  }
  return values;
}

/** Parts between a sign, trimmed, empty ones left out. */
export function partsOf(text: string, sign: string | RegExp = ';'): string[] {
  return text
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^(?:nan|not available)$/i.test(part));
}

/** The web addresses in a text. */
export function addressesIn(text: string): string[] {
  return [
    ...new Set([...text.matchAll(/https?:\/\/[^\s'"<>\])]+/g)].map(([address]) => address.replace(/[;,.]+$/, ''))),
  ];
}

/** The states among names, in order and once each; what is not understood is told. */
export function statesAmong(names: readonly string[], column: string, context: ReadingContext): PartyId[] {
  const states = new Set<PartyId>();
  for (const name of names) {
    const place = context.places.find(name);
    if (typeof place === 'object') states.add(place.party);
    else if (place !== 'none') context.notUnderstood(column, name);
  }
  return [...states];
}

/** Responsibility of several named states is split equally. */
export function equalShares(states: readonly PartyId[]): Record<PartyId, number> {
  return Object.fromEntries([...new Set(states)].sort().map((state, _, all) => [state, 1 / all.length]));
}

/** Values through a table, in order and once each; what the table does not have is told. */
export function through<Value extends string>(
  values: readonly string[],
  table: Readonly<Record<string, readonly Value[]>>,
  column: string,
  context: ReadingContext,
): Value[] {
  const found = new Set<Value>();
  for (const value of values) {
    const targets = table[value.toLowerCase()];
    if (targets === undefined) context.notUnderstood(column, value);
    else for (const target of targets) found.add(target);
  }
  return [...found];
}

/** An operation with nothing said but what is given. */
export function operation(
  given: Pick<ImportedOperation, 'id' | 'title'> & Partial<ImportedOperation>,
): ImportedOperation {
  return {
    kind: 'operation',
    aliases: [],
    startedOn: null,
    endedOn: null,
    disclosedOn: null,
    victims: [],
    sectors: [],
    effects: [],
    purposes: [],
    actorNames: [],
    responsible: {},
    nonStateOnly: false,
    sources: [],
    ...given,
  };
}

/** Rules for columns that no field takes, with one reason. */
export function unmapped(names: readonly string[], reason: string): { name: string; to: null; reason: string }[] {
  return names.map((name) => ({ name, to: null, reason }));
}

/** The columns of the definition matrix: parties and texts that hold a meaning of several terms; the rest share one. */
import type { ContestedTerm, HeldMeaning } from '#server';

export interface HolderColumn {
  id: string;
  name: string;
  to: string | null;
}

export interface MatrixRow {
  term: ContestedTerm;
  /** By column, meanings held there; the last list is of all others. */
  cells: HeldMeaning[][];
}

interface Key {
  id: string;
  name: string;
  to: string;
}

/** Rows and columns; `titles` name agreements. A holder with fewer than `least` terms stands among the others. */
export function holderMatrix(
  terms: readonly ContestedTerm[],
  titles: Readonly<Record<string, string>>,
  least = 3,
): { columns: HolderColumn[]; rows: MatrixRow[] } {
  const held = new Map<string, { key: Key; terms: Set<string> }>();
  for (const term of terms) {
    for (const key of term.held.flatMap((meaning) => keysOf(meaning, titles))) {
      const known = held.get(key.id) ?? { key, terms: new Set<string>() };
      known.terms.add(term.id);
      held.set(key.id, known);
    }
  }
  const columns = [...held.values()]
    .filter((one) => one.terms.size >= least)
    .sort((a, b) => b.terms.size - a.terms.size || (a.key.name < b.key.name ? -1 : 1))
    .map(({ key }): HolderColumn => key);
  const rows = terms.map((term) => {
    const inColumn = columns.map(({ id }) =>
      term.held.filter((meaning) => keysOf(meaning, titles).some((key) => key.id === id)),
    );
    const shown = new Set(inColumn.flat());
    return { term, cells: [...inColumn, term.held.filter((meaning) => !shown.has(meaning))] };
  });
  return { columns, rows };
}

function keysOf({ parties, agreement }: HeldMeaning, titles: Readonly<Record<string, string>>): Key[] {
  return [
    ...parties.map(({ id, name }) => ({ id: `party ${id}`, name, to: `/parties/${encodeURIComponent(id)}` })),
    ...(agreement === null
      ? []
      : [{ id: `text ${agreement}`, name: titles[agreement] ?? agreement, to: `/agreements/${agreement}` }]),
  ];
}

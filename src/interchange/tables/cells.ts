/** Values of fields as cells of a table, and back: nothing is lost either way. */
import { ServandaError, canonicalJson } from '#model';
import type { Column } from './columns.ts';

export type Cell = string | number | boolean | null;

/** The cell for a field's value; null for null and for an absent field. */
export function cellOf(value: unknown, { type }: Pick<Column, 'type'>): Cell {
  if (value === undefined || value === null) return null;
  return type === 'json' ? canonicalJson(value) : (value as Cell);
}

/** The cells of a body, in the order of the columns. */
export function cellsOf(body: object, columns: readonly Column[]): Cell[] {
  const fields = body as Record<string, unknown>;
  return columns.map((column) => cellOf(fields[column.name], column));
}

/**
 * The field's value for a cell as text; null is an empty cell. Gives undefined for an absent optional field. Throws
 * INPUT_INVALID naming the column where the text is no value of its type.
 */
export function valueOf(text: string | null, column: Column): unknown {
  if (text === null) return column.optional ? undefined : null;
  switch (column.type) {
    case 'text':
      return text;
    case 'boolean':
      if (text === 'true') return true;
      if (text === 'false') return false;
      throw notA('true or false', text, column);
    case 'integer':
    case 'number': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number)) throw notA('a number', text, column);
      return number;
    }
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw notA('JSON', text, column, error);
      }
  }
}

function notA(what: string, text: string, { name }: Column, cause?: unknown): ServandaError {
  return new ServandaError('INPUT_INVALID', `Column "${name}": "${text.slice(0, 80)}" is not ${what}.`, {
    place: { field: name },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A design matrix by columns with names, so that an error can say which regressor is at fault. */
import { invariant } from '#model';
import { requireFinite } from './refusal.ts';

export interface Design {
  names: readonly string[];
  columns: readonly Float64Array[];
  rows: number;
}

/** Builds a design from named columns; throws INPUT_INVALID on a value that is no finite number. */
export function designOf(named: readonly (readonly [name: string, values: ArrayLike<number>])[]): Design {
  const rows = named[0]?.[1].length ?? 0;
  const columns = named.map(([name, values]) => {
    requireFinite(name, values);
    invariant(values.length === rows, `column ${name} has ${values.length} rows instead of ${rows}`);
    return Float64Array.from(values);
  });
  return { names: named.map(([name]) => name), columns, rows };
}

/** The place of a column; the name must be one of the design's. */
export function columnIndex(design: Design, name: string): number {
  const index = design.names.indexOf(name);
  invariant(index >= 0, `no column ${name}`);
  return index;
}

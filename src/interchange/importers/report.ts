/** The mapping report: what became of every column, which values were not understood, which rows were refused and why. */
import type { ColumnRule } from './importer.ts';

/** Rows and values that are listed one by one; beyond that they are counted. */
export const listed = 200;

export interface MappingReport {
  rows: { read: number; imported: number; refused: number; items: Record<string, number> };
  /** Columns of the file with the field that takes them. */
  mapped: { column: string; to: string; filled: number }[];
  /** Columns of the file that no field takes; the row keeps their cells. */
  unmapped: { column: string; reason: string; filled: number }[];
  /** Columns that the importer knows and the file lacks. */
  absent: string[];
  /** The first refused rows; `rows.refused` counts them all. */
  refused: { row: number; column: string | null; reason: string }[];
  /** Values that were understood as nothing, most frequent first. */
  notUnderstood: { column: string; value: string; count: number }[];
  /** Distinct values beyond those that are listed. */
  notListed: number;
  /** Cells that a spreadsheet would run as a formula; kept as text. */
  formulaCells: number;
}

/** Gathers a report in bounded memory. */
export class ReportGatherer {
  readonly #columns = new Map<string, { rule: ColumnRule | null; filled: number }>();
  readonly #absent: string[];
  readonly #values = new Map<string, { column: string; value: string; count: number }>();
  readonly #refused: MappingReport['refused'] = [];
  readonly #items: Record<string, number> = {};
  #notListed = 0;
  #read = 0;
  #imported = 0;
  #refusedCount = 0;
  formulaCells = 0;

  /** `present`: the columns of the file; null where rows are members of a document. */
  constructor(rules: readonly ColumnRule[], present: readonly string[] | null) {
    const byName = new Map(rules.map((rule) => [rule.name, rule]));
    for (const column of present ?? rules.map(({ name }) => name)) {
      this.#columns.set(column, { rule: byName.get(column) ?? null, filled: 0 });
    }
    this.#absent = present === null ? [] : rules.map(({ name }) => name).filter((name) => !this.#columns.has(name));
  }

  filled(column: string, count: number): void {
    const entry = this.#columns.get(column);
    if (entry) entry.filled += count;
  }

  notUnderstood(column: string, value: string): void {
    const key = `${column}\n${value.slice(0, 120)}`;
    const known = this.#values.get(key);
    if (known) known.count += 1;
    else if (this.#values.size < listed * 10) this.#values.set(key, { column, value: value.slice(0, 120), count: 1 });
    else this.#notListed += 1;
  }

  imported(items: readonly { kind: string }[]): void {
    this.#read += 1;
    this.#imported += 1;
    for (const { kind } of items) this.#items[kind] = (this.#items[kind] ?? 0) + 1;
  }

  refuse(row: number, column: string | null, reason: string): void {
    this.#read += 1;
    this.#refusedCount += 1;
    if (this.#refused.length < listed) this.#refused.push({ row, column, reason });
  }

  report(): MappingReport {
    const columns = [...this.#columns];
    const values = [...this.#values.values()].sort(
      (a, b) => b.count - a.count || compare(a.column, b.column) || compare(a.value, b.value),
    );
    return {
      rows: { read: this.#read, imported: this.#imported, refused: this.#refusedCount, items: this.#items },
      mapped: columns.flatMap(([column, { rule, filled }]) =>
        rule?.to == null ? [] : [{ column, to: rule.to, filled }],
      ),
      unmapped: columns.flatMap(([column, { rule, filled }]) =>
        rule?.to != null
          ? []
          : [{ column, reason: rule?.reason ?? 'not known to this importer; the row keeps it', filled }],
      ),
      absent: this.#absent,
      refused: this.#refused,
      notUnderstood: values.slice(0, listed),
      notListed: Math.max(0, values.length - listed) + this.#notListed,
      formulaCells: this.formulaCells,
    };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

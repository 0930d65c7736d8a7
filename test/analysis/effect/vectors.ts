/** Public cases of method 5 as files: reads them, computes, and says expected, obtained and difference of each number. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { analysisMethods } from '../../../src/analysis/index.ts';
import { parseWith, type Method } from '../../../src/model/index.ts';

const folder = path.join(import.meta.dirname, '../../../vectors/analysis/effect');

export interface Case {
  file: string;
  title: string;
  source: string;
  method: string;
  expected: { path: string; value: number; tolerance: number }[];
  input: Record<string, unknown>;
}

interface Cell {
  joined: number | null;
  units: number;
  outcomes: Record<string, number>;
}

export const cases: Case[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const { cells, ...rest } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Case & { cells?: Cell[] };
    return { ...rest, file, input: cells ? { ...rest.input, rows: rowsOf(cells) } : rest.input };
  });

/** A cohort's mean, as often as the cohort has units. */
function rowsOf(cells: readonly Cell[]): object[] {
  return cells.flatMap(({ joined, units, outcomes }) =>
    Array.from({ length: units }, (_, i) =>
      Object.entries(outcomes).map(([period, outcome]) => ({
        unit: `${joined ?? 'never'}-${i}`,
        period: Number(period),
        outcome,
        joined,
      })),
    ).flat(),
  );
}

export function methodOf(id: string): Method {
  const found = analysisMethods.find((method) => method.id === id);
  if (!found) throw new Error(`no method ${id}`);
  return found;
}

/** Parses as any caller must, and computes. */
export function compute(id: string, input: unknown): unknown {
  const method = methodOf(id);
  return method.compute(parseWith(method.input, input, id));
}

/** Follows a path such as `coefficients[name=post].estimate`, `rows[0]`, `groupTime[cohort=2004&period=2005].effect`. */
export function valueAt(result: unknown, where: string): number {
  let value = result;
  for (const [, key, selector] of where.matchAll(/([^.[\]]+)|\[([^\]]+)\]/g)) {
    if (key !== undefined) value = (value as Record<string, unknown>)[key];
    else if (selector !== undefined && /^\d+$/.test(selector)) value = (value as unknown[])[Number(selector)];
    else {
      const wanted = (selector ?? '').split('&').map((pair) => pair.split('='));
      value = (value as Record<string, unknown>[]).find((row) =>
        wanted.every(([name = '', text]) => String(row[name]) === text),
      );
    }
  }
  return value as number;
}

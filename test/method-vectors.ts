/** Runs the vectors of a room of methods: `expected` names paths with values and tolerances, `error` a code and a field. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServandaError, parseWith, type Method } from '../src/model/index.ts';

interface Vector {
  about: string;
  calculation: string;
  input: Record<string, unknown>;
  expected?: { path: string; value: unknown; tolerance: number }[];
  error?: { code: string; field: string | null };
}

/** What a vector calls: a method by its id, or a calculation that is no method of its own. */
export type Calculations = Record<string, (input: never) => unknown>;

export function vectorsOf(room: string, kind: 'valid' | 'invalid'): (Vector & { name: string })[] {
  const folder = path.join(import.meta.dirname, '..', 'vectors', room, kind);
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, ...(JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Vector) }));
}

/** The value under a path such as `points.0.strength`; `length` of an array is its length. */
export function valueAt(value: unknown, at: string): unknown {
  return at.split('.').reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value);
}

function run(methods: readonly Method[], others: Calculations, { calculation, input }: Vector): unknown {
  const other = others[calculation];
  if (other) return other(input as never);
  const found = methods.find(({ id }) => id === calculation);
  if (!found) throw new Error(`no calculation ${calculation}`);
  const checked = parseWith(found.input, input, calculation);
  const output = found.compute(checked);
  // The schema of the output is a promise to readers.
  found.output.parse(output);
  if (found.parts) {
    const { split, run: runPart, join } = found.parts;
    const parts = split(checked).map((part) => runPart(structuredClone(part) as never));
    expect(join(checked, structuredClone(parts) as never[])).toEqual(output);
  }
  return output;
}

export function describeVectors(room: string, methods: readonly Method[], others: Calculations = {}): void {
  describe(`vectors/${room}/valid`, () => {
    it.each(vectorsOf(room, 'valid'))('$name: $about', (vector) => {
      const output = run(methods, others, vector);
      expect(vector.expected?.length).toBeGreaterThan(0);
      for (const { path: at, value, tolerance } of vector.expected ?? []) {
        const obtained = valueAt(output, at);
        if (typeof value !== 'number') expect(obtained, at).toEqual(value);
        else
          expect(Math.abs((obtained as number) - value), `${at}: ${String(obtained)}`).toBeLessThanOrEqual(tolerance);
      }
    });
  });
  describe(`vectors/${room}/invalid`, () => {
    it.each(vectorsOf(room, 'invalid'))('$name: $about', (vector) => {
      let caught: unknown;
      try {
        run(methods, others, vector);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(ServandaError);
      const { code, place } = caught as ServandaError;
      expect({ code, field: place.field ?? null }).toEqual(vector.error);
    });
  });
}

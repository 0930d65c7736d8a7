/** The page docs/methodology/validation.md, from the vectors of all rooms: expected, obtained, difference, tolerance. */
import fs from 'node:fs';
import path from 'node:path';
import { kMeans, principalComponents, silhouette } from '../src/negotiation/index.ts';
import { parseWith } from '../src/model/index.ts';
import { methods } from '../src/publish/index.ts';
import { ishigamiIndices } from './analysis/ishigami.ts';
import { cases as effectCases, valueAt as effectValueAt } from './analysis/effect/vectors.ts';
import { valueAt, type Calculations } from './method-vectors.ts';

const root = path.join(import.meta.dirname, '..');
export const pagePath = path.join(root, 'docs/methodology/validation.md');

/** Calculations of vectors that are no method of their own. */
const others: Calculations = {
  'ishigami-indices': ishigamiIndices,
  'principal-components': ({ table, ...options }: { table: number[][]; components: number; standardised: boolean }) =>
    principalComponents(table, options),
  'k-means': ({ points, k, starts, seed }: { points: number[][]; k: number; starts: number; seed: number }) => {
    const found = kMeans(points, k, starts, seed);
    return { within: found.within, silhouette: silhouette(points, found.clusters) };
  },
};

interface Case {
  file: string;
  about: string;
  source: string;
  calculation: string;
  rows: { path: string; expected: unknown; obtained: unknown; tolerance: number }[];
}

function compute(calculation: string, input: unknown): unknown {
  const other = others[calculation];
  if (other) return other(input as never);
  const found = methods.find(({ id }) => id === calculation);
  if (!found) throw new Error(`no calculation ${calculation}: add it to test/validation-page.ts`);
  return found.compute(parseWith(found.input, input, calculation));
}

interface VectorFile {
  about?: string;
  source?: string;
  calculation?: string;
  input?: unknown;
  expected?: { path: string; value: unknown; tolerance: number }[];
}

/** Vectors of any room in the form of test/method-vectors.ts. */
function vectorCases(): Case[] {
  return fs
    .readdirSync(path.join(root, 'vectors'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.json') && file.includes('/valid/'))
    .sort()
    .flatMap((file) => {
      const vector = JSON.parse(fs.readFileSync(path.join(root, 'vectors', file), 'utf8')) as VectorFile;
      const { calculation, expected, about = '', source = '', input } = vector;
      if (calculation === undefined || !Array.isArray(expected)) return [];
      const output = compute(calculation, input);
      return [
        {
          file,
          about,
          source,
          calculation,
          rows: expected.map(({ path: at, value, tolerance }) => ({
            path: at,
            expected: value,
            obtained: valueAt(output, at),
            tolerance,
          })),
        },
      ];
    });
}

/** The vectors of method 5 have a form of their own. */
function effectVectorCases(): Case[] {
  return effectCases.map(({ file, title, source, method, input, expected }) => {
    const output = compute(method, input);
    return {
      file: `analysis/effect/${file}`,
      about: title,
      source,
      calculation: method,
      rows: expected.map(({ path: at, value, tolerance }) => ({
        path: at,
        expected: value,
        obtained: effectValueAt(output, at),
        tolerance,
      })),
    };
  });
}

/** Seven digits: more would differ between machines by rounding alone. */
function printed(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(7)));
  return value === undefined ? '' : JSON.stringify(value);
}

/** Two digits; below 1e-9 only a bound, which is the same on every machine. */
function difference({ expected, obtained }: Case['rows'][number]): string {
  if (typeof expected !== 'number' || typeof obtained !== 'number') {
    return JSON.stringify(expected) === JSON.stringify(obtained) ? 'none' : 'differs';
  }
  const distance = Math.abs(expected - obtained);
  return distance === 0 ? '0' : distance < 1e-9 ? '< 1e-9' : distance.toExponential(1);
}

function isWithin({ expected, obtained, tolerance }: Case['rows'][number]): boolean {
  if (typeof expected !== 'number') return JSON.stringify(expected) === JSON.stringify(obtained);
  return Math.abs(expected - (obtained as number)) <= tolerance;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** Computes every case and writes the page; also says how many numbers lie outside of their tolerance. */
export function validationPage(): { text: string; outside: number; numbers: number } {
  const all = [...vectorCases(), ...effectVectorCases()].sort((a, b) =>
    a.calculation === b.calculation ? (a.file < b.file ? -1 : 1) : a.calculation < b.calculation ? -1 : 1,
  );
  const rows = all.flatMap((one) => one.rows);
  const outside = rows.filter((row) => !isWithin(row)).length;
  const lines = [
    '# Validation',
    '',
    'Every number of the public cases: what the source says, what this program computes, and how far they lie apart. The page is written by `npm run validation` from the files in `vectors/`, and a test compares it with what the program computes now.',
    '',
    `${all.length} cases, ${rows.length} values, ${outside} outside of their tolerance. Tolerances: closed forms 1e-9 or half the last digit of the source; fitted coefficients 1e-4; log-likelihoods 1e-3; simulations three standard errors.`,
    ...all.flatMap(({ file, about, source, calculation, rows: values }, index) => [
      ...(all[index - 1]?.calculation === calculation ? [] : ['', `## ${calculation}`]),
      '',
      `### ${file}`,
      '',
      `${cell(about)} Source: ${cell(source)}.`.replace('..', '.'),
      '',
      '| value | expected | obtained | difference | tolerance |',
      '| --- | ---: | ---: | ---: | ---: |',
      ...values.map(
        (row) =>
          `| \`${cell(row.path)}\` | ${cell(printed(row.expected))} | ${cell(printed(row.obtained))} | ${difference(row)} | ${typeof row.expected === 'number' ? String(row.tolerance) : 'equal'} |`,
      ),
    ]),
    '',
  ];
  return { text: lines.join('\n'), outside, numbers: rows.length };
}

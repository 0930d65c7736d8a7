/** Figures for the tests: one of each kind, empty, small, large. */
import {
  absenceChart,
  adherenceTimeline,
  countsOverTime,
  coverageRangeChart,
  figureSheet,
  frontierChart,
  incentiveRegion,
  survivalChart,
  tileGrid,
} from '#charts';
import { parseDay, truthValues, type Truth } from '#model';

const text = { title: 'A title', description: 'A description.' };
const truth = (index: number): Truth => truthValues[index % 3] ?? 'unknown';
const list = <Item>(n: number, item: (index: number) => Item): Item[] => Array.from({ length: n }, (_, i) => item(i));

/** Every figure over n rows; `name` is used wherever a figure shows text that comes from statements. */
export function figuresOver(n: number, name: (index: number) => string, width = 720): Record<string, string> {
  const share = n === 0 ? 0 : 1 / n;
  return {
    absence: absenceChart({
      ...text,
      id: 'absence',
      width,
      rows: list(n, (i) => ({ name: name(i), share, adherence: truth(i), n: i + 1 })),
      together: { value: share, lower: share, upper: share * 2 },
    }),
    range: coverageRangeChart({
      ...text,
      id: 'range',
      width,
      rows: list(n, (i) => ({
        name: name(i),
        value: i * share,
        lower: i * share * 0.8,
        upper: Math.min(1, i * share * 1.2),
        ...(i === 0 ? { widest: { lower: 0, upper: 0.5 } } : {}),
        of: 'operations',
        n: i * 10,
        kind: i === n - 1 ? ('headcount' as const) : ('conduct' as const),
      })),
    }),
    timeline: adherenceTimeline({
      ...text,
      id: 'timeline',
      width,
      last: parseDay('2024-06-30'),
      acts: list(n, (i) => ({
        party: `party-${i}`,
        from: i % 2 === 0 ? '2018-11-12' : '2018-11-12/2019-09-16',
        until: i % 5 === 4 ? '2021' : null,
      })),
    }),
    tiles: tileGrid({
      ...text,
      id: 'tiles',
      width,
      arrangement: width < 500 ? 'groups' : 'place',
      states: list(n, (i) => ({
        code: `A${String.fromCharCode(65 + Math.floor(i / 26))}${String.fromCharCode(65 + (i % 26))}`,
        name: name(i),
        adherence: truth(i),
        tile: i % 9 === 8 ? null : { column: 3 + (i % 28), row: 1 + Math.floor(i / 28) },
      })),
    }),
    survival: survivalChart({
      ...text,
      id: 'survival',
      width,
      until: 1095,
      clock: name(0),
      band: n === 1,
      between: n === 2,
      curves: list(Math.min(n, 12), (i) => ({
        name: name(i),
        n: 10 + i,
        points: list(5, (step) => ({
          time: step * 40 * (i + 1),
          value: (step + 1) / (6 + (i % 4)),
          lower: step / (6 + (i % 4)),
          upper: step === 4 ? null : (step + 2) / (6 + (i % 4)),
        })),
      })),
    }),
    counts: countsOverTime({
      ...text,
      id: 'counts',
      width,
      years: list(Math.min(n, 60), (i) => ({
        year: 2000 + i,
        certain: (i * 7) % 5,
        possible: ((i * 7) % 5) + (i % 3),
      })),
      date: n === 1 ? null : { at: 2003.75, name: name(0) },
      levels:
        n < 2
          ? []
          : [
              { from: 2000, to: 2003.75, lower: 1.5, upper: 2.5 },
              { from: 2003.75, to: 2006, lower: 1, upper: 1 },
            ],
      placebo: n === 7 ? { from: 2003.75, to: 2006, lower: 0.8, upper: 4.1 } : null,
    }),
    frontier: frontierChart({
      ...text,
      id: 'frontier',
      width,
      of: name(0),
      own: n === 7 ? { strength: 1, share: 0.4 } : null,
      points: list(n, (i) => ({ number: i + 1, strength: n - i, share: (i + 1) / n, words: name(i) })),
    }),
    region: incentiveRegion({
      ...text,
      id: 'region',
      width,
      x: { name: name(0), values: list(n, (i) => i / n), value: 0.4, isShare: true },
      y: { name: name(1), values: list(n, (i) => i), value: 1.25, isShare: false },
      holds: list(n, (row) => list(n, (column) => row + column > n)),
      boundary: list(n, (i) => ({ x: i / n, y: i === 0 ? null : n - i })),
    }),
    sheet: figureSheet({
      drawing: frontierChart({ ...text, id: 'inner', width, of: name(0), points: [] }),
      headline: name(0),
      notes: list(Math.min(n, 3), name),
      metadata: name(0),
    }),
  };
}

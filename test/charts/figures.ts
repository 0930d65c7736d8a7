/** Figures for the tests: one of each kind, empty, small, large. */
import { absenceChart, adherenceTimeline, coverageRangeChart, tileGrid } from '#charts';
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
  };
}
